"""A paper as it was read: its facts, its repairs, the work of reading it."""

from django.db import models
from django.db.models import F, Q

from kheo.documents.models import OfficialDocument
from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.states import (
    BASIS,
    SURE,
    UNCONFIRMED,
    DirectiveState,
    Verdict,
)
from kheo.orgs.models import Person, Unit


class Directive(Flowing):
    """A paper as the machine read it and as a person confirmed it."""

    document = models.OneToOneField(
        OfficialDocument, on_delete=models.PROTECT, related_name="directive"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directives")
    state = models.CharField(
        max_length=20, choices=DirectiveState.choices, default=DirectiveState.READ
    )
    # [{kind, text, start, end, message, suggestion}] of the paper as a whole
    doubts = models.JSONField(default=list)
    folded = models.CharField(max_length=1000, editable=False, blank=True)  # kept by actions
    # Of the words alone: one paper saved in two encodings or formats is known again by it.
    words_sha256 = models.CharField(max_length=64, editable=False, blank=True, db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UNCONFIRMED) | Q(confirmed_by__isnull=False),
                name="directive_confirmed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class Recognition(models.Model):
    """The reading of a file that takes minutes: asked, begun, how far, and why it failed.

    ``attempt`` counts how often it was asked: an earlier attempt that comes home late says nothing.
    """

    directive = models.OneToOneField(
        Directive, on_delete=models.CASCADE, related_name="recognition"
    )
    attempt = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)  # the last sign of life of whoever reads it
    page = models.PositiveSmallIntegerField(default=0)  # pages done
    pages = models.PositiveSmallIntegerField(default=0)  # 0: not known, or no pages
    refusal = models.TextField(blank=True)  # the reader's own sentence

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.directive}, {self.attempt}"


class Fact(models.Model):
    """One thing read in a paper: where it stands, what was read, what a person made of it.

    ``start`` and ``end`` count characters of ``document.text``. ``value`` is what was read,
    ``suggestion`` what the machine would write instead and never takes by itself:
    ``{"words": …, "value": … or None}``. ``confirmed`` is what a person accepted or wrote.
    ``added`` tells that a person found it where the machine saw nothing.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="facts")
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    value = models.JSONField()
    doubt = models.CharField(max_length=500, blank=True)
    suggestion = models.JSONField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.PENDING)
    confirmed = models.JSONField(null=True)
    added = models.BooleanField(default=False)

    class Meta:
        ordering = ["start", "end", "ordinal"]  # as the paper goes
        constraints = [
            models.UniqueConstraint(fields=["directive", "ordinal"], name="fact_once_per_place"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="fact_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.quote[:80]

    @property
    def basis(self) -> str:
        """Return its words in one line, as a rule that rests on them keeps them."""
        return " ".join(self.quote.split())[:BASIS]


class Repair(models.Model):
    """Words of a paper that had lost letters: ``found`` as stored, ``right`` as the machine reads.

    ``start`` and ``end`` count characters of ``document.text``, which stays as it came. Facts
    carry the repaired words until a person says STRUCK: not so.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="repairs")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    found = models.TextField()
    right = models.TextField()
    sure = models.FloatField(default=1.0)  # of the reader, from 0 to 1
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.PENDING)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "start"], name="repair_once_per_place"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="repair_has_letters"),
        ]

    def __str__(self) -> str:
        return f"{self.found} → {self.right}"

    @property
    def key(self) -> str:
        return str(self.pk)

    @property
    def is_asked(self) -> bool:
        """Whether the machine is too unsure of it for anybody to take it with others."""
        return self.verdict == Verdict.PENDING and self.sure < SURE
