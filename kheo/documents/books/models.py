from django.db import models
from django.db.models import F, Q

from kheo.documents.books.states import State
from kheo.documents.models import NumberBook, OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel.workflow.models import Flowing
from kheo.orgs.models import Person, Unit


class Entry(Flowing):
    """One line of a book: a number with the paper it stands on, or the reason why on none."""

    book = models.ForeignKey(NumberBook, on_delete=models.PROTECT, related_name="entries")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    number = models.PositiveIntegerField(null=True)  # none where it was taken elsewhere
    symbol = models.CharField(max_length=60, blank=True)  # as written on the paper: 54/KH-UBND
    state = models.CharField(max_length=20, choices=State.choices, default=State.RESERVED)
    kind = models.CharField(max_length=60, blank=True)  # Quyết định, Công văn
    on = models.DateField(null=True)  # the day on the paper
    arrived_on = models.DateField(null=True)
    subject = models.CharField(max_length=500, blank=True)
    parties = models.CharField(max_length=300, blank=True)  # sent to, or received from
    reason = models.CharField(max_length=300, blank=True)  # why cancelled or withdrawn
    misdated = models.CharField(  # why its day is not in the order of the numbers
        max_length=300, blank=True, db_default=""
    )
    withdrawn_on = models.DateField(null=True)
    withdrawal = models.CharField(  # the paper that withdraws it, as written
        max_length=60, blank=True, db_default=""
    )
    withdrawn_by = models.ForeignKey(  # its line, where it stands in the office's own books
        "self", on_delete=models.PROTECT, null=True, related_name="withdraws"
    )
    document = models.OneToOneField(
        OfficialDocument, on_delete=models.PROTECT, null=True, related_name="entry"
    )
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    folded = models.TextField(editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="a_number_once_in_a_book"),
            models.UniqueConstraint(
                fields=["book", "symbol"],
                condition=Q(direction=Direction.OUT) & ~Q(state=State.CANCELLED),
                name="a_symbol_once_in_a_book",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CANCELLED) | ~Q(reason=""),
                name="a_cancelled_number_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN)
                | (~Q(reason="") & Q(direction=Direction.OUT, withdrawn_on__isnull=False)),
                name="a_withdrawn_paper_has_a_day_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.IN, number__isnull=False)
                | (Q(direction=Direction.OUT) & ~Q(symbol="")),
                name="an_entry_has_its_number",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or str(self.number)

    @property
    def outside(self) -> bool:
        return self.number is None

    @property
    def went_out(self) -> bool:
        """Return whether a paper went out under this number of the book."""
        out = self.direction == Direction.OUT and not self.outside
        return out and self.state == State.ISSUED


class SymbolRule(models.Model):
    """How a unit, and those below that have no rule of their own, write numbers from a day on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="symbol_rules")
    kind = models.CharField(max_length=20, blank=True)  # "" for every kind
    pattern = models.CharField(max_length=60)  # {number}/{kind}-{unit}
    since = models.DateField()

    class Meta:
        ordering = ["kind", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "since"], name="symbol_rule_once_a_day")
        ]

    def __str__(self) -> str:
        return self.pattern


class Term(models.Model):
    """The term of a Party committee: its books run on through it, as those of the State do a year."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="terms")
    since = models.DateField()  # the congress
    until = models.DateField()  # the next one, as planned

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="term_ends_after_start"),
            models.UniqueConstraint(fields=["unit", "since"], name="term_once"),
        ]

    def __str__(self) -> str:
        return f"{self.since.year}-{self.until.year}"
