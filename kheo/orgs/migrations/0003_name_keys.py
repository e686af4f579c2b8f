from itertools import batched

from django.db import migrations

from kheo.kernel.text import name_key


def write_anew(apps, schema_editor):
    """The tone of the given name now counts before the family name."""
    people = apps.get_model("orgs", "Person").objects
    for batch in batched(people.only("id", "full_name").iterator(2000), 2000, strict=False):
        for person in batch:
            person.name_key = name_key(person.full_name)
        people.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):

    dependencies = [("orgs", "0002_administration")]

    operations = [migrations.RunPython(write_anew, migrations.RunPython.noop, elidable=True)]
