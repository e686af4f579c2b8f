import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=200)),
                ('name_key', models.CharField(editable=False, max_length=400)),
                ('folded', models.CharField(editable=False, max_length=200)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('staff', models.CharField(choices=[('cadre', 'Cán bộ'), ('civil_servant', 'Công chức'), ('public_employee', 'Viên chức'), ('worker', 'Người lao động')], max_length=20)),
                ('sex', models.CharField(choices=[('male', 'Nam'), ('female', 'Nữ')], max_length=10)),
                ('born_in', models.PositiveSmallIntegerField()),
                ('active', models.BooleanField(default=True)),
                ('unread', models.PositiveIntegerField(default=0)),
                ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name_key', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=40)),
                ('symbol', models.CharField(blank=True, max_length=40)),
                ('place', models.CharField(blank=True, max_length=60)),
                ('kind', models.CharField(choices=[('province', 'Tỉnh, thành phố'), ('agency', 'Sở, ban, ngành, văn phòng'), ('division', 'Phòng'), ('centre', 'Trung tâm trực thuộc'), ('commune', 'Xã, phường, đặc khu'), ('committee', 'Đảng bộ'), ('cell', 'Chi bộ')], max_length=20)),
                ('line', models.CharField(choices=[('state', 'Chính quyền'), ('party', 'Đảng'), ('front', 'Mặt trận, đoàn thể')], default='state', max_length=10)),
                ('path', models.CharField(max_length=200, unique=True)),
                ('is_focal', models.BooleanField(default=False)),
                ('staff', models.PositiveIntegerField(default=0)),
                ('folded', models.CharField(editable=False, max_length=200)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='orgs.unit')),
            ],
            options={
                'ordering': ['path'],
                'indexes': [models.Index(fields=['path', 'closed_on', 'staff', 'parent'], name='unit_staff_by_path')],
                'constraints': [models.CheckConstraint(condition=models.Q(('path__endswith', '.')), name='unit_path_ends_with_dot'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='unit_not_its_own_parent'), models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='unit_closes_after_opening')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('powers', models.JSONField(default=list)),
                ('is_head', models.BooleanField(default=False)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='orgs.person')),
                ('over', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='orgs.unit')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='post_ends_after_start')],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='cell',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='orgs.unit'),
        ),
        migrations.AddField(
            model_name='person',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='orgs.unit'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['unit', 'active', 'name_key'], name='person_by_unit'),
        ),
    ]
