from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kheo.kernel.access import under
from kheo.orgs.states import Kind, Line, Sex, Staff


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
        ]
        # Every page adds up the staff of a subtree: the index alone answers.
        indexes = [
            models.Index(fields=["path", "closed_on", "staff", "parent"], name="unit_staff_by_path")
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
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="person"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="people"
    )  # of the first post
    staff = models.CharField(max_length=20, choices=Staff.choices)
    sex = models.CharField(max_length=10, choices=Sex.choices)
    born_in = models.PositiveSmallIntegerField()
    cell = (
        models.ForeignKey(  # a Party member's cell: the one fact that decides where copy 1 is kept
            Unit, on_delete=models.PROTECT, null=True, related_name="members"
        )
    )
    active = models.BooleanField(default=True)
    unread = models.PositiveIntegerField(default=0)  # notices not yet read, kept by their actions

    class Meta:
        ordering = ["name_key", "id"]
        indexes = [models.Index(fields=["unit", "active", "name_key"], name="person_by_unit")]

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

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="post_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"
