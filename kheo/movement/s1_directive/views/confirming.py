"""The confirm page over HTTP: one press answers with the row it changed, or the whole page."""

from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.ui.page import page
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import (
    access,
    actions,
    exports,
    layout,
    mends,
    queries,
    sheet,
)
from kheo.movement.s1_directive.editors import AddForm, FactForm
from kheo.movement.s1_directive.models import Directive
from kheo.movement.s1_directive.same import earlier
from kheo.movement.s1_directive.states import UNREADY, DirectiveState, Verdict
from kheo.orgs.middleware import ActorRequest, signed_in

PAGE = "movement/directive/confirm.html"
# A button of the confirm page, and the verdict it means.
ACTS = {
    "accept": Verdict.ACCEPTED,
    "suggest": Verdict.CORRECTED,
    "strike": Verdict.STRUCK,
    "undo": Verdict.PENDING,
}
MENDS = {
    "right": Verdict.ACCEPTED,
    "wrong": Verdict.STRUCK,
    "unsaid": Verdict.PENDING,
    "all": Verdict.ACCEPTED,
    "none": Verdict.PENDING,
}


def _directive_of(request: ActorRequest, pk: int) -> Directive:
    return get_object_or_404(access.visible_to(request.actor), pk=pk)


def _stale() -> str:
    return _("Người khác vừa xử lý chỗ này. Trang dưới đây là mới nhất.")


def _context(request: ActorRequest, directive: Directive, **more: Any) -> dict[str, Any]:
    """Return all the page shows; ``form`` is the one open editor, ``adding`` and ``added`` a new fact's."""
    facts, repairs = queries.facts_of(directive), queries.repairs_of(directive)
    doubts = [fact for fact in facts if fact.doubt]
    pending = queries.pending_doubts(facts)
    return {
        "directive": directive,
        "facts": facts,
        "repairs": repairs,
        "doubts": exports.rows(doubts),
        **mends.shown(repairs),
        "clear": [f for f in facts if not f.doubt and f.verdict == Verdict.PENDING],
        "pending": pending,
        "answered": len(doubts) - len(pending),
        "offered": {step.name for step in access.open_steps(request.actor, directive)},
        "reading": directive.state == DirectiveState.READ,
        "launched": access.launched(request.actor, directive),
        "adding": AddForm(directive, repairs),
        "confirm_url": reverse("directive:confirm", args=[directive.pk]),
        "judge_url": reverse("directive:judge", args=[directive.pk]),
        "mend_url": reverse("directive:mend", args=[directive.pk]),
        "said": None,
        **more,
    }


def _whole(request: ActorRequest, directive: Directive, **more: Any) -> HttpResponse:
    context = _context(request, directive, **more)
    facts, repairs = context["facts"], context["repairs"]
    context |= {
        "parts": layout.laid_out(sheet.cut(directive.document.text, facts, repairs), facts),
        "groups": exports.groups(facts),
        "remarks": exports.remarks(directive, facts, repairs),
        "notes": exports.opening_notes(directive),
        "earlier": earlier(directive, request.actor) if context["reading"] else None,
    }
    return page(request, PAGE, context, fragment="reader")


def _row(
    request: ActorRequest, directive: Directive, key: int, said: str, **more: Any
) -> HttpResponse:
    """Answer htmx with one row of the draft, and beside it what else it changed."""
    context = _context(request, directive, **more)
    fact = next((f for f in context["facts"] if f.pk == key), None)
    if fact is None:
        raise Http404
    context["row"] = exports.rows([fact])[0]
    numbers = [row.fact.pk for row in context["doubts"]]
    context["number"] = numbers.index(key) + 1 if key in numbers else 0
    return render(request, "movement/directive/answer.html", context | {"said": said})


def _answer(request: ActorRequest, directive: Directive, said: str, key: int = 0) -> HttpResponse:
    """Answer an act: with the row to htmx that asked for it, with the reader, or with the page."""
    target = request.headers.get("HX-Target", "")
    if key and target == f"d{key}":
        return _row(request, directive, key, said)
    if target == "reader":
        return _whole(request, directive, said=said)
    messages.info(request, said)
    place = f"#d{key}" if key else ""
    return redirect(f"{reverse('directive:confirm', args=[directive.pk])}{place}")


def _refused(
    request: ActorRequest, directive: Directive, error: Exception, key: int = 0
) -> HttpResponse:
    said = " ".join(error.messages) if isinstance(error, ValidationError) else _stale()
    target = request.headers.get("HX-Target", "")
    if key and target == f"d{key}":
        return _row(request, directive, key, said, refusal=said)
    if target == "reader":
        return _whole(request, directive, said=said, refusal=said)
    messages.warning(request, said)
    return redirect("directive:confirm", pk=directive.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def confirm(request: ActorRequest, pk: int) -> HttpResponse:
    directive = _directive_of(request, pk)
    if directive.state in UNREADY:
        return redirect("directive:waiting", pk=pk)
    if request.method == "GET":
        return _shown(request, directive)
    try:
        actions.confirm(directive, by=request.actor)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except StaleStateError:
        messages.warning(request, _("Bản đọc này vừa được người khác xác nhận."))
    else:
        messages.success(request, _("Đã xác nhận bản đọc. Xem lại rồi phát động."))
        return redirect("directive:open", pk=pk)
    return redirect("directive:confirm", pk=pk)


def _shown(request: ActorRequest, directive: Directive) -> HttpResponse:
    """Show the page, or to htmx the one row whose editor is asked for (``sua``) or closed (``xem``)."""
    asked = {name: request.GET.get(name, "") for name in ("sua", "xem")}
    keys = {name: int(key) for name, key in asked.items() if key.isdecimal() and key.isascii()}
    form = None
    if "sua" in keys and directive.state == DirectiveState.READ:
        fact = queries.fact_of(directive, keys["sua"])
        form = FactForm(fact) if fact else None
    target = request.headers.get("HX-Target", "")
    key = next((k for k in keys.values() if target == f"d{k}"), 0)
    if key:
        return _row(request, directive, key, "", form=form)
    return _whole(request, directive, form=form)


@signed_in
@require_POST
def judge(request: ActorRequest, pk: int) -> HttpResponse:
    """Take one button of the page: ``accept``, ``suggest``, ``strike`` or ``undo`` with the fact's key, or ``all``."""
    directive = _directive_of(request, pk)
    if "all" not in request.POST:
        return _judge_one(request, directive)
    try:
        n = actions.accept_clear(directive, by=request.actor)
    except StaleStateError as error:
        return _refused(request, directive, error)
    return _answer(request, directive, _("Đã nhận %(n)s dữ kiện đã rõ.") % {"n": n})


def _judge_one(request: ActorRequest, directive: Directive) -> HttpResponse:
    act = next((name for name in ACTS if name in request.POST), "")
    key = request.POST.get(act, "")
    fact = get_object_or_404(directive.facts, pk=int(key) if key.isdecimal() else 0)
    suggested = (fact.suggestion or {}).get("value") if act == "suggest" else None
    seen = request.POST.get(f"seen-{fact.pk}")
    if act == "suggest" and suggested is None:
        error = ValidationError(_("Chỗ này máy không đề nghị gì thay thế."))
        return _refused(request, directive, error, fact.pk)
    try:
        actions.judge(fact, ACTS[act], by=request.actor, seen=seen, value=suggested)
    except (StaleStateError, ValidationError) as refusal:
        return _refused(request, directive, refusal, fact.pk)
    return _answer(request, directive, exports.judged(fact), fact.pk)


@signed_in
@require_POST
def correct(request: ActorRequest, pk: int, fact_pk: int) -> HttpResponse:
    directive = _directive_of(request, pk)
    fact = get_object_or_404(directive.facts, pk=fact_pk)
    form = FactForm(fact, request.POST)
    if form.is_valid():
        seen = request.POST.get("seen")
        try:
            actions.judge(fact, Verdict.CORRECTED, by=request.actor, seen=seen, value=form.value())
        except StaleStateError:
            form.add_error(None, _("Người khác vừa xử lý chỗ này. Xem lại rồi lưu lần nữa."))
            fact.refresh_from_db()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _answer(request, directive, exports.judged(fact), fact.pk)
    if request.headers.get("HX-Target") == f"d{fact.pk}":
        said = _("Chưa lưu. Xem chỗ báo lỗi.")
        return _row(request, directive, fact.pk, said, form=form)
    return _whole(request, directive, form=form)


@signed_in
@require_POST
def add(request: ActorRequest, pk: int) -> HttpResponse:
    """Add a fact the machine missed, in two steps: which words of what kind, then its boxes (``save``)."""
    directive = _directive_of(request, pk)
    adding = AddForm(directive, queries.repairs_of(directive), request.POST)
    if not adding.is_valid():
        return _whole(request, directive, adding=adding)
    fact = adding.fact()
    form = FactForm(fact, request.POST if "save" in request.POST else None)
    if "save" in request.POST and form.is_valid():
        try:
            added = actions.add(fact, form.value(), by=request.actor)
        except StaleStateError as error:
            return _refused(request, directive, error)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _answer(request, directive, exports.judged(added), added.pk)
    return _whole(request, directive, adding=adding, new=form)


@signed_in
@require_POST
def mend(request: ActorRequest, pk: int) -> HttpResponse:
    """Say of repaired words: ``right``, ``wrong`` or ``unsaid`` with their keys; or take ``all``, ``none``."""
    directive = _directive_of(request, pk)
    act = next((m for m in MENDS if m in request.POST), "")
    keys = request.POST.get(act, "").split("-")
    together = mends.TOGETHER.get(act)
    repairs = queries.repairs_of(directive)
    chosen = together(repairs) if together else [r for r in repairs if str(r.pk) in keys]
    if not act or not chosen:
        raise Http404
    try:
        n = actions.judge_repairs(chosen, MENDS[act], by=request.actor)
    except StaleStateError as error:
        return _refused(request, directive, error)
    return _answer(request, directive, mends.mended(MENDS[act], n))


@signed_in
@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    directive = _directive_of(request, pk)
    try:
        actions.reopen(directive, by=request.actor)
    except StaleStateError:
        messages.warning(request, _("Văn bản này không còn chờ phát động nên không sửa lại được."))
    return redirect("directive:confirm", pk=pk)


@signed_in
@require_GET
def past(request: ActorRequest, pk: int) -> HttpResponse:
    """Lead to the history as every record has it: this address stands in older notices."""
    return redirect("history", "van-ban", _directive_of(request, pk).pk)
