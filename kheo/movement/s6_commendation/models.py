from django.db import models
from django.db.models import F, Q

from kheo.documents.models import OfficialDocument
from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Round
from kheo.movement.s5_review.models import Review
from kheo.movement.s6_commendation.states import Standing, State
from kheo.orgs.models import Person, Unit


class AwardForm(models.Model):
    """A form of commendation (giấy khen, bằng khen, biểu dương): data of the unit that gives it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_forms")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="award_form_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Proposal(Flowing):
    """A list of recognised registrations that a unit proposes for commendation."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="proposals")
    path = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    number = models.PositiveIntegerField(null=True)  # in the unit's book, taken when first sent
    notation = models.CharField(max_length=60, blank=True)  # with its symbol: 05/TTr-VPUBND
    numbered_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(  # who sends does not decide
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="proposal_sent_has_a_date_and_a_sender",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(number__isnull=False, numbered_on__isnull=False),
                name="proposal_sent_has_a_number",
            ),
        ]
        indexes = [models.Index(fields=["round", "path", "state"], name="proposal_by_path")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.round}"


class Case(models.Model):
    """One line of a proposal (danh sách trích ngang)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="cases")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="cases")
    form = models.ForeignKey(AwardForm, on_delete=models.PROTECT, related_name="cases")
    achievement = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "review"], name="case_once_per_proposal")
        ]

    def __str__(self) -> str:
        return str(self.review)


class Decision(models.Model):
    """The decision on a proposal, with the names of its day."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField()  # of the book the number comes from
    number = models.CharField(max_length=60)
    signed_on = models.DateField()
    signer = models.CharField(max_length=200)
    signer_post = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    document = models.OneToOneField(OfficialDocument, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-signed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="decision_number_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Award(Flowing):
    """One commendation given: a line of the register of honours, which anybody can verify by code."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="awards")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="award")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="awards")
    given = models.ForeignKey(AwardForm, on_delete=models.PROTECT, related_name="awards")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="awards")  # that gives it
    year = models.PositiveSmallIntegerField()  # of the decision
    path = models.CharField(max_length=200)  # of the holder's unit
    serial = models.PositiveIntegerField()  # in the giving unit's register of the year
    code = models.CharField(
        max_length=16, unique=True
    )  # random: a serial would let one guess others
    holder = models.CharField(max_length=300)
    holder_unit = models.CharField(max_length=300)
    form = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=20, choices=Standing.choices, default=Standing.VALID)
    revoked_on = models.DateField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_number = models.CharField(max_length=60, blank=True)  # of the decision that revokes
    ground = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="award_serial_once"),
            # One achievement, one commendation of a form, whatever the number of proposals.
            models.UniqueConstraint(
                fields=["review", "given"],
                condition=Q(state=Standing.VALID),
                name="award_once_per_achievement_and_form",
            ),
            models.CheckConstraint(
                condition=Q(state=Standing.VALID) | Q(revoked_on__isnull=False),
                name="award_revoked_has_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["path", "state"], name="award_by_path"),
            models.Index(fields=["path", "year"], name="award_by_year"),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.holder}"

    @property
    def entry(self) -> str:
        """Return the number in the register of honours: 0007/2026."""
        return f"{self.serial:04d}/{self.year}"

    @property
    def spaced_code(self) -> str:
        """Return the code in groups of four, as it is printed."""
        return "-".join(self.code[n : n + 4] for n in range(0, len(self.code), 4))
