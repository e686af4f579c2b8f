"""What is kept of a text are its words: PostgreSQL took "88/kh-vpubnd" for the path of a file."""

from django.db import migrations


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":  # FTS5 parts the words by itself
        schema_editor.execute(
            "UPDATE search_entry SET folded = regexp_replace(folded, '[^a-z0-9]+', ' ', 'g')"
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0003_pairs")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
