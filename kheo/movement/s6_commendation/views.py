"""Commendation over HTTP: read the request, ask, act, answer."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel import files
from kheo.kernel.access import Verdict, require
from kheo.kernel.actor import Actor
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.access import visible_rounds
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.forms import ticked as marked
from kheo.movement.s6_commendation import access, actions, exports, forms, honours, queries
from kheo.movement.s6_commendation.models import Case, Proposal
from kheo.movement.s6_commendation.states import Standing, State
from kheo.orgs.middleware import ActorRequest, signed_in

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
PAPERS: dict[str, Callable[[Proposal, list[Case], Actor], bytes]] = {
    "to-trinh": exports.proposal_docx,
    "danh-sach": exports.list_docx,
    "quyet-dinh": lambda made, _cases, _by: files.fetch(made.decision.document.file),
}
read_or_write = require_http_methods(["GET", "POST"])


def _staged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand a page of the stage its round, to somebody signed in."""

    @signed_in
    @wraps(view)
    def staged(request: ActorRequest, round_id: int, **names: Any) -> HttpResponse:
        return view(request, get_object_or_404(visible_rounds(request.actor), pk=round_id), **names)

    return staged


def _proposed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand a page of a proposal that proposal, if the actor may see it."""

    @_staged
    @wraps(view)
    def proposed(request: ActorRequest, round_: Round, pk: int, **names: Any) -> HttpResponse:
        made = get_object_or_404(access.visible_to(request.actor).filter(round=round_), pk=pk)
        made.round = round_
        return view(request, made, **names)

    return proposed


def _page(
    request: HttpRequest, name: str, /, fragment: str = "main", **context: Any
) -> HttpResponse:
    return page(request, f"movement/commendation/{name}.html", context, fragment=fragment)


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": disposition})


def _acted(
    request: ActorRequest, act: Callable[..., object], done: str, form: Form | None = None
) -> bool:
    """Act and say in words what came of it; False where the form has to be shown again."""
    if form is not None and not form.is_valid():
        return False
    try:
        act(**(form.cleaned_data if form else {}))
    except StaleStateError:
        messages.warning(request, _("Hồ sơ vừa được người khác xử lý. Xem lại trước khi làm tiếp."))
    except ValidationError as error:
        if form is not None:
            form.add_error(None, error)
            return False
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return True


def _posted(request: ActorRequest, rule: Callable[..., Verdict], record: object) -> None:
    """Ask *rule* of an act before anything that was typed is read."""
    if request.method == "POST":
        require(rule, request.actor, record)


def _back(made: Proposal) -> HttpResponse:
    return redirect("commendation:proposal", made.round_id, made.pk)


@require_GET
@_staged
def index(request: ActorRequest, round_: Round) -> HttpResponse:
    figures = queries.figures(request.actor, round_)
    rows = queries.for_list(request.actor, round_, state=request.GET.get("state", ""))
    tabs = queries.tabs(figures, request.GET.get("state", ""))
    shown: dict[str, Any] = {"page": paged(request.GET, rows, "-pk"), "tabs": tabs}
    may_open = access.may_open(request.actor, round_)
    return _page(
        request, "index", "rows", round=round_, figures=figures, may_open=may_open, **shown
    )


@require_POST
@_staged
def open_(request: ActorRequest, round_: Round) -> HttpResponse:
    made = actions.open_proposal(round_, by=request.actor)
    return redirect("commendation:choose", round_.pk, made.pk)


@require_GET
@_proposed
def proposal(request: ActorRequest, made: Proposal) -> HttpResponse:
    return _page(
        request,
        "proposal",
        round=made.round,
        proposal=made,
        cases=queries.lines_of(made),
        awards=queries.awards_of(made) if made.state == State.DECIDED else [],
        may_edit=access.may_edit(request.actor, made),
        open_steps={step.name for step in access.open_steps(request.actor, made)},
        why=access.may_decide(request.actor, made).reason if made.state == State.SENT else "",
        returned=queries.last_return(made) if made.state == State.DRAFT else None,
    )


@read_or_write
@_proposed
def choose(request: ActorRequest, made: Proposal) -> HttpResponse:
    require(access.may_propose, request.actor, made)
    form = forms.ChooseForm(made.path, request.POST or None)
    ticked = marked(request.POST)
    act = partial(actions.add_cases, made, ticked, by=request.actor)
    done = _("Đã thêm %s trường hợp vào danh sách.") % len(ticked)
    if _acted(request, act, done, form):
        return _back(made)
    rows = paged(request.GET, queries.choosable(request.actor, made), "registration__sort_key")
    shown: dict[str, Any] = {"page": rows, "lines": queries.lacking(rows.rows), "ticked": ticked}
    return _page(request, "choose", "rows", round=made.round, proposal=made, form=form, **shown)


@read_or_write
@_proposed
def case(request: ActorRequest, made: Proposal, case_pk: int) -> HttpResponse:
    require(access.may_propose, request.actor, made)
    line = get_object_or_404(queries.cases_of(made), pk=case_pk)
    initial = {"form": line.form_id, "achievement": line.achievement}
    form = forms.CaseForm(made.path, request.POST or None, initial=initial)
    act = partial(actions.edit_case, line, by=request.actor)
    if _acted(request, act, _("Đã lưu tóm tắt thành tích."), form):
        return _back(made)
    return _page(request, "case", round=made.round, proposal=made, case=line, form=form)


@require_POST
@_proposed
def remove(request: ActorRequest, made: Proposal, case_pk: int) -> HttpResponse:
    line = get_object_or_404(queries.cases_of(made), pk=case_pk)
    _acted(
        request, partial(actions.remove_case, line, by=request.actor), _("Đã bỏ một trường hợp.")
    )
    return _back(made)


@require_POST
@_proposed
def step(request: ActorRequest, made: Proposal, name: str) -> HttpResponse:
    if name == "send":
        _acted(request, partial(actions.send, made, by=request.actor), _("Đã trình đề nghị."))
    else:
        act = partial(actions.return_, made, by=request.actor, note=request.POST.get("note", ""))
        _acted(request, act, _("Đã trả lại kèm lý do."))
    return _back(made)


@read_or_write
@_proposed
def decide(request: ActorRequest, made: Proposal) -> HttpResponse:
    require(access.may_decide, request.actor, made)
    cases = list(queries.cases_of(made))
    unit, head = queries.signing(request.actor)
    initial = forms.decide_initial(made, cases, unit, head)
    form = forms.DecideForm(request.POST or None, initial=initial)
    act = partial(actions.decide, made, by=request.actor)
    if _acted(request, act, _("Đã ban hành quyết định và ghi sổ vàng."), form):
        return _back(made)
    return _page(
        request, "decide", round=made.round, proposal=made, cases=cases, form=form, unit=unit
    )


@require_GET
@_proposed
def paper(request: ActorRequest, made: Proposal, name: str) -> HttpResponse:
    if name not in PAPERS or (name == "quyet-dinh" and made.state != State.DECIDED):
        raise Http404
    data = PAPERS[name](made, list(queries.cases_of(made)), request.actor)
    return _file(data, f"{name}-khen-thuong-{made.pk}.docx", DOCX)


@require_GET
@_proposed
def certificates(request: ActorRequest, made: Proposal) -> HttpResponse:
    standing = list(queries.awards_of(made).filter(state=Standing.VALID))
    if not standing:
        raise Http404
    return _file(exports.certificates_pdf(standing), f"giay-khen-thuong-{made.pk}.pdf", PDF)


@require_GET
@_staged
def certificate(request: ActorRequest, round_: Round, pk: int) -> HttpResponse:
    given = get_object_or_404(access.visible_awards(request.actor), pk=pk)
    require(access.may_print, request.actor, given)
    return _file(exports.certificates_pdf([given]), f"giay-{pk}.pdf", PDF)


@require_GET
@_staged
def register(request: ActorRequest, round_: Round) -> HttpResponse:
    rows = queries.register(request.actor, request.GET)
    found = queries.register_choices(request.actor)
    form = forms.RegisterFilter(found, initial=request.GET.dict())
    shown: dict[str, Any] = {"page": paged(request.GET, rows, "-pk"), "form": form}
    return _page(request, "register", "rows", round=round_, asked=request.GET.urlencode(), **shown)


@require_GET
@_staged
def register_xlsx(request: ActorRequest, round_: Round) -> HttpResponse:
    data = honours.register_xlsx(queries.register(request.actor, request.GET))
    return _file(data, "so-vang.xlsx", XLSX)


@read_or_write
@_staged
def award(request: ActorRequest, round_: Round, pk: int) -> HttpResponse:
    given = get_object_or_404(access.visible_awards(request.actor), pk=pk)
    _posted(request, access.may_revoke, given)
    form = forms.RevokeForm(request.POST or None)
    act = partial(actions.revoke, given, by=request.actor)
    if _acted(request, act, _("Đã thu hồi. Trang tra cứu công khai đã ghi."), form):
        return redirect("commendation:award", round_.pk, pk)
    steps = [step.name for step in access.open_award_steps(request.actor, given)]
    printed = access.may_print(request.actor, given)
    return _page(
        request, "award", round=round_, award=given, form=form, open_steps=steps, may_print=printed
    )


@read_or_write
@_staged
def forms_(request: ActorRequest, round_: Round) -> HttpResponse:
    _posted(request, access.may_open, round_)
    form = forms.AwardFormForm(request.POST or None)
    act = partial(actions.keep_form, by=request.actor)
    if _acted(request, act, _("Đã thêm hình thức khen thưởng."), form):
        return redirect("commendation:forms", round_.pk)
    rows, may_add = access.visible_forms(request.actor), access.may_open(request.actor)
    return _page(request, "forms", round=round_, form=form, rows=rows, may_add=may_add)


@require_POST
@_staged
def end_form(request: ActorRequest, round_: Round, pk: int) -> HttpResponse:
    form = get_object_or_404(access.visible_forms(request.actor), pk=pk)
    _acted(request, partial(actions.end_form, form, by=request.actor), _("Đã khép lại hình thức."))
    return redirect("commendation:forms", round_.pk)


@require_GET
def verify_box(request: HttpRequest) -> HttpResponse:
    code = queries.bare(request.GET.get("ma", ""))
    return redirect("commendation:verify", code) if code else _page(request, "verify_box")


@require_GET
def verify(request: HttpRequest, code: str) -> HttpResponse:
    given = queries.by_code(code)
    if given is None:
        answer = _page(request, "verify_box", code=code, unknown=True)
        answer.status_code = 404
        return answer
    return _page(request, "verify", award=given)
