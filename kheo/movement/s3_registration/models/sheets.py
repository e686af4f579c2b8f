from django.db import models
from django.db.models import Q

from kheo.kernel.workflow.models import Flowing
from kheo.movement.s1_directive.models import Clause, Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.models.wording import FormVersion
from kheo.movement.s3_registration.states import APART, STOPPED, Field, State
from kheo.orgs.models import Person, Unit


class Sheet(models.Model):
    """The registration paper (bản đăng ký) of one person or one unit in a round.

    A person's sheet holds items, a unit's (``person`` is null) holds models.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="sheets")
    path = models.CharField(max_length=200)  # the unit's
    made_in = models.ForeignKey(  # the unit it was made under, where a reorganisation took it along
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    submitted_at = models.DateTimeField(null=True)  # first time
    late = models.BooleanField(default=False)  # stays, whatever happens later
    late_reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)  # as its owner went away, by the rule of the year
    closed_reason = models.CharField(max_length=300, blank=True)
    # How each item stood, by its key: state, late, copy 2 awaited, standing.
    closed_from = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(closed_at=None),
                name="sheet_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(person=None, made_in=None),
                name="sheet_once_per_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "path"], name="sheet_by_path"),
            models.Index(
                fields=["round", "made_in"],
                condition=Q(made_in__isnull=False),
                name="sheet_taken_along",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.unit)


# A sheet that stands as sent: whoever closed one as they went away is asked anew.
STANDS = Q(submitted_at__isnull=False, closed_at=None)


class Copy(models.Model):
    """Copy 1 or 2 of a sheet, and who keeps it (requirements 000-16, 000-17, 000-19)."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveSmallIntegerField()
    custodian = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="kept_copies")
    received_on = models.DateField(null=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="copy_once_per_number"),
            models.CheckConstraint(condition=Q(number__in=(1, 2)), name="copy_is_one_of_two"),
        ]
        indexes = [models.Index(fields=["custodian", "received_on"], name="copy_by_custodian")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}/2"


def two_copies(sheet: Sheet, focal: Unit) -> list[Copy]:
    """Return the two copies of a sheet just sent, each with its keeper."""
    keeper = (sheet.person.cell if sheet.person else None) or sheet.unit  # 000-17
    second = Copy(sheet=sheet, number=2, custodian=focal)  # 000-19
    return [Copy(sheet=sheet, number=1, custodian=keeper), second]


class Registration(Flowing):
    """One item of a person or one model of a unit: one commitment from registration to award."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="registrations")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(  # its index below leaves out the models, which have none
        Person, on_delete=models.PROTECT, null=True, related_name="registrations", db_index=False
    )
    ordinal = models.PositiveSmallIntegerField()
    # The unit's path, the person's name in Vietnamese order, the sheet and the place on it:
    # one indexed column that bounds a subtree, orders a list and marks the place of a page.
    sort_key = models.CharField(max_length=640, unique=True, editable=False)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, blank=True, editable=False)
    duty = models.CharField(max_length=300, blank=True)  # 000-05: the assigned duty it rests on
    topic = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, related_name="+")
    own_topic = models.CharField(max_length=300, blank=True)  # 000-15: the list of topics is open
    criteria = models.ManyToManyField(Clause, related_name="+")
    method = models.TextField(blank=True)
    target = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    # of models only
    field = models.CharField(max_length=20, choices=Field.choices, blank=True)
    place = models.CharField(max_length=300, blank=True)
    forces = models.CharField(max_length=300, blank=True)
    resources = models.CharField(max_length=300, blank=True)
    keeping = models.CharField(max_length=300, blank=True)  # how it will last and be carried on
    schedule = models.CharField(max_length=300, blank=True, db_default="")
    responsible = models.CharField(max_length=300, blank=True, db_default="")  # by name
    form_version = models.ForeignKey(  # the form it was written on; none is the shipped one
        FormVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    answers = models.JSONField(default=dict)  # to the questions an office added, by their keys
    source = models.ForeignKey(  # the model it takes over, of another unit
        "self", on_delete=models.PROTECT, null=True, related_name="taken_over", db_index=False
    )
    key = models.CharField(max_length=40, blank=True)  # of the form it was first sent by
    # Entered by another from a paper its owner signed; until the owner words it anew.
    on_paper = models.BooleanField(default=False, db_default=False)
    supplement = models.ForeignKey(  # the paper it stands on; none is the first one
        "Supplement", on_delete=models.PROTECT, null=True, related_name="lines", db_index=False
    )
    submitted_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    unfiled = models.BooleanField(default=False)  # sent, copy 2 of its sheet not yet received
    noted_on = models.DateField(null=True)  # of the latest note, kept by stage 4
    standing = models.CharField(max_length=10, blank=True)  # as the notes said last, kept likewise

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="registration_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=APART) | Q(submitted_at__isnull=False),
                name="registration_sent_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(subject=Subject.ITEM, person__isnull=False)
                | Q(subject=Subject.MODEL, person__isnull=True),
                name="registration_item_of_a_person_or_model_of_a_unit",
            ),
            # Two tabs cannot add a fourth item: the place is already taken.
            models.UniqueConstraint(
                fields=["sheet", "ordinal"], name="registration_once_per_place"
            ),
            # Nor can one form, sent again because no answer came, add a second one.
            models.UniqueConstraint(
                fields=["sheet", "key"], condition=~Q(key=""), name="registration_once_per_form"
            ),
        ]
        indexes = [
            models.Index(fields=["round", "sort_key"], name="registration_list"),
            models.Index(fields=["round", "subject", "sort_key"], name="registration_by_subject"),
            models.Index(
                fields=["round", "subject", "state", "sort_key"], name="registration_by_state"
            ),
            models.Index(fields=["round", "standing", "sort_key"], name="registration_by_standing"),
            # SQLite takes "no person" for as rare as any one person, and would go through all models.
            models.Index(
                fields=["person", "round"],
                condition=Q(person__isnull=False),
                name="registration_by_person",
            ),
            models.Index(
                fields=["source"],
                condition=Q(source__isnull=False),
                name="registration_taken_over",
            ),
            # Models are few among items: counted by field from the index alone.
            models.Index(
                fields=["round", "sort_key", "state", "field", "person"],
                condition=Q(person=None),
                name="registration_models",
            ),
            models.Index(
                fields=["round", "subject", "sort_key"],
                condition=Q(late=True),
                name="registration_late",
            ),
            models.Index(
                fields=["round", "subject", "sort_key"],
                condition=Q(unfiled=True),
                name="registration_unfiled",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stopped(self) -> bool:
        return self.standing == STOPPED

    @property
    def owner(self) -> Person | Unit:
        return self.person or self.unit


def sort_key(path: str, name_key: str, sheet_id: int, ordinal: int) -> str:
    """Return the place of a registration in every list: unit, name, sheet, place on the sheet.

    *name_key* is the person's, "" for a unit's own models, which so stand before its people.
    """
    return f"{path}{name_key} {sheet_id:010d}.{ordinal}"


class Tally(models.Model):
    """Counts of one unit in one round, moved in the transaction that moves the records.

    Leaf rows only: a table above sums a path range, so that no row is written by everybody.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tallies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tallies")
    path = models.CharField(max_length=200)
    people = models.PositiveIntegerField(default=0)  # with a submitted sheet
    people_late = models.PositiveIntegerField(default=0)
    copies_awaited = models.PositiveIntegerField(default=0)  # second copies sent, not yet received
    items_draft = models.PositiveIntegerField(default=0)
    items_submitted = models.PositiveIntegerField(default=0)
    items_returned = models.PositiveIntegerField(default=0)
    items_accepted = models.PositiveIntegerField(default=0)
    items_late = models.PositiveIntegerField(default=0)
    items_unfiled = models.PositiveIntegerField(default=0)
    models_draft = models.PositiveIntegerField(default=0)
    models_submitted = models.PositiveIntegerField(default=0)
    models_returned = models.PositiveIntegerField(default=0)
    models_accepted = models.PositiveIntegerField(default=0)
    models_late = models.PositiveIntegerField(default=0)
    models_unfiled = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)  # kept by stage 4

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="tally_once")]
        indexes = [
            # Every page of a round sums some of these: the index alone answers.
            models.Index(
                fields=[
                    "round",
                    "path",
                    "people",
                    "people_late",
                    "copies_awaited",
                    "items_submitted",
                    "items_returned",
                    "items_accepted",
                    "models_submitted",
                    "models_returned",
                    "models_accepted",
                    "notes",
                    "items_late",
                    "items_unfiled",
                    "models_late",
                    "models_unfiled",
                ],
                name="tally_by_path",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.round}"


class DayTally(models.Model):
    """How many people of an agency first submitted on a day: the line of the year."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="day_tallies")
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    day = models.DateField()
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "agency", "day"], name="day_tally_once")
        ]
        indexes = [
            models.Index(fields=["round", "path", "day", "people"], name="day_tally_by_path")
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.day}"
