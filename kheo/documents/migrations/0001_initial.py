import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferenceText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=500)),
                ('issued_on', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('replaced_by', models.CharField(blank=True, max_length=200)),
                ('verified', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='OfficialDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('in', 'Văn bản đến'), ('out', 'Văn bản đi')], max_length=3)),
                ('kind', models.CharField(max_length=60)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('subject', models.CharField(max_length=500)),
                ('issuer', models.CharField(max_length=200)),
                ('issued_on', models.DateField(null=True)),
                ('text', models.TextField(blank=True)),
                ('file', models.CharField(max_length=100)),
                ('file_name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('registered_at', models.DateTimeField()),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='orgs.unit')),
            ],
            options={
                'ordering': ['-registered_at', '-id'],
                'indexes': [models.Index(fields=['unit', '-registered_at'], name='document_by_unit')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=60)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('issued_on', models.DateField(null=True)),
                ('issuer', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(blank=True, max_length=500)),
                ('cited', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_by', to='documents.officialdocument')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='documents.officialdocument')),
            ],
            options={
                'ordering': ['ordinal'],
                'constraints': [models.UniqueConstraint(fields=('document', 'ordinal'), name='citation_once_per_place')],
            },
        ),
        migrations.CreateModel(
            name='NumberBook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('last', models.PositiveIntegerField(default=0)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_books', to='orgs.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'kind'), name='number_book_once')],
            },
        ),
    ]
