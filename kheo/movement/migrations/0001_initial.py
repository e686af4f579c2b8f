import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("orgs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("path", models.CharField(max_length=200)),
                ("folded", models.CharField(editable=False, max_length=600)),
                ("problem", models.TextField()),
                ("way", models.TextField()),
                ("cost", models.TextField(blank=True)),
                ("result", models.TextField()),
                ("conditions", models.TextField(blank=True)),
                ("contact", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Bản nháp"),
                            ("published", "Đã công khai"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("published_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["-published_on", "-id"],
                "indexes": [
                    models.Index(fields=["state", "-published_on", "-id"], name="card_gallery")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_on__isnull", False),
                            _connector="OR",
                        ),
                        name="card_published_has_a_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("least", models.DecimalField(decimal_places=2, max_digits=5)),
            ],
            options={
                "ordering": ["-least"],
            },
        ),
        migrations.CreateModel(
            name="AwardForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_forms",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="award_form_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("adopted_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("changed", models.TextField(blank=True)),
                ("result", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("started", "Đang làm theo"),
                            ("done", "Đã có kết quả"),
                            ("stopped", "Đã dừng"),
                        ],
                        default="started",
                        max_length=20,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "learnt_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="movement.adoption",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="orgs.unit",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="movement.card",
                    ),
                ),
            ],
            options={
                "ordering": ["-adopted_on", "-id"],
                "indexes": [models.Index(fields=["path", "state"], name="adoption_by_path")],
                "constraints": [
                    models.UniqueConstraint(fields=("card", "unit"), name="adoption_once_per_unit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "stopped"), _negated=True),
                            ("ended_on__isnull", False),
                            _connector="OR",
                        ),
                        name="adoption_stopped_has_a_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Directive",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "Chờ xác nhận"),
                            ("confirmed", "Đã xác nhận"),
                            ("opened", "Đã phát động"),
                        ],
                        default="read",
                        max_length=20,
                    ),
                ),
                ("doubts", models.JSONField(default=list)),
                ("folded", models.CharField(blank=True, editable=False, max_length=1000)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="directive",
                        to="documents.officialdocument",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="directives",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "read"), ("confirmed_by__isnull", False), _connector="OR"
                        ),
                        name="directive_confirmed_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=30)),
                ("quote", models.TextField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("value", models.JSONField()),
                ("doubt", models.CharField(blank=True, max_length=500)),
                ("suggestion", models.JSONField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("pending", "Chưa xem"),
                            ("accepted", "Đúng"),
                            ("corrected", "Đã sửa"),
                            ("struck", "Bỏ"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("confirmed", models.JSONField(null=True)),
                (
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="movement.directive",
                    ),
                ),
            ],
            options={
                "ordering": ["ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("directive", "ordinal"), name="fact_once_per_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gte", models.F("start"))),
                        name="fact_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=10)),
                ("text", models.CharField(max_length=500)),
                ("most", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="movement.line",
                    ),
                ),
            ],
            options={
                "ordering": ["ordinal"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("most__gt", 0)), name="line_has_points"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("item_name", models.CharField(blank=True, max_length=300)),
                ("theme", models.CharField(blank=True, max_length=500)),
                ("aim", models.TextField(blank=True)),
                ("partners", models.CharField(blank=True, max_length=500)),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField()),
                ("launched_on", models.DateField()),
                (
                    "directive",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movement",
                        to="movement.directive",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="movement.movement",
                    ),
                ),
                ("scope", models.ManyToManyField(related_name="addressed_by", to="orgs.unit")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-first_year", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_year__gte", models.F("first_year"))),
                        name="movement_stage_runs_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("content", "Nội dung thi đua"),
                            ("criterion", "Tiêu chí"),
                            ("topic", "Chủ đề gợi ý"),
                            ("pledge", "Cam kết"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "movement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="movement.movement",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("movement", "kind", "ordinal"), name="clause_once_per_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("text", models.TextField()),
                ("figure", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("measure", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("file", models.CharField(max_length=100)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=60)),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="movement.note",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaited", "Chưa nhận"),
                            ("received", "Đã nhận"),
                            ("sent", "Đã gửi kế hoạch"),
                        ],
                        default="awaited",
                        max_length=20,
                    ),
                ),
                ("received_at", models.DateTimeField(null=True)),
                ("summary", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("late", models.BooleanField(default=False)),
                (
                    "leader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_plans",
                        to="orgs.person",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_plans",
                        to="orgs.person",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["path"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "awaited"), ("received_at__isnull", False), _connector="OR"
                        ),
                        name="plan_received_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            models.Q(("leader__isnull", False), ("sent_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_sent_has_a_date_and_a_leader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500)),
                ("responsible", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(null=True)),
                (
                    "content",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="movement.clause",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="movement.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "ordinal"), name="plan_task_once_per_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập"),
                            ("sent", "Đã trình"),
                            ("decided", "Đã có quyết định"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveIntegerField(null=True)),
                ("numbered_on", models.DateField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_sent_has_a_date_and_a_sender",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("number__isnull", False), ("numbered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_sent_has_a_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=60)),
                ("signed_on", models.DateField()),
                ("signer", models.CharField(max_length=200)),
                ("signer_post", models.CharField(max_length=200)),
                ("issuer", models.CharField(max_length=200)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="orgs.unit",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="movement.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["-signed_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "year", "number"), name="decision_number_once_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("item", "Nội dung của cá nhân"), ("model", "Mô hình của đơn vị")],
                        max_length=10,
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("sort_key", models.CharField(editable=False, max_length=640, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Bản nháp"),
                            ("submitted", "Đã gửi"),
                            ("returned", "Trả lại"),
                            ("accepted", "Đã ghi nhận"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("folded", models.CharField(blank=True, editable=False, max_length=300)),
                ("duty", models.CharField(blank=True, max_length=300)),
                ("own_topic", models.CharField(blank=True, max_length=300)),
                ("method", models.TextField(blank=True)),
                ("target", models.CharField(blank=True, max_length=300)),
                ("result", models.CharField(blank=True, max_length=300)),
                ("due_on", models.DateField(null=True)),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("economy", "Kinh tế"),
                            ("culture", "Văn hoá - xã hội"),
                            ("defence", "Quốc phòng - an ninh"),
                            ("political", "Xây dựng hệ thống chính trị"),
                        ],
                        max_length=20,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=300)),
                ("forces", models.CharField(blank=True, max_length=300)),
                ("resources", models.CharField(blank=True, max_length=300)),
                ("keeping", models.CharField(blank=True, max_length=300)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("late", models.BooleanField(default=False)),
                ("unfiled", models.BooleanField(default=False)),
                ("noted_on", models.DateField(null=True)),
                ("criteria", models.ManyToManyField(related_name="+", to="movement.clause")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="orgs.person",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="movement.clause",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "returned", "accepted"])
                        ),
                        name="registration_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("submitted_at__isnull", False), _connector="OR"
                        ),
                        name="registration_sent_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", False), ("subject", "item")),
                            models.Q(("person__isnull", True), ("subject", "model")),
                            _connector="OR",
                        ),
                        name="registration_item_of_a_person_or_model_of_a_unit",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="note",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="movement.registration",
            ),
        ),
        migrations.AddField(
            model_name="card",
            name="registration",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="card",
                to="movement.registration",
            ),
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("self", "Đang tự chấm"),
                            ("scored", "Đã tự chấm"),
                            ("checked", "Đã thẩm định"),
                            ("recognised", "Công nhận"),
                            ("declined", "Không công nhận"),
                        ],
                        default="self",
                        max_length=20,
                    ),
                ),
                ("self_points", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("check_points", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("points", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("opinion", models.TextField(blank=True)),
                ("decided_on", models.DateField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="movement.level",
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="movement.registration",
                    ),
                ),
            ],
            options={
                "ordering": ["path", "id"],
                "indexes": [
                    models.Index(fields=["path", "state"], name="review_by_path"),
                    models.Index(fields=["state", "path", "registration"], name="review_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "recognised"), _negated=True),
                            models.Q(
                                ("decided_on__isnull", False),
                                ("level__isnull", False),
                                ("points__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="review_recognised_has_level_points_and_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("achievement", models.TextField()),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="movement.awardform",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="movement.proposal",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="movement.review",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "review"), name="case_once_per_proposal"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("path", models.CharField(max_length=200)),
                ("serial", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=16, unique=True)),
                ("holder", models.CharField(max_length=300)),
                ("holder_unit", models.CharField(max_length=300)),
                ("form", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[("valid", "Còn hiệu lực"), ("revoked", "Đã thu hồi")],
                        default="valid",
                        max_length=20,
                    ),
                ),
                ("revoked_on", models.DateField(null=True)),
                ("revoked_number", models.CharField(blank=True, max_length=60)),
                ("ground", models.TextField(blank=True)),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="orgs.unit",
                    ),
                ),
                (
                    "given",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="movement.awardform",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award",
                        to="movement.case",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="movement.decision",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="movement.review",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["path", "state"], name="award_by_path"),
                    models.Index(fields=["path", "year"], name="award_by_year"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "year", "serial"), name="award_serial_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "valid")),
                        fields=("review", "given"),
                        name="award_once_per_achievement_and_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "valid"), ("revoked_on__isnull", False), _connector="OR"
                        ),
                        name="award_revoked_has_a_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Đang mở"), ("closed", "Đã khép lại")],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("opens_on", models.DateField()),
                (
                    "movement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="movement.movement",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("movement", "year"), name="round_once_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("code", models.CharField(max_length=16, unique=True)),
                ("direction", models.TextField(blank=True)),
                ("results", models.TextField(blank=True)),
                ("limits", models.TextField(blank=True)),
                ("tasks", models.TextField(blank=True)),
                ("figures", models.JSONField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập"),
                            ("sent", "Đã gửi"),
                            ("published", "Đã công bố"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("late", models.BooleanField(default=False)),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="orgs.unit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="movement.round",
                    ),
                ),
            ],
            options={
                "ordering": ["path"],
                "indexes": [models.Index(fields=["round", "path", "state"], name="report_by_path")],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "unit"), name="report_once_per_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("figures__isnull", False), ("sent_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_sent_has_frozen_figures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=20)),
                ("people", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="orgs.unit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="movement.round",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "indexes": [
                    models.Index(fields=["round", "unit", "about", "-at"], name="reminder_latest")
                ],
            },
        ),
        migrations.AddField(
            model_name="registration",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                to="movement.round",
            ),
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("item", "Nội dung của cá nhân"), ("model", "Mô hình của đơn vị")],
                        max_length=10,
                    ),
                ),
                ("minimum", models.PositiveSmallIntegerField()),
                ("target", models.PositiveSmallIntegerField()),
                ("maximum", models.PositiveSmallIntegerField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="movement.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "subject"), name="quota_once_per_subject"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("maximum__gte", models.F("target")),
                            ("target__gte", models.F("minimum")),
                        ),
                        name="quota_minimum_target_maximum_in_order",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="movement.round",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="movement.round",
            ),
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "Xác nhận đã nhận văn bản"),
                            ("plan", "Gửi kế hoạch năm"),
                            ("registration", "Nộp bản đăng ký"),
                            ("progress", "Ghi tiến độ"),
                            ("review", "Thẩm định, bình xét"),
                            ("interim", "Sơ kết, biểu dương"),
                            ("commendation", "Trình khen thưởng"),
                            ("report", "Gửi báo cáo năm"),
                        ],
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField()),
                ("text", models.CharField(blank=True, max_length=300)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="movement.round",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "kind"), name="milestone_once_per_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DayTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("people", models.PositiveIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="day_tallies",
                        to="movement.round",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["round", "path", "day", "people"], name="day_tally_by_path"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "agency", "day"), name="day_tally_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="orgs.person",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acknowledgements",
                        to="movement.round",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["round", "path"], name="acknowledgement_by_path")],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "person"), name="acknowledgement_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "column",
                    models.CharField(
                        choices=[
                            ("self", "Tự chấm"),
                            ("check", "Thẩm định"),
                            ("council", "Hội đồng"),
                        ],
                        max_length=10,
                    ),
                ),
                ("points", models.DecimalField(decimal_places=2, max_digits=5)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="movement.line",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="movement.review",
                    ),
                ),
            ],
            options={
                "ordering": ["line__ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "line", "column"), name="score_once_per_cell"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 0)), name="score_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoringTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                (
                    "subject",
                    models.CharField(
                        choices=[("item", "Nội dung của cá nhân"), ("model", "Mô hình của đơn vị")],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scoring_tables",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-valid_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="scoring_table_ends_after_start",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="review",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="movement.scoringtable",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="movement.scoringtable",
            ),
        ),
        migrations.AddField(
            model_name="level",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="levels",
                to="movement.scoringtable",
            ),
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("late", models.BooleanField(default=False)),
                ("late_reason", models.CharField(blank=True, max_length=300)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="orgs.person",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="movement.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["round", "path"], name="sheet_by_path")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "person"), name="sheet_once_per_person"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person", None)),
                        fields=("round", "unit"),
                        name="sheet_once_per_unit",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="registration",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                to="movement.sheet",
            ),
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("received_on", models.DateField(null=True)),
                (
                    "custodian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_copies",
                        to="orgs.unit",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.person",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="movement.sheet",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(fields=["custodian", "received_on"], name="copy_by_custodian")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "number"), name="copy_once_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__in", (1, 2))), name="copy_is_one_of_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("people", models.PositiveIntegerField(default=0)),
                ("people_late", models.PositiveIntegerField(default=0)),
                ("copies_awaited", models.PositiveIntegerField(default=0)),
                ("items_draft", models.PositiveIntegerField(default=0)),
                ("items_submitted", models.PositiveIntegerField(default=0)),
                ("items_returned", models.PositiveIntegerField(default=0)),
                ("items_accepted", models.PositiveIntegerField(default=0)),
                ("items_late", models.PositiveIntegerField(default=0)),
                ("items_unfiled", models.PositiveIntegerField(default=0)),
                ("models_draft", models.PositiveIntegerField(default=0)),
                ("models_submitted", models.PositiveIntegerField(default=0)),
                ("models_returned", models.PositiveIntegerField(default=0)),
                ("models_accepted", models.PositiveIntegerField(default=0)),
                ("models_late", models.PositiveIntegerField(default=0)),
                ("models_unfiled", models.PositiveIntegerField(default=0)),
                ("notes", models.PositiveIntegerField(default=0)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="movement.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=[
                            "round",
                            "path",
                            "people",
                            "people_late",
                            "copies_awaited",
                            "items_submitted",
                            "models_submitted",
                        ],
                        name="tally_by_path",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "unit"), name="tally_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["registration", "-day", "-id"], name="note_timeline"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["round", "path", "state"], name="proposal_by_path"),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["round", "path", "state"], name="plan_by_path"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("round", "unit"), name="plan_once_per_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(
                fields=("table", "ordinal"), name="line_once_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="level",
            constraint=models.UniqueConstraint(
                fields=("table", "least"), name="level_once_per_threshold"
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["round", "sort_key"], name="registration_list"),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                fields=["round", "subject", "sort_key"], name="registration_by_subject"
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                fields=["round", "subject", "state", "sort_key"], name="registration_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("person__isnull", False)),
                fields=["person", "round"],
                name="registration_by_person",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("person", None)),
                fields=["round", "sort_key", "state", "field", "person"],
                name="registration_models",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("late", True)),
                fields=["round", "subject", "sort_key"],
                name="registration_late",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("unfiled", True)),
                fields=["round", "subject", "sort_key"],
                name="registration_unfiled",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                fields=("sheet", "ordinal"), name="registration_once_per_place"
            ),
        ),
    ]
