"""Replication over HTTP: read the request, ask, act, answer."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse  # noqa: TID251 a view in a folder of views
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.access import visible_rounds
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import access as s3
from kheo.movement.s3_registration.actions import ask_to_join
from kheo.movement.s3_registration.partnering import JoinForm
from kheo.movement.s3_registration.states import Field
from kheo.movement.s5_review.models import Review
from kheo.movement.s7_replication import access, actions, forms, lineage, nearest, queries
from kheo.movement.s7_replication.models import Card
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.queries import in_agencies
from kheo.orgs.states import Power

read_or_write = require_http_methods(["GET", "POST"])
PER_PAGE = 24


def _staged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand a page of the stage its round, to somebody signed in."""

    @signed_in
    @wraps(view)
    def staged(request: ActorRequest, round_id: int, **names: Any) -> HttpResponse:
        return view(request, get_object_or_404(visible_rounds(request.actor), pk=round_id), **names)

    return staged


def _page(
    request: HttpRequest, name: str, /, fragment: str = "main", **context: Any
) -> HttpResponse:
    return page(request, f"movement/replication/{name}.html", context, fragment=fragment)


def _acted(
    request: ActorRequest, act: Callable[..., object], done: str, form: Form | None = None
) -> bool:
    """Act and say in words what came of it; False where the form has to be shown (again)."""
    if form is not None and not form.is_valid():
        return False
    try:
        act(**(form.cleaned_data if form else {}))
    except StaleStateError:
        messages.warning(request, _("Vừa có người khác xử lý. Xem lại trước khi làm tiếp."))
    except ValidationError as error:
        if form is not None:
            form.add_error(None, error)
            return False
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return True


def _review(request: ActorRequest, round_: Round, registration_pk: int) -> Review:
    rows = access.recognised(request.actor, round_)
    return get_object_or_404(rows, registration_id=registration_pk)


def _reader(request: HttpRequest) -> Actor | None:
    """Return who reads a page for everybody, asking nothing about a visitor without a session."""
    return getattr(request, "actor", None) or None


@require_GET
@_staged
def index(request: ActorRequest, round_: Round) -> HttpResponse:
    state = request.GET.get("state", "")
    figures = queries.figures(request.actor, round_)
    rows = queries.models_of(request.actor, round_, state)
    return _page(
        request,
        "index",
        "rows",
        round=round_,
        figures=figures,
        tabs=queries.tabs(figures, state),
        page=paged(request.GET, rows, "registration__sort_key"),
    )


@require_GET
@_staged
def adoptions(request: ActorRequest, round_: Round) -> HttpResponse:
    state = request.GET.get("state", "")
    figures = queries.figures(request.actor, round_)
    return _page(
        request,
        "adoptions",
        "rows",
        round=round_,
        figures=figures,
        tabs=queries.adoption_tabs(figures, state),
        page=paged(request.GET, queries.adoptions_of(request.actor, state), "-pk"),
        may_follow=request.actor.has(Power.MODEL) or request.actor.has(Power.PLAN),
    )


@read_or_write
@_staged
def edit(request: ActorRequest, round_: Round, registration_pk: int) -> HttpResponse:
    review = _review(request, round_, registration_pk)
    card = queries.card_of(review)
    initial = forms.written(card) if card.pk else forms.initial(review.registration)
    if request.method == "POST":
        require(access.may_write, request.actor, card)
    form = forms.CardForm(request.POST or None, initial=initial)
    act = partial(actions.write_card, review, by=request.actor)
    if _acted(request, act, _("Đã lưu phiếu mô hình."), form):
        return redirect("replication:edit", round_.pk, registration_pk)
    return _page(
        request,
        "edit",
        round=round_,
        review=review,
        card=card,
        form=form,
        may_write=access.may_write(request.actor, card),
        open_steps={s.name for s in access.open_steps(request.actor, card)},
    )


@require_POST
@_staged
def step(request: ActorRequest, round_: Round, registration_pk: int, name: str) -> HttpResponse:
    review = _review(request, round_, registration_pk)
    card = get_object_or_404(access.visible_to(request.actor), registration=review.registration)
    if name == "publish":
        _acted(request, partial(actions.publish, card, by=request.actor), _("Đã công khai phiếu."))
    else:
        act = partial(actions.withdraw, card, by=request.actor, note=request.POST.get("note", ""))
        _acted(request, act, _("Đã rút phiếu."))
    return redirect("replication:edit", round_.pk, registration_pk)


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    words, field = request.GET.get("q", ""), request.GET.get("linh_vuc", "")
    fields = [("", _("Mọi lĩnh vực")), *((f.value, str(f.label)) for f in Field)]
    here = {"sau": "", "truoc": "", "cuoi": ""}
    found = paged(request.GET, queries.gallery(words, field), "-pk", size=PER_PAGE)
    return _page(
        request,
        "gallery",
        "rows",
        q=words,
        field=field,
        fields=[(t, address(request.GET, linh_vuc=f, **here), f == field) for f, t in fields],
        page=found,
        units=in_agencies(card.registration.unit for card in found.rows),
    )


@require_GET
def card(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_object_or_404(access.public(), code=code)
    reader = _reader(request)
    family = queries.family(shown)
    units = in_agencies([shown.registration.unit, *(a.unit for a in family)])
    mine = next((a for a in family if reader and a.unit.path == reader.reach), None)
    return _page(
        request,
        "card",
        card=shown,
        family=family,
        units=units,
        branches=lineage.tree(shown, family),
        height=lineage.TOP + lineage.STEP * len(family) + 20,
        running=sum(a.ended_on is None for a in family),
        life=queries.life(shown, family, units),
        awards=queries.awards_of(shown),
        mine=mine,
        open_steps={s.name for s in access.open_adoption_steps(reader, mine)}
        if reader and mine
        else (),
        may_adopt=access.may_adopt(reader, shown) if reader else None,
        may_write=bool(reader and access.may_write(reader, shown)),
    )


@read_or_write
@signed_in
def adopt(request: ActorRequest, code: str) -> HttpResponse:
    shown = get_object_or_404(access.public(), code=code)
    require(access.may_adopt, request.actor, shown)
    family = [a for a in queries.family(shown) if a.ended_on is None]
    form = forms.AdoptForm(family, request.POST or None, initial={"adopted_on": clock.today()})
    round_ = _begun_in(request)
    if round_ and (draft := _adapted(request, shown, round_, form)):
        return redirect("registration:change", round_.pk, draft)
    act = partial(actions.adopt, shown, by=request.actor)
    if not round_ and _acted(request, act, _("Đã ghi đơn vị bạn làm theo mô hình này."), form):
        return redirect("replication:card", code)
    unit = queries.unit_of(request.actor)
    return _page(request, "adopt", card=shown, form=form, unit=unit, begun_in=round_)


def _begun_in(request: ActorRequest) -> Round | None:
    """Return the year a draft is to be begun in, where the address names one."""
    asked = request.GET.get("nam", "")
    rounds = visible_rounds(request.actor).filter(pk=asked) if asked.isdecimal() else ()
    return nearest.offered(request.actor, next(iter(rounds), None))


def _adapted(request: ActorRequest, shown: Card, round_: Round, form: Form) -> int:
    """Take a model over and return the key of the draft begun, 0 where the form must be shown."""
    begun: list[int] = []

    def act(**facts: Any) -> None:
        draft = actions.adapt(shown, by=request.actor, round_=round_, **facts)
        begun.append(draft.pk)

    done = _("Đã lập bản nháp từ mô hình này. Sửa cho hợp với đơn vị, ghi tiêu chí và hạn rồi gửi.")
    _acted(request, act, done, form)
    return begun[0] if begun else 0


@read_or_write
@_staged
def join(request: ActorRequest, round_: Round, registration_pk: int) -> HttpResponse:
    """Ask the lead of a model to let one's own unit carry it along."""
    model = get_object_or_404(nearest.joinable(request.actor, round_), pk=registration_pk)
    require(s3.may_join, request.actor, model)
    form = JoinForm(request.POST or None)
    done = _("Đã gửi lời xin tham gia; đơn vị chủ trì trả lời.")
    if _acted(request, partial(ask_to_join, model, by=request.actor), done, form):
        return redirect("registration:unit", round_.pk)
    context = {"round": round_, "registration": model, "form": form, "joining": True}
    return page(request, "movement/registration/partner.html", context, fragment="main")


@read_or_write
@_staged
def near(request: ActorRequest, round_: Round) -> HttpResponse:
    """Show the models of names near to the one being typed; asked by POST, nothing is written."""
    asked = request.POST if request.method == "POST" else request.GET
    title, besides = asked.get("title", "").strip()[:300], asked.get("besides", "")
    found = nearest.models_near(
        request.actor, title, besides=int(besides) if besides.isdecimal() else 0
    )
    return _page(request, "near", "near", round=round_, title=title, found=found)


@read_or_write
@signed_in
def follow_up(request: ActorRequest, code: str, name: str) -> HttpResponse:
    mine = get_object_or_404(queries.mine(request.actor, code))
    require(access.may_follow_up, request.actor, mine)
    form = (forms.ReportForm if name == "report" else forms.StopForm)(request.POST or None)
    act = partial(getattr(actions, name), mine, by=request.actor)
    if _acted(request, act, _("Đã ghi."), form):
        return redirect("replication:adoptions", mine.card.registration.round_id)
    return _page(request, "follow_up", card=mine.card, adoption=mine, form=form, name=name)
