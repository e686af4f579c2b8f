"""Reviews of running models in the year that runs: a finished period, and one not yet due."""

import datetime as dt

from kheo.movement.models import Checkup, CheckupPeriod, Registration
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s4_progress.states import Conclusion
from kheo.movement.s7_replication.states import CheckupState
from kheo.project.demo.judging import accepted
from kheo.project.demo.registering import Year
from kheo.project.demo.store import at

DUE_IN = dt.timedelta(days=24)
# By the key of the model, so that nothing else is drawn anew.
PROPOSED = (
    (Conclusion.KEEP, "Giữ được: đã có người phân công, có lịch hằng tháng."),
    (Conclusion.REPLICATE, "Hai đơn vị bên cạnh đã đến xem và xin làm theo."),
    (Conclusion.STRENGTHEN, "Cần thêm người: tổ chỉ còn ba người làm thường xuyên."),
)
ENDS = 29  # one model in so many is decided to end
EFFECT = "Người dân bớt một lần đi lại; họp thôn ai cũng nhắc."


def recheck(year: Year) -> None:
    """Let units review their models by midsummer, and some of them begin with the year's end."""
    if not year.running:
        return
    models = [r for r in accepted(year) if r.subject == Subject.MODEL]
    this = year.round.year
    past = _period(year, f"6 tháng đầu năm {this}", dt.date(this, 6, 30), dt.date(this, 6, 1))
    for model in models:
        _review(year, past, model, CheckupState.SEEN, dt.date(this, 6, 10 + model.pk % 15))
    opened = year.today - dt.timedelta(days=9)
    now = _period(year, f"Cuối năm {this}", year.today + DUE_IN, opened)
    for n, model in enumerate(models):
        if n % 3 == 0:
            _review(year, now, model, CheckupState.SENT, opened + dt.timedelta(days=1 + n % 6))


def _period(year: Year, name: str, due_on: dt.date, opened: dt.date) -> CheckupPeriod:
    head = year.land.heads[year.land.root.pk]
    return year.store.add(
        CheckupPeriod(round=year.round, name=name, due_on=due_on, at=at(opened), by=head)
    )


def _ends(model: Registration) -> bool:
    return model.pk % ENDS == 0


def _decided(model: Registration, proposed: Conclusion) -> Conclusion:
    return Conclusion.STOP if _ends(model) else proposed


def _review(
    year: Year, period: CheckupPeriod, model: Registration, state: CheckupState, day: dt.date
) -> None:
    proposed, keeping = PROPOSED[model.pk // 2 % len(PROPOSED)]
    moment = at(day, 8 + model.pk % 9)
    said = (model.target, model.method, model.result, EFFECT, model.forces, keeping)
    seen = state == CheckupState.SEEN
    year.store.add(
        Checkup(
            period=period,
            registration=model,
            state=state,
            answers={f"o{n}": words for n, words in enumerate(said, 1) if words},
            conclusion=proposed,
            written_by=year.land.heads[model.unit_id],
            written_at=moment,
            sent_at=moment,
            decision=_decided(model, proposed) if seen else "",
            decided="Không còn người trực; nhập vào tổ của bản bên cạnh."
            if seen and _ends(model)
            else "",
            seen_by=year.land.heads[year.land.root.pk] if seen else None,
        )
    )
