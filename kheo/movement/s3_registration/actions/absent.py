"""Who was missing as a year was closed is kept: the setting ``ROUND_CLOSED`` names ``keep_absent``."""

from kheo.kernel import pouring
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.counts.counted import asked_silent
from kheo.movement.s3_registration.models import STANDS, Absence, Sheet
from kheo.orgs.models import Person


def keep_absent(round_: Round, *, by: Actor) -> int:
    """Write down, within the act that closes a year, whom it asked in vain; return how many."""
    silent = asked_silent(round_).order_by("unit__path", "pk")
    found = list(silent.values_list("pk", "unit", "unit__path"))
    rows = ((round_.pk, *one) for one in found)
    pouring.pour(Absence, ["round", "person", "unit", "path"], rows)
    if found:
        trail.record("round.absent", round_, by=by, changes={"people": [None, len(found)]})
    return len(found)


def forget_doubles(person: Person, *, by: Actor) -> None:  # noqa: ARG001 the trail tells of the merging
    """Let nobody be missing in a year who sent something under another record of theirs."""
    Absence.objects.filter(person__merged_into=person).delete()
    sent = Sheet.objects.filter(STANDS, person=person).values("round")
    Absence.objects.filter(person=person, round__in=sent).delete()
