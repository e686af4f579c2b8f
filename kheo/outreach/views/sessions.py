"""The log of study over HTTP: the list, one session recorded, corrected, withdrawn, its files."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel import files
from kheo.kernel.access import require
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access as s1
from kheo.movement.s1_directive.models import Round
from kheo.movement.s4_progress.states import SHOWN
from kheo.movement.s4_progress.uploads import Upload
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.queries import reached
from kheo.outreach import access, actions, queries
from kheo.outreach.forms import CorrectForm, SessionForm, WithdrawForm
from kheo.outreach.models import Session
from kheo.outreach.states import State


def _round(request: ActorRequest, round_id: int) -> Round:
    return get_object_or_404(s1.visible_rounds(request.actor), pk=round_id)


def _session(request: ActorRequest, round_id: int, pk: int) -> Session:
    return get_object_or_404(access.visible_to(request.actor), round=round_id, pk=pk)


@signed_in
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the sessions of a year, and take one more of one's own unit."""
    by, round_ = request.actor, _round(request, round_id)
    unit = queries.writing_unit(by)
    empty = Session(round=round_, unit=unit, path=unit.path) if unit else Session(round=round_)
    verdict = access.may_write(by, empty)
    form = SessionForm(round_, request.POST or None, request.FILES or None, by=by)
    if request.method == "POST":
        require(access.may_write, by, empty)
        if unit and _kept(form, lambda: actions.record(
            round_, unit, form.held(), by=by, uploads=_uploads(form)
        )):  # fmt: skip
            messages.success(request, _("Đã ghi buổi này."))
            return redirect("outreach:sessions", round_id)
    context = {"form": form, "verdict": verdict, "writing_for": unit, "here": ""}
    return page(
        request, "outreach/sessions.html", context | _list(request, round_), fragment="rows"
    )


def _list(request: ActorRequest, round_: Round) -> dict[str, Any]:
    """Return what the list shows of the sessions asked for."""
    by, asked = request.actor, request.GET
    unit = reached(by, asked.get("don-vi", ""))
    wanted = queries.Wanted(
        words=asked.get("q", ""),
        path=unit.path if unit else "",
        format=asked.get("hinh-thuc", ""),
        withdrawn="da-rut" in asked,
    )
    rows = queries.listed(by, round_, wanted)
    counts = queries.totals(rows)
    return {
        "round": round_,
        "page": paged(asked, rows, "-rank", total=counts["sessions"]),
        "counts": counts,
        "held_by": queries.counted_units(by, round_),
        "formats": access.visible_formats(by, round_),
        "wanted": wanted,
        "unit": unit,
        "asked": asked.urlencode(),
        "narrowed": any(asked.get(name) for name in ("q", "don-vi", "hinh-thuc", "da-rut")),
    }


def _uploads(form: SessionForm) -> list[Upload]:
    return [Upload(f.name or "", f.read()) for f in form.uploads()]


def _kept(form: Form, act: Callable[[], object]) -> bool:
    """Run *act* on a form that is filled in well; the words of a refusal stand on it."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        form.add_error(None, error)
    except StaleStateError:
        form.add_error(None, _("Buổi này vừa được rút, nên chưa lưu. Những gì bạn ghi vẫn ở dưới."))
    else:
        return True
    return False


@signed_in
@require_GET
def detail(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    return _detail(request, _session(request, round_id, pk), WithdrawForm())


def _detail(request: ActorRequest, session: Session, form: WithdrawForm) -> HttpResponse:
    by = request.actor
    context = {
        "round": session.round,
        "here": session.subject,
        "session": session,
        "files": queries.files_of(session),
        "acts": {step.name for step in access.open_steps(by, session)},
        "form": form,
    }
    return page(request, "outreach/session.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    by, session = request.actor, _session(request, round_id, pk)
    require(access.may_write, by, session)
    if request.method == "GET" and session.state != State.RECORDED:
        raise PermissionDenied(_("Buổi này đã rút nên không sửa nữa."))
    form = CorrectForm(
        session.round, request.POST or None, request.FILES or None, by=by, session=session
    )
    if request.method == "POST" and _kept(form, lambda: actions.correct(
        session, form.held(), by=by, reason=form.cleaned_data["reason"], uploads=_uploads(form)
    )):  # fmt: skip
        messages.success(request, _("Đã sửa buổi này."))
        return redirect("outreach:session", round_id, pk)
    context = {"round": session.round, "here": _("Sửa"), "session": session, "form": form}
    return page(request, "outreach/correct.html", context, fragment="")


@signed_in
@require_POST
def withdraw(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    by, session = request.actor, _session(request, round_id, pk)
    require(access.RULES["withdraw"], by, session)
    form = WithdrawForm(request.POST)
    if _kept(form, lambda: actions.withdraw(session, by=by, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã rút buổi này; không tính vào số liệu nữa."))
        return redirect("outreach:session", round_id, pk)
    return _detail(request, session, form)


@signed_in
@require_GET
def file(request: ActorRequest, pk: int) -> HttpResponse:
    """Send a file of a session; only what a browser shows by itself is shown in it."""
    found = get_object_or_404(access.visible_files(request.actor), pk=pk)
    headers = {
        "Content-Disposition": content_disposition_header(found.kind not in SHOWN, found.name)
        or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }
    return HttpResponse(files.fetch(found.file), content_type=found.kind, headers=headers)
