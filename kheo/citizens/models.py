from django.db import models
from django.db.models import F, Q

from kheo.citizens.states import TONES, UNSOLVED, Heard, Kind, State
from kheo.kernel import clock
from kheo.kernel.workflow.models import Flowing
from kheo.movement.models import Registration, Round
from kheo.orgs.models import Person, Unit


class Grievance(Flowing):
    """What people are aggrieved at or wish for, followed until it is solved and they are told.

    Nobody's name is asked. Its own name is a number, so that the words of people stand nowhere but
    here: not in the trail, which keeps for ever, and not in notices.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="grievances", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grievances")
    path = models.CharField(max_length=200)  # of that unit
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECORDED)
    key = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 of the form sent: taken once
    # what was heard
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    place = models.CharField(max_length=200)
    heard = models.CharField(max_length=10, choices=Heard.choices)
    heard_on = models.DateField()
    people = models.PositiveIntegerField()  # how many it concerns
    folded = models.TextField(editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # what is done about it
    handler = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="grievances"
    )
    due_on = models.DateField()
    registration = models.ForeignKey(  # of the unit, which solves it
        Registration, on_delete=models.PROTECT, null=True, related_name="grievances"
    )
    late = models.BooleanField(default=False)  # a due day passed unsolved: stays, whatever follows
    outcome = models.TextField(blank=True)
    solved_on = models.DateField(null=True)
    answered_how = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True)
    passed_to = models.CharField(max_length=200, blank=True)
    passed_number = models.CharField(max_length=60, blank=True)  # of the paper it went with
    passed_on = models.DateField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)  # times people were not content
    reminded_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.IN_HAND) | Q(handler__isnull=False),
                name="grievance_in_hand_has_a_handler",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.SOLVED, State.ANSWERED))
                | (Q(solved_on__isnull=False) & ~Q(outcome="")),
                name="grievance_solved_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED)
                | (Q(answered_on__isnull=False) & ~Q(answered_how="")),
                name="grievance_answered_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PASSED_ON)
                | (Q(passed_on__isnull=False) & ~Q(passed_to="")),
                name="grievance_passed_on_says_where",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("heard_on")), name="grievance_due_after_it_was_heard"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="grievance_concerns_somebody"),
        ]
        indexes = [
            models.Index(fields=["round", "path", "state"], name="grievance_by_round"),
            # Last year's unsolved ones wait beside this year's.
            models.Index(fields=["path", "state"], name="grievance_by_path"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"YK-{self.pk:04d}"

    @property
    def tone(self) -> str:
        return TONES[State(self.state)]

    @property
    def overdue(self) -> bool:
        return self.state in UNSOLVED and self.due_on < clock.today()
