"""A hash on each event, those already there included, and the table of seals."""

from itertools import batched

from django.db import migrations, models

import kheo.kernel.audit.form
from kheo.kernel.audit import chain, form


def stamp(apps, schema_editor):
    Event = apps.get_model("audit", "Event")
    for part in batched(Event.objects.order_by("pk").iterator(chunk_size=1000), 500):
        for event in part:
            event.changes = form.plain(event.changes)
            event.digest = chain.event_digest((
                form.moment(event.at), event.verb, event.user_id, event.actor_name, event.capacity,
                event.subject_type_id, event.subject_id, event.subject_name,
                chain.canonical(event.changes), event.note,
            ))
        Event.objects.bulk_update(part, ["changes", "digest"])


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.AddField("event", "digest", models.CharField(default="", editable=False, max_length=64), preserve_default=False),
        migrations.AlterField("event", "changes", models.JSONField(default=dict, encoder=kheo.kernel.audit.form.CanonicalEncoder)),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("batch", "Batch"), ("late", "Late"), ("day", "Day")], max_length=5)),
                ("day", models.DateField()),
                ("at", models.DateTimeField(db_index=True)),
                ("first_id", models.PositiveBigIntegerField()),
                ("last_id", models.PositiveBigIntegerField()),
                ("count", models.PositiveBigIntegerField()),
                ("holes", models.JSONField(default=list)),
                ("previous", models.CharField(max_length=64)),
                ("events", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["kind", "first_id"], name="seal_by_first")],
            },
        ),
        migrations.RunPython(stamp, migrations.RunPython.noop),
    ]
