"""The list of cases, the ranking, and the page of one case."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.contract.places import place_of
from kheo.movement.s4_progress import visiting
from kheo.movement.s5_review import access, actions, pledges, queries, showing
from kheo.movement.s5_review.forms import DecisionForm, ScoreForm
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import Column, State
from kheo.movement.s5_review.views.asked import round_of
from kheo.orgs.middleware import ActorRequest, signed_in

# The step a state waits for, the column it fills in and the column it starts from.
FILLING = {
    State.SELF: ("score", Column.SELF, Column.SELF),
    State.SCORED: ("check", Column.CHECK, Column.SELF),
    State.CHECKED: ("recognise", Column.COUNCIL, Column.CHECK),
}
STALE = gettext_lazy(
    "Hồ sơ đã qua bước này, từ một cửa sổ khác hoặc do người khác, nên lần này chưa lưu."
)


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    state, subject = request.GET.get("tt", ""), request.GET.get("loai", "")
    counts = queries.counts(request.actor, round_, subject=subject)
    rows = queries.for_list(request.actor, round_, state=state, subject=subject)
    total = counts[state] if state in counts else sum(counts.values())
    context = {
        "round": round_,
        "late": _is_late(round_),
        "page": paged(request.GET, rows, "registration__sort_key", total=total),
        "views": _tabs(request, counts, state),
        "subjects": Subject,
        "subject": subject,
        "state": state,
        "startable": queries.startable(request.actor, round_),
    }
    return page(request, "movement/review/index.html", context, fragment="rows")


@signed_in
@require_GET
def ranking(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    subject, unit = request.GET.get("loai", Subject.ITEM), request.GET.get("don-vi", "")
    key = int(unit) if unit.isdecimal() else None
    context = {
        "round": round_,
        "rows": queries.ranking(request.actor, round_, subject=subject, unit=key),
        "levels": queries.by_level(request.actor, round_),
        "subjects": Subject,
        "subject": subject,
        "unit": key,
    }
    return page(request, "movement/review/ranking.html", context, fragment="rows")


@signed_in
@require_POST
def start(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Open the case of the registration *pk*."""
    rows = access.visible_registrations(request.actor).select_related("unit", "person", "round")
    registration = get_object_or_404(rows, pk=pk, round=round_id)
    try:
        review = actions.start(registration, by=request.actor)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("review:index", round_id=round_id)
    return redirect("review:detail", round_id=round_id, pk=review.pk)


@signed_in
@require_GET
def detail(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    review = _review(request, round_id, pk)
    return _case(request, round_of(request, round_id), review, _form(review))


@signed_in
@require_http_methods(["GET", "POST"])
def score(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    def act(review: Review, form: ScoreForm) -> Review:
        return actions.score(review, by=request.actor, marks=form.marks())

    return _act(request, (round_id, pk), "score", act)


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    def act(review: Review, form: ScoreForm) -> Review:
        return actions.check(review, by=request.actor, marks=form.marks())

    return _act(request, (round_id, pk), "check", act)


@signed_in
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Recognise, or decline when the button says so."""

    def act(review: Review, form: ScoreForm) -> Review:
        data = form.cleaned_data
        facts = {name: data[name] for name in ("opinion", "decided_on")}
        facts |= {"by": request.actor, "marks": form.marks()}
        if request.POST.get("outcome") == "decline":
            return actions.decline(review, note=data["note"], **facts)
        return actions.recognise(review, level=data["level"], **facts)

    return _act(request, (round_id, pk), "recognise", act)


@signed_in
@require_POST
def reopen(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    review = _review(request, round_id, pk)
    note = request.POST.get("note", "")
    try:
        actions.reopen(review, by=request.actor, note=note)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except StaleStateError:
        lost = _("Bạn vừa ghi: “%(typed)s”.") % {"typed": note.strip()[:1000]}
        messages.warning(request, f"{STALE} {lost}")
    return redirect("review:detail", round_id=round_id, pk=pk)


def _review(request: ActorRequest, round_id: int, pk: int) -> Review:
    rows = access.visible_to(request.actor).select_related(
        "registration__unit", "registration__person", "table", "level", "decided_by",
        "round__movement__directive__document",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk, round=round_id)


def _is_late(round_: Round) -> bool:
    due = getattr(round_, "review_due_on", None)
    return due is not None and due < clock.today()


def _tabs(request: ActorRequest, counts: dict[str, int], state: str) -> list[dict[str, Any]]:
    first = {"sau": "", "truoc": "", "cuoi": ""}
    tabs = [("", _("Tất cả"), sum(counts.values()))]
    tabs += [(value, str(label), counts[value]) for value, label in State.choices]
    return [
        {
            "label": label,
            "url": address(request.GET, tt=value, **first),
            "count": count,
            "current": value == state,
        }
        for value, label, count in tabs
    ]


def _form(review: Review, data: Any = None) -> ScoreForm | None:
    if review.state not in FILLING:
        return None
    _step, column, base = FILLING[State(review.state)]
    lines = queries.leaves(review.table)
    before = queries.points(review, base)
    if column == Column.COUNCIL:
        initial = {"decided_on": clock.today()}
        levels = review.table.levels.all()
        return DecisionForm(data, lines=lines, before=before, levels=levels, initial=initial)
    return ScoreForm(data, lines=lines, before=before)


def _act(
    request: ActorRequest,
    key: tuple[int, int],
    step: str,
    act: Callable[[Review, ScoreForm], Review],
) -> HttpResponse:
    """Take the points of the column open now, or show the case with what was typed."""
    review = _review(request, *key)
    round_ = round_of(request, key[0])
    form = _form(review, request.POST or None)
    if request.method == "POST":
        require(access.RULES[step], request.actor, review)
        if form is None or FILLING[State(review.state)][0] != step:
            messages.warning(request, _kept(review, request.POST))
            return _case(request, round_, review, _form(review))
        if _done(request, review, form, act):
            return redirect("review:detail", round_id=round_.pk, pk=review.pk)
    return _case(request, round_, review, form)


def _kept(review: Review, typed: Mapping[str, str]) -> str:
    """Return that it was too late, with all that was typed: the boxes may be gone by now."""
    lines = queries.leaves(review.table)
    boxes = (_box(line.number, typed, line.key) for line in lines)
    words = {name: typed.get(name, "").strip() for name in ("opinion", "note")}
    labels = ((name, DecisionForm.base_fields[name].label) for name in words if words[name])
    said = (f"{label}: “{words[name]}”" for name, label in labels)
    written = "; ".join(filter(None, (*boxes, *said)))
    if not written:
        return str(STALE)
    return f"{STALE} " + _("Bạn vừa ghi %(points)s.") % {"points": written}


def _box(number: str, typed: Mapping[str, str], key: int) -> str:
    points, reason = (typed.get(f"{name}_{key}", "").strip() for name in ("points", "reason"))
    said = f"{points} ({reason})" if reason else points
    return f"{number}: {said}" if said else ""


def _done(
    request: ActorRequest,
    review: Review,
    form: ScoreForm,
    act: Callable[[Review, ScoreForm], Review],
) -> bool:
    if not form.is_valid():
        return False
    try:
        act(review, form)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except StaleStateError:
        messages.warning(request, _kept(review, request.POST))
        return False
    messages.success(request, _said(review))
    return True


def _said(review: Review) -> str:
    """Return what became of a case, by the state it has come to."""
    if review.state == State.RECOGNISED:
        return _("Đã công nhận mức “%(level)s”.") % {"level": review.level}
    return {
        State.SCORED: _("Đã gửi bản tự chấm để thẩm định."),
        State.CHECKED: _("Đã gửi điểm thẩm định lên hội đồng."),
        State.DECLINED: _("Đã kết luận: không công nhận. Lý do ghi ở hồ sơ."),
    }[State(review.state)]


def _case(
    request: ActorRequest, round_: Round, review: Review, form: ScoreForm | None
) -> HttpResponse:
    step, column, _base = FILLING.get(State(review.state), ("", "", ""))
    verdict = access.RULES[step](request.actor, review) if step else None
    rows = queries.sheet(review)
    columns, totals = showing.filled(rows, queries.totals(review))
    if form is not None and verdict:
        for row in rows:
            if row.leaf:
                row.boxes = form.boxes(row.line.pk, reasons=column != Column.SELF)
    context = {
        "round": round_,
        "review": review,
        "registration": review.registration,
        "rows": rows,
        "totals": totals,
        **_known(request, round_, review),
        "form": form if verdict else None,
        "verdict": verdict,
        "step": step,
        "columns": columns,
        "late": _is_late(round_) and bool(step),
    }
    return page(request, "movement/review/case.html", context, fragment="sheet")


def _known(request: ActorRequest, round_: Round, review: Review) -> dict[str, Any]:
    """Return what speaks for and against the case: its history, its evidence, broken pledges."""
    return {
        "basis": showing.basis(review),
        "ahead": showing.ahead(review.registration),
        "history": queries.history(review),
        "notes": queries.evidence(review),
        "breaches": pledges.at_review(request.actor, round_, review.registration),
        "place": place_of(review.registration),
        "visits": visiting.recorded(request.actor, review.registration),
    }
