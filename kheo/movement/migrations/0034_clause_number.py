from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("movement", "0033_reviews_by_table")]

    operations = [
        migrations.AddField(
            model_name="clause",
            name="number",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
    ]
