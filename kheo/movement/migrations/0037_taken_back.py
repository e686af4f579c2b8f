from collections import Counter

from django.db import migrations, models
from django.db.models import F


def await_no_more(apps, schema_editor):
    """Of a closed sheet no copy is awaited any more: the counts of those closed so far follow."""
    Copy = apps.get_model("movement", "Copy")
    Tally = apps.get_model("movement", "Tally")
    rows = Copy.objects.filter(number=2, received_on=None, sheet__closed_at__isnull=False)
    counts = Counter(rows.values_list("sheet__round", "sheet__unit"))
    for (round_id, unit_id), n in counts.items():
        tally = Tally.objects.filter(round=round_id, unit=unit_id, copies_awaited__gte=n)
        tally.update(copies_awaited=F("copies_awaited") - n)


class Migration(migrations.Migration):
    dependencies = [("movement", "0036_checkup_decision")]

    operations = [
        migrations.AddField("sheet", "closed_from", models.JSONField(default=dict)),
        migrations.RunPython(await_no_more, migrations.RunPython.noop),
    ]
