"""See the migration before this one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("movement", "0002_review_round")]

    operations = [
        migrations.AlterField(
            model_name="review",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="movement.round",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["round", "state", "path", "registration"], name="review_by_round"
            ),
        ),
    ]
