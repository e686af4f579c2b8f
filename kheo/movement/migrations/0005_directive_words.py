from django.db import migrations, models

from kheo.movement.s1_directive.same import words_digest


def note_words(apps, schema_editor):
    """Note the words of the papers read so far."""
    directive = apps.get_model("movement", "Directive")
    texts = directive.objects.values_list("pk", "document__text")
    for pk, text in texts.iterator(chunk_size=200):
        directive.objects.filter(pk=pk).update(words_sha256=words_digest(text))


class Migration(migrations.Migration):

    dependencies = [
        ('movement', '0004_read_by_people_too'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='words_sha256',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.RunPython(note_words, migrations.RunPython.noop),
    ]
