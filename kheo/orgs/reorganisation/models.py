from django.db import models
from django.db.models import F, Q

from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.states import Sort


class Level(models.Model):
    """A level of government, from a day until a day: the district ended on 30/06/2025."""

    name = models.CharField(max_length=60, unique=True)
    rank = models.PositiveSmallIntegerField()  # 1 is the highest
    since = models.DateField()
    until = models.DateField(null=True)  # its last day

    class Meta:
        ordering = ["rank", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="level_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UnitLevel(models.Model):
    """A unit belongs to a level from a day, until a day if that has ended."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="levels")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="units")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until=None), name="one_level_of_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="unit_level_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.level}"


class Reorganisation(models.Model):
    """A decision that changed the tree from a day: which units closed, and who goes on for each."""

    sort = models.CharField(max_length=10, choices=Sort.choices)
    number = models.CharField(max_length=60)  # of the decision
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    effective_on = models.DateField()
    unit = models.ForeignKey(  # the lowest one above all it touched
        Unit, on_delete=models.PROTECT, related_name="reorganisations"
    )
    words = models.CharField(max_length=300)  # what it did
    renamed = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.number}, {self.words}"[:300]


class Successor(models.Model):
    """Who goes on for a unit that closed. Of several one is the main: old records are its."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="successors"
    )
    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="predecessors")
    is_main = models.BooleanField(default=True)
    opened = models.BooleanField(default=False)  # the new unit came with this very event
    share = models.PositiveSmallIntegerField(null=True)  # of a hundred: its part of old figures

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="successor_once"),
            models.UniqueConstraint(
                fields=["old"], condition=Q(is_main=True), name="one_main_successor"
            ),
            models.CheckConstraint(
                condition=Q(new=None) | ~Q(new=F("old")), name="successor_is_another_unit"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__lte=100), name="successor_share_of_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Carried(models.Model):
    """One record a reorganisation took along: from where to where, so that it can be taken back."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="carried"
    )
    what = models.CharField(max_length=20)  # the room's own word: person, post, sheet
    key = models.PositiveBigIntegerField()
    before = models.PositiveBigIntegerField()  # units, or what the room says
    after = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["reorganisation", "what"], name="carried_by_what")]

    def __str__(self) -> str:
        return f"{self.what} {self.key}"
