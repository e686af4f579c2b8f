"""Models and cards that were there before are found by names like theirs."""

from itertools import batched

from django.db import migrations

from kheo.kernel.search.near import pairs

BATCH = 5000


def fill(apps, schema_editor):
    entry, pair = apps.get_model("search", "Entry"), apps.get_model("search", "Pair")
    named = {
        "registration": apps.get_model("movement", "Registration").objects.filter(person=None),
        "card": apps.get_model("movement", "Card").objects.all(),
    }
    for kind, rows in named.items():
        titles = rows.order_by("pk").values_list("pk", "title").iterator(BATCH)
        for some in batched(titles, BATCH, strict=False):
            names = dict(some)
            found = entry.objects.filter(kind=kind, object_id__in=names)
            pair.objects.bulk_create(
                [
                    pair(entry_id=pk, path=path, pair=one)
                    for pk, key, path in found.values_list("pk", "object_id", "path")
                    for one in sorted(pairs(names[key]))
                ],
                batch_size=BATCH,
            )


class Migration(migrations.Migration):
    dependencies = [("movement", "0019_taken_over_and_sent_once"), ("search", "0003_pairs")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
