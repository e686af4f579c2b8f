"""Reviews carry their round. The column is filled here and made binding in the next migration,
since PostgreSQL does not change a table whose rows it has just changed.
"""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    review = apps.get_model("movement", "Review")
    registration = apps.get_model("movement", "Registration")
    known = registration.objects.filter(pk=models.OuterRef("registration"))
    review.objects.update(round=models.Subquery(known.values("round")[:1]))


class Migration(migrations.Migration):
    dependencies = [("movement", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="review", name="review_by_state"),
        migrations.AddField(
            model_name="review",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="movement.round",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
