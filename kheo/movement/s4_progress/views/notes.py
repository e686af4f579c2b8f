"""Notes over HTTP, with their timelines, evidence, who is silent, reminding."""

from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse  # noqa: TID251 a view in a folder of views
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.ui.page import back_to, page
from kheo.kernel.ui.paging import paged
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress import access, actions, alike, course, queries, visiting
from kheo.movement.s4_progress.forms import JudgeForm, NoteForm, QuickForm, RemindForm
from kheo.movement.s4_progress.states import (
    DUE_PAGES,
    LIKE_TONES,
    PICTURES,
    SILENT_DAYS,
    LikeState,
    Media,
)
from kheo.movement.s4_progress.views.asked import TEMPLATES, round_of, sent
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit

DAYS = (15, 30, 60, 90)


@signed_in
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show my registrations with the quick form, and take what it sends."""
    round_ = round_of(request, round_id)
    mine = queries.mine(request.actor, round_)
    if request.method == "POST" and not mine:
        raise PermissionDenied(_("Chỉ người đăng ký nội dung này mới ghi tiến độ của mình."))
    form = None
    if mine:
        form = QuickForm(
            request.POST or None, request.FILES or None, mine=mine, last=request.GET.get("ghi", "")
        )
        if request.method == "POST" and form.is_valid():
            chosen = next(r for r in mine if r.pk == form.cleaned_data["registration"])
            if _noted(request, form, chosen):
                here = reverse("progress:index", args=[round_.pk])
                return redirect(f"{here}?ghi={chosen.pk}")
    context = {
        "round": round_,
        "mine": mine,
        "form": form,
        "overseer": queries.is_overseer(request.actor),
        "totals": queries.totals(request.actor, round_),
    }
    return page(request, f"{TEMPLATES}index.html", context, fragment="mine")


@signed_in
@require_GET
def silent(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    days = _days(request)
    rows = queries.silent(request.actor, round_, days=days)
    unit = request.GET.get("don-vi", "")
    if unit.isdecimal():
        rows = rows.filter(unit=int(unit))
    context = _silent_context(request, round_, days) | {
        "page": paged(request.GET, rows, "sort_key"),
        "unit": unit,
    }
    return page(request, f"{TEMPLATES}silent.html", context, fragment="rows")


@signed_in
@require_GET
def silent_units(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    days = _days(request)
    rows = queries.silent_units(request.actor, round_, days=days)
    context = _silent_context(request, round_, days) | {"page": paged(request.GET, rows, "path")}
    return page(request, f"{TEMPLATES}silent_units.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def timeline(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    rows = access.followed_by(request.actor).select_related("unit", "person", "round")
    rows = rows.prefetch_related("targets", "checkpoints")
    registration = get_object_or_404(rows, pk=pk, round=round_)
    verdict = access.may_note(request.actor, registration)
    form = NoteForm(
        request.POST or None, request.FILES or None,
        ahead=course.ahead(registration), measure=course.only_measure(registration),
    )  # fmt: skip
    if request.method == "POST":
        require(access.may_note, request.actor, registration)
    if request.method == "POST" and form.is_valid() and _noted(request, form, registration):
        return redirect("progress:timeline", round_id=round_.pk, pk=pk)
    context = {
        "round": round_,
        "here": registration.title,
        "registration": registration,
        "verdict": verdict,
        "form": form if verdict else None,
        **_life(request.actor, registration),
    }
    return page(request, f"{TEMPLATES}timeline.html", context, fragment="entries")


def _life(by: Actor, registration: Registration) -> dict[str, Any]:
    """Return all that is known of one registration since it was accepted, as *by* may see it."""
    return {
        "entries": queries.timeline(registration),
        **alike.on_page(by, registration),
        "checks": access.checks(by),
        "visits": visiting.of_registration(by, registration),
        "plans": access.may_plan(by, registration),
    }


@signed_in
@require_GET
def evidence(request: ActorRequest, pk: int) -> HttpResponse:
    """Send a file under its own name; only what a browser shows by itself is shown in it.

    A picture goes as its scaled copy, which says nothing of where and when, to who asks for that
    (``?ban=xem``) and to everybody who may not see the original.
    """
    found = get_object_or_404(access.visible_evidence(request.actor), pk=pk)
    told = found.kind in PICTURES and not access.may_see_original(request.actor, found)
    if told and not found.copy:
        raise PermissionDenied(_("Bản xem của ảnh này chưa làm xong. Mở lại sau ít phút."))
    if told or (found.copy and request.GET.get("ban") == "xem"):
        return sent(found.copy, Media.JPEG.value, f"{found.name.rpartition('.')[0]}.jpg")
    return sent(found.file, found.kind, found.name)


@signed_in
@require_GET
def likenesses(request: ActorRequest, round_id: int) -> HttpResponse:
    """List what a machine found alike, for who checks."""
    round_ = round_of(request, round_id)
    if not access.checks(request.actor):
        raise PermissionDenied(_("Chỗ giống nhau chỉ người theo dõi, người thẩm định xem được."))
    state = request.GET.get("trang-thai", LikeState.PENDING)
    rows, one = alike.likenesses(request.actor, round_, state=state), request.GET.get("ho-so", "")
    if one.isdecimal():
        rows = rows.filter(second__registration=int(one))
    found = paged(request.GET, alike.newest(rows), "-id")
    shown = alike.OF_ONE if one else alike.SHOWN_OF_ONE
    context = {
        "round": round_,
        "page": found,
        "dossiers": alike.gathered(request.actor, rows, found.rows, shown=shown),
        "state": state,
        "states": LikeState.choices,
        "tones": LIKE_TONES,
        "overseer": True,
    }
    return page(request, f"{TEMPLATES}likenesses.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def likeness(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Show two things side by side, and take what a person says of them."""
    round_ = round_of(request, round_id)
    found = get_object_or_404(alike.likenesses(request.actor, round_), pk=pk)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.judge(found, said["verdict"], by=request.actor, reason=said["reason"])
        messages.success(request, _("Đã ghi kết luận."))
        return redirect("progress:likeness", round_id=round_.pk, pk=pk)
    context = {
        "round": round_,
        "here": _("Giống nhau"),
        "likeness": found,
        "sides": alike.sides(request.actor, found),
        "judging": access.open_steps(request.actor, found),
        "verdict": access.may_judge(request.actor, found),
        "tone": LIKE_TONES[LikeState(found.state)],
        "form": form,
    }
    return page(request, f"{TEMPLATES}likeness.html", context, fragment="")


@signed_in
@require_POST
def remind(request: ActorRequest, round_id: int) -> HttpResponse:
    """Remind the ticked units, or "all", and go back to where the button was."""
    round_ = round_of(request, round_id)
    require(access.may_remind, request.actor, round_)
    form = RemindForm(request.POST)
    ids = [*request.POST.getlist("units"), *request.POST.getlist("unit")]
    if not form.is_valid() or not ids:
        messages.warning(request, _("Chưa chọn đơn vị nào để đôn đốc."))
        return _back(request, round_)
    units = None if "all" in ids else queries.units(request.actor, ids)
    done = actions.remind(round_, units, form.cleaned_data["about"], by=request.actor)
    _say(request, done)
    return _back(request, round_)


@signed_in
@require_POST
def remind_members(request: ActorRequest, round_id: int) -> HttpResponse:
    """Remind every member of the actor's Party cell who owes a registration."""
    round_ = round_of(request, round_id)
    told = actions.remind_members(round_, by=request.actor)
    if told is None:
        messages.warning(request, _("Hôm nay chi bộ đã nhắc rồi, không nhắc lại."))
    elif told:
        words = ngettext("Đã nhắc %(n)d đảng viên.", "Đã nhắc %(n)d đảng viên.", told)
        messages.success(request, words % {"n": told})
    else:
        messages.warning(request, _("Không có đảng viên nào cần nhắc."))
    return redirect(back_to(request, reverse("registration:missing", args=[round_.pk])))


def _noted(request: ActorRequest, form: NoteForm, registration: Registration) -> bool:
    fields = ("day", "text", "figure", "measure", "standing", "checkpoint")
    uploads = form.uploads()
    try:
        written = actions.note(
            registration,
            by=request.actor,
            uploads=[actions.Upload(f.name or "", f.read()) for f in uploads],
            **{name: form.cleaned_data[name] for name in fields},
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Đã ghi tiến độ của “%(title)s”.") % {"title": registration.title})
    if doubled := len(uploads) - written.evidence.count():
        said = _("%(n)d tệp giống hệt tệp khác trong lần gửi này: mỗi tệp chỉ giữ một bản.")
        messages.warning(request, said % {"n": doubled})
    return True


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("ngay", "")
    return int(asked) if asked.isdecimal() and int(asked) in DAYS else SILENT_DAYS


def _silent_context(request: ActorRequest, round_: Round, days: int) -> dict[str, Any]:
    verdict = access.may_remind(request.actor, round_)
    return {"round": round_, "days": days, "choices": DAYS, "verdict": verdict}


def _back(request: HttpRequest, round_: Round) -> HttpResponseRedirectBase:
    named = DUE_PAGES.get(request.POST.get("about", ""), "progress:silent_units")
    return redirect(back_to(request, reverse(named, args=[round_.pk])))


def _say(request: HttpRequest, done: actions.Reminded) -> None:
    if done.units:
        told = ngettext("Đã nhắc %(n)d người", "Đã nhắc %(n)d người", done.people)
        units = ngettext("của %(n)d đơn vị.", "của %(n)d đơn vị.", len(done.units))
        words = f"{told % {'n': done.people}} {units % {'n': len(done.units)}}"
        messages.success(request, words)
    if done.already:
        words = _("Hôm nay đã nhắc %(n)d đơn vị, không nhắc lại: %(names)s.")
        messages.warning(request, words % _named(done.already))
    if done.nobody:
        words = _("%(n)d đơn vị không có ai cần nhắc việc này: %(names)s.")
        messages.warning(request, words % _named(done.nobody))
    if not (done.units or done.already or done.nobody):
        messages.warning(request, _("Không có đơn vị nào cần nhắc."))


def _named(units: list[Unit]) -> dict[str, Any]:
    names = ", ".join(unit.name for unit in units[:5])
    return {"n": len(units), "names": f"{names}…" if len(units) > 5 else names}  # noqa: PLR2004 what a line holds
