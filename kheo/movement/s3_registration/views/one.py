"""One registration: read it, accept it, return it, find it by the code on its paper."""

from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.ui.page import page
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration import access, actions, kept, merging, queries
from kheo.movement.s3_registration.answers import said
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.partnering import lines
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.said import pledges_of
from kheo.movement.s3_registration.states import State
from kheo.movement.s3_registration.views.asked import TEMPLATES, registration_of, sees, told
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_GET
def detail(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    registration = registration_of(request, round_id, pk)
    by, sees_keeper = request.actor, sees(request, registration.person_id)
    copies = kept.copies_of(registration.sheet)
    context = {
        "round": registration.round, "registration": registration,
        "criteria": registration.criteria.all(), "said": said(registration),
        "pledges": pledges_of(registration.round),
        "acts": [s for s in access.open_steps(by, registration) if s.name != "submit"],
        **_merging(by, registration),
        "may_change": access.may_change(by, registration),
        "copies": copies, "papers": kept.papers_kept(registration.sheet, copies), "due": queries.due(registration.round),
        "sees_keeper": sees_keeper,
        "partners": lines(by, registration) if registration.person_id is None else (),
        "may_invite": access.may_invite(by, registration),
        "history": kept.story(registration, copies if sees_keeper else copies[1:])[:50],
    }  # fmt: skip
    return page(request, f"{TEMPLATES}detail.html", context, fragment="main")


def _merging(by: Actor, registration: Registration) -> dict[str, Any]:
    """Return what was merged with a registration, and into which others it may be."""
    may = access.may_merge(by, registration) and registration.round.state == RoundState.OPEN
    others = merging.beside(registration) if may else ()
    return {
        "absorbed": merging.absorbed(registration), "may_merge": may,
        "into": merging.merged_into(registration) if registration.state == State.MERGED else None,
        "others": [each for each in others if access.visible_to(by).filter(pk=each.pk).exists()],
    }  # fmt: skip


@signed_in
@require_POST
def merge(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    gone, by = registration_of(request, round_id, pk), request.actor
    chosen, note = request.POST.get("kept", ""), request.POST.get("note", "")
    others = access.visible_to(by).filter(round=round_id).select_related("unit", "person")
    kept = others.filter(pk=chosen).first() if chosen.isdecimal() else None
    require(access.may_merge, by, gone)
    if kept is None:
        messages.warning(request, _("Chọn nội dung giữ lại, rồi bấm gộp."))
        return redirect("registration:detail", round_id, pk)
    act = lambda: actions.merge(gone, kept, by=by, note=note)  # noqa: E731 told runs it
    done = told(request, act, _("Đã gộp. Nội dung cũ vẫn đọc được từ đây."), note.strip())
    return redirect("registration:detail", round_id, kept.pk if done else pk)


@signed_in
@require_POST
def part(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    gone = registration_of(request, round_id, pk)
    merger = merging.merged_into(gone)
    if merger is None:
        raise Http404
    merger.gone = gone
    told(
        request, lambda: actions.part(merger, by=request.actor), _("Đã tách ra như trước khi gộp.")
    )
    return redirect("registration:detail", round_id, pk)


@signed_in
@require_POST
def decide(request: ActorRequest, round_id: int, pk: int, step: str) -> HttpResponse:
    registration, by = registration_of(request, round_id, pk), request.actor
    if step == "accept":
        told(request, lambda: actions.accept(registration, by=by), _("Đã ghi nhận."))
    elif step == "return":
        note = request.POST.get("note", "")
        act, done = lambda: actions.return_(registration, by=by, note=note), _("Đã trả lại.")
        told(request, act, done, note.strip())
    else:
        raise Http404
    return redirect("registration:detail", round_id, pk)


@signed_in
@require_GET
def find(request: ActorRequest, pk: int, copy: int = 1) -> HttpResponse:
    """Lead from the code on a paper to its record; both copies are of one record."""
    if copy not in (1, 2):
        raise Http404
    sheet = get_object_or_404(paired.sheets_seen(request.actor), pk=pk)
    first = min(sheet.registrations.all(), key=lambda r: r.ordinal)
    return redirect("registration:detail", sheet.round_id, first.pk)
