from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from kheo.kernel.access import under
from kheo.kernel.workflow.models import Flowing
from kheo.orgs.states import ImportKind, ImportState, Kind, Line, Sex, Staff


class UnitQuerySet(models.QuerySet["Unit"]):
    def under(self, path: str) -> Self:
        return self.filter(under(path))

    def open(self) -> Self:
        return self.filter(closed_on=None)


class Unit(models.Model):
    """A place in the tree. Its path is its ancestors' numbers and its own: ``001.003.``.

    A path never changes: a unit that moves is closed and another one opened, so that records may
    carry the path of their day.
    """

    name = models.CharField(max_length=200)
    # The electronic identifier of Decision 20/2020/QĐ-TTg: H26.3.12, that of the unit above first.
    code = models.CharField(max_length=40, blank=True)
    short_name = models.CharField(max_length=40, blank=True)
    symbol = models.CharField(max_length=40, blank=True)  # in the notation of its papers
    place = models.CharField(max_length=60, blank=True)  # before the date of its papers
    kind = models.CharField(max_length=20, choices=Kind.choices)
    line = models.CharField(max_length=10, choices=Line.choices, default=Line.STATE)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    is_focal = models.BooleanField(default=False)  # files the second copies of its agency
    staff = models.PositiveIntegerField(
        default=0
    )  # people whose first post is here, kept by actions
    folded = models.CharField(max_length=200, editable=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    brought_by = models.ForeignKey(  # the import that wrote it, which may be undone as a whole
        "Import", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=Q(path__endswith="."), name="unit_path_ends_with_dot"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                name="unit_closes_after_opening",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="unit_code_is_its_own"
            ),
        ]
        # Every page adds up the staff of a subtree: the index alone answers.
        indexes = [
            models.Index(
                fields=["path", "closed_on", "staff", "parent"], name="unit_staff_by_path"
            ),
            models.Index(fields=["parent", "path"], name="unit_by_parent"),
            models.Index(
                fields=["brought_by"], condition=Q(brought_by__isnull=False), name="unit_brought"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name a unit bore until it was renamed: still found, and shown for its days."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="name_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who works for a unit, with or without a way to sign in."""

    full_name = models.CharField(max_length=200)
    name_key = models.CharField(
        max_length=400, editable=False
    )  # Vietnamese order, given name first
    folded = models.CharField(max_length=200, editable=False)
    code = models.CharField(max_length=40, unique=True)
    # No two alike, so that a list is paged by it.
    sort_key = models.GeneratedField(
        expression=Concat("name_key", Value(" "), "code"),
        output_field=models.CharField(max_length=441),
        db_persist=True,
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="person"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="people"
    )  # of the first post
    staff = models.CharField(max_length=20, choices=Staff.choices)
    sex = models.CharField(max_length=10, choices=Sex.choices)
    born_in = models.PositiveSmallIntegerField()
    born_on = models.DateField(null=True)
    phone = models.CharField(max_length=20, blank=True)  # digits alone, as phone_key writes them
    cell = (
        models.ForeignKey(  # a Party member's cell: the one fact that decides where copy 1 is kept
            Unit, on_delete=models.PROTECT, null=True, related_name="members"
        )
    )
    active = models.BooleanField(default=True)
    unread = models.PositiveIntegerField(default=0)  # notices not yet read, kept by their actions
    # Somebody else in the register may be the same. Kept by actions, and true until they looked: a
    # list of doubles asks these few again. It may be true too long, never false too early.
    alike = models.BooleanField(default=True)
    merged_into = models.ForeignKey(  # the record this one turned out to be a second one of
        "self", on_delete=models.PROTECT, null=True, related_name="merged"
    )
    brought_by = models.ForeignKey(  # the import that wrote it, which may be undone as a whole
        "Import", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["name_key", "id"]
        indexes = [
            # Who is asked by a category is counted unit by unit from this alone.
            models.Index(fields=["unit", "staff", "active"], name="person_by_unit_and_staff"),
            models.Index(fields=["unit", "active", "name_key"], name="person_by_unit"),
            # A search walks it in order and reads all it asks about from the index alone.
            models.Index(
                fields=["active", "sort_key", "folded", "code", "unit"], name="person_by_name"
            ),
            models.Index(fields=["folded"], name="person_by_folded"),
            models.Index(fields=["phone"], name="person_by_phone"),
            # Whole: SQLite takes an index of these few alone only for a condition without parameters.
            models.Index(fields=["alike", "active", "sort_key"], name="person_alike"),
            models.Index(
                fields=["brought_by"], condition=Q(brought_by__isnull=False), name="person_brought"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_party_member(self) -> bool:
        return self.cell_id is not None


class Post(models.Model):
    """A person holds a post in a unit, from a day, until a day if it has ended.

    Its powers (``orgs.states.Power``) hold over ``over``, which is the unit itself but for a few
    such as the records clerk of a whole agency.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    over = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    powers = models.JSONField(default=list)
    is_head = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    stands_for = models.ForeignKey(  # the post whose work is done here for a while
        "self", on_delete=models.PROTECT, null=True, related_name="stand_ins"
    )
    # Handed on by the holder of that post, who may take it back; else an administrator gave it.
    delegated = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    brought_by = models.ForeignKey(  # the import that wrote it, which may be undone as a whole
        "Import", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(is_head=True, until__isnull=True),
                name="one_head_in_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(stands_for__isnull=True) | Q(until__isnull=False),
                name="who_stands_in_does_so_until_a_day",
            ),
            # What was taken back before it began never held: it ends the day it would have begun.
            models.CheckConstraint(
                condition=Q(until__isnull=True)
                | Q(until__gt=F("since"))
                | Q(until=F("since"), stands_for__isnull=False),
                name="post_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(delegated=False) | (Q(stands_for__isnull=False) & ~Q(reason="")),
                name="who_hands_a_post_on_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["brought_by"], condition=Q(brought_by__isnull=False), name="post_brought"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"


class Transfer(models.Model):
    """Somebody went to another unit: kept so that it can be taken back where it was a mistake."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="transfers")
    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(  # which began in the new unit
        Post, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ended = models.JSONField(default=list)  # posts it ended: the key, until when they were to last
    on = models.DateField()
    written_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.old} → {self.new}"


class Vouching(models.Model):
    """Somebody who administers says where a person reads mail: who reaches all powers must agree."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="vouchings")
    post = models.ForeignKey(  # in which it was said
        Post, on_delete=models.CASCADE, related_name="vouchings"
    )
    email = models.EmailField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "post"], name="one_word_of_an_administrator")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"


class Import(Flowing):
    """A sheet somebody brought: what was found in it, and what became of it.

    Nothing of it is written before it is confirmed; then all of it is, in one transaction.
    """

    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    state = models.CharField(
        max_length=20, choices=ImportState.choices, default=ImportState.WAITING
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")  # who brought it
    path = models.CharField(max_length=200, db_index=True)  # of the unit administered that day
    at = models.DateTimeField()
    name = models.CharField(max_length=255)  # of the file
    file = models.CharField(max_length=200)  # where it lies
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(null=True)  # chosen by hand: field to column
    header = models.JSONField(default=dict)  # its row, its titles, field to column as read
    counts = models.JSONField(default=dict)  # rows, errors, doubts, what would be or was written
    findings = models.JSONField(default=dict)  # errors and doubts with their cells
    done = models.PositiveIntegerField(default=0)  # rows looked at so far
    total = models.PositiveIntegerField(default=0)
    plan = models.CharField(max_length=200, blank=True)  # where the rows it would write lie
    seen = models.JSONField(default=dict)  # the moment the register was like when it was checked

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
