from datetime import date

from django.db import migrations

# As everywhere: data that whoever administers may change. Local government in these levels is that
# of the law in force since 2016; the district ended with 30 June 2025.
LEVELS = (
    ("Trung ương", 1, None),
    ("Tỉnh", 2, None),
    ("Huyện", 3, date(2025, 6, 30)),
    ("Xã", 4, None),
)


def write(apps, _schema_editor):
    level = apps.get_model("reorganisation", "Level")
    for name, rank, until in LEVELS:
        level.objects.get_or_create(
            name=name, defaults={"rank": rank, "since": date(2016, 1, 1), "until": until}
        )


class Migration(migrations.Migration):
    dependencies = [("reorganisation", "0001_reorganisation")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
