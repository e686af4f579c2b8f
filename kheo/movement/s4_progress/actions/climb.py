"""The ladder of reminders: its rungs as an office sets them, and the steps the worker takes."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day as written_day
from kheo.kernel.ui.written import number
from kheo.movement.s1_directive.models import Movement, Round
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s4_progress import access, ladder, owed, queries
from kheo.movement.s4_progress.models import Climb, Reminder, Rung
from kheo.movement.s4_progress.states import DUE_PAGES, FARTHEST, OWED, SHIPPED, Whom
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence, joined
from kheo.orgs.models import Person, Unit

CLOCKWORK = gettext_lazy("Máy nhắc việc")
NAMED = 3  # units in one sentence


@transaction.atomic
def set_rung(
    movement: Movement, *, by: Actor, about: str, offset: int, whom: str, words: str = ""
) -> Rung:
    """Add a step to the ladder; a step of the same day to the same people is there only once."""
    require(access.may_ladder, by, movement)
    if about not in OWED or whom not in Whom.values:
        raise ValidationError(_("Không nhắc loại việc này."))
    if abs(offset) > FARTHEST:
        said = _("Đang ghi %(n)s ngày. Mỗi bước cách hạn nhiều nhất %(most)s ngày làm việc.")
        raise ValidationError({"days": said % {"n": abs(offset), "most": FARTHEST}})
    Movement.objects.select_for_update().get(pk=movement.pk)
    if ladder.rungs(movement).filter(about=about, offset=offset, whom=whom).exists():
        raise ValidationError(_("Bước nhắc này đã có."))
    made = Rung.objects.create(
        movement=movement, about=about, offset=offset, whom=whom, words=nfc(words).strip(),
        since=clock.today(),
    )  # fmt: skip
    trail.record("ladder.set", made, by=by)
    return made


@transaction.atomic
def ship_ladder(movement: Movement, *, by: Actor) -> int:
    """Set the usual ladder, leaving what is set already."""
    require(access.may_ladder, by, movement)
    known = set(ladder.rungs(movement).values_list("about", "offset", "whom"))
    wanted = [(about, *step) for about, steps in SHIPPED.items() for step in steps]
    fresh = [row for row in wanted if row not in known]
    for about, offset, whom in fresh:
        set_rung(movement, by=by, about=about, offset=offset, whom=whom)
    return len(fresh)


@transaction.atomic
def end_rung(rung: Rung, *, by: Actor) -> None:
    """Take a step out of the ladder; what it has sent stays on the page."""
    require(access.may_ladder, by, rung.movement)
    if Rung.objects.filter(pk=rung.pk, ended_on=None).update(ended_on=clock.today()):
        trail.record("ladder.end", rung, by=by)


def climb(*, by: Actor) -> int:
    """Take every step that has come, on working days past seven; return how many people were told.

    Any number of workers may try: the row of a step is unique, so that it is taken once.
    """
    if not ladder.is_time():
        return 0
    return sum(
        _take(round_, step, by=by) for round_ in ladder.open_rounds() for step in ladder.due(round_)
    )


@transaction.atomic
def _take(round_: Round, step: ladder.Step, *, by: Actor) -> int:
    rung, about = step.rung, MilestoneKind(step.rung.about)
    if step.due_on is None:
        return 0
    taken, made = Climb.objects.get_or_create(
        round=round_, rung=rung, due_on=step.due_on, defaults={"at": clock.now()}
    )
    if not made:
        return 0
    behind = list(queries.owing(Unit.objects.open(), round_, about).order_by("pk"))
    if rung.whom == Whom.OWING:
        told = _tell_owing(round_, step, _unreminded(round_, about, behind), by=by)
    else:
        told = _tell_heads(round_, step, behind, by=by)
    rows = [
        Reminder(round=round_, unit_id=unit, about=about, people=n, at=taken.at, climb=taken)
        for unit, n in sorted(told.items())
    ]
    Reminder.objects.bulk_create(rows)
    Climb.objects.filter(pk=taken.pk).update(people=sum(told.values()))
    changes = {"people": [0, sum(told.values())], "units": [0, len(told)]}
    trail.record("ladder.climb", taken, by=by, changes=changes)
    return sum(told.values())


def _unreminded(round_: Round, about: MilestoneKind, units: Iterable[Unit]) -> list[Unit]:
    """Leave out the units somebody has reminded of the same today."""
    rows = Reminder.objects.filter(
        owed.told_themselves(), round=round_, about=about, at__date=clock.today()
    )
    today = set(rows.values_list("unit", flat=True))
    return [unit for unit in units if unit.pk not in today]


def _tell_owing(
    round_: Round, step: ladder.Step, units: list[Unit], *, by: Actor
) -> Mapping[int, int]:
    about = MilestoneKind(step.rung.about)
    owing = owed.owing(round_, about, units)
    url = owed.page(round_, about)
    everybody = {pk for people in owing.values() for pk in people}
    away = ladder.stand_ins(everybody)
    known = ladder.named({*everybody, *(pk for found in away.values() for pk in found)})
    for said, whom in owed.told_apart(round_, about, everybody):
        text = _worded(step, said)
        tell([known[pk] for pk in sorted(whom - set(away))], text, url, by=by)
        for absent in whom & set(away):
            others = [known[pk] for pk in away[absent] if pk not in everybody]
            tell(others, _instead(text, known[absent]), url, by=by)
    return {unit: len(people) for unit, people in owing.items() if people}


def _tell_heads(
    round_: Round, step: ladder.Step, units: list[Unit], *, by: Actor
) -> Mapping[int, int]:
    led = ladder.heads(units, above=step.rung.whom == Whom.SUPERIOR)
    away = ladder.stand_ins(set(led))
    known = ladder.named({*led, *(pk for found in away.values() for pk in found)})
    url = reverse(DUE_PAGES.get(step.rung.about, "progress:silent_units"), args=[round_.pk])
    told: dict[int, int] = {}
    for person, below in led.items():
        text = _worded(step, _summed(round_, step, below))
        if person in away:
            tell([known[pk] for pk in away[person]], _instead(text, known[person]), url, by=by)
        else:
            tell([known[person]], text, url, by=by)
        told |= {unit.pk: 1 for unit in below}
    return told


def _summed(round_: Round, step: ladder.Step, units: list[Unit]) -> Sentence:
    names = ", ".join(unit.name[:60] for unit in units[:NAMED])
    said = {
        "n": number(len(units)),
        "what": Sentence.of_label(MilestoneKind(step.rung.about).label),
        "year": round_.year,
        "names": f"{names}…" if len(units) > NAMED else names,
    }
    late = gettext_noop("%(n)s đơn vị chưa xong việc “%(what)s” năm %(year)s: %(names)s.")
    words = Sentence(late, said)
    if step.due_on is None:
        return words
    return joined(words, Sentence(gettext_noop("Hạn %(day)s."), {"day": written_day(step.due_on)}))


def _worded(step: ladder.Step, usual: Sentence) -> Sentence:
    return joined(step.rung.words, usual)


def _instead(said: Sentence, absent: Person) -> Sentence:
    """Return the same for who acts for *absent*."""
    instead = gettext_noop("Gửi thay %(name)s, người đang có người làm thay.")
    return joined(said, Sentence(instead, {"name": absent.full_name[:60]}))
