"""The owner's own sheet, a person's or a unit's: write, send, drop, start from last year."""

from functools import partial
from http import HTTPStatus
from secrets import token_hex
from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.ui.page import page
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.queries import clauses
from kheo.movement.s1_directive.states import ClauseKind, Subject
from kheo.movement.s3_registration import (
    access,
    actions,
    beginning,
    editing,
    forms,
    queries,
    shaping,
)
from kheo.movement.s3_registration.contract import terms
from kheo.movement.s3_registration.kept import copies_of, papers_kept, to_hand_in
from kheo.movement.s3_registration.loaded import loaded
from kheo.movement.s3_registration.merging import same_words
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.newest import form_for, form_numbered
from kheo.movement.s3_registration.partnering import shared_with
from kheo.movement.s3_registration.said import pledges_of
from kheo.movement.s3_registration.sendforms import SendForm
from kheo.movement.s3_registration.sending import by_key, clashes, refusal, says_the_same
from kheo.movement.s3_registration.stamp import stamp
from kheo.movement.s3_registration.states import WRITABLE
from kheo.movement.s3_registration.suggesting import again, duties, people
from kheo.movement.s3_registration.transfers import closed_of
from kheo.movement.s3_registration.views.asked import (
    TEMPLATES,
    kept,
    registration_of,
    round_of,
    told,
)
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_GET
def mine(request: ActorRequest, round_id: int, subject: str) -> HttpResponse:
    return _mine(request, round_of(request, round_id), subject, SendForm())


def _mine(request: ActorRequest, round_: Round, subject: str, form: SendForm) -> HttpResponse:
    by = request.actor
    if subject == Subject.MODEL:
        require(beginning.may_hold, by, subject)
    sheet = queries.sheet_of(by, round_, subject)
    rows, limit = queries.written(sheet), terms.contract_for(by, round_, subject)
    new, copies = any(r.submitted_at is None for r in rows), copies_of(sheet)
    context = {
        "round": round_, "subject": subject, "sheet": sheet, "limit": limit,
        "rows": _lines(round_, rows),
        "ready": any(r.state in WRITABLE for r in rows), "room": limit.room(rows),
        "counted": (n := terms.going_on(rows)), "unsent": sum(r.state in WRITABLE for r in rows), "stopped": len(rows) - n,
        **_owed(by, round_, subject, limit, n),
        "copies": copies, "papers": papers_kept(sheet, copies) if sheet else (),
        "supplements": any(copy.received_on for copy in copies), "disowns": access.disowns(by, sheet, rows),
        "entered": any(r.on_paper for r in rows),
        "form": form if limit.due.over and new else None, "due": limit.due,
        "again": limit.asks and limit.room(rows) > 0 and again(by, round_, subject),
        "closed": closed_of(by, round_) if subject == Subject.ITEM else (),
        "loaded": loaded(sheet),
        "shared": shared_with(by, round_) if subject == Subject.MODEL else (),
        "begin": beginning.may_begin(by, (round_, subject)), "pledges": pledges_of(round_),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}mine.html", context, fragment="main")


def _lines(round_: Round, rows: list[Registration]) -> list[tuple[Any, ...]]:
    """Return each of *rows* with what it lacks, which other says the same and why it came back."""
    asked, twins = bool(clauses(round_, ClauseKind.CRITERION)), same_words(rows)
    back = queries.sent_back(rows)
    return [
        (r, queries.lacks(r, criteria_asked=asked), twins.get(r.pk), back.get(r.pk)) for r in rows
    ]


def _owed(by: Actor, round_: Round, subject: str, limit: terms.Contract, n: int) -> dict[str, Any]:
    """Return how many are still lacking, and what counts instead or may, where a rule lets it."""
    if subject != Subject.ITEM:
        return {"lacking": limit.lacking(n)}
    found = terms.counted_instead(round_, by.person_id) if limit.rule.instead else None
    offered = access.models_to_join(by).filter(round=round_) if limit.rule.instead else []
    return {
        "lacking": limit.lacking(n, instead=bool(found)), "instead": found,
        "joinable": [] if found else list(offered),
    }  # fmt: skip


def _home(round_id: int, subject: str) -> HttpResponse:
    return redirect(f"registration:{'mine' if subject == Subject.ITEM else 'unit'}", round_id)


def _subject(name: str) -> str:
    if name not in Subject.values:
        raise Http404
    return name


@signed_in
@require_http_methods(["GET", "POST"])
def write(
    request: ActorRequest, round_id: int, subject: str = "", pk: int | None = None
) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    if old := registration_of(request, round_id, pk) if pk else None:
        require(access.may_change if request.method == "GET" else access.may_write, by, old)
    subject = old.subject if old else _subject(subject)
    if not old and request.method == "GET":  # a form sent is answered with what was typed
        require(beginning.may_begin, by, (round_, subject))
    form = _form(request, round_, subject, old)
    sent = request.method == "POST" and form.is_valid()
    done = sent and _written(request, round_, subject, form, old)
    if "X-Outbox" in request.headers:  # sent by no person: a word is answered, not a page
        return _word(form, done=done)
    if done:
        messages.success(request, _("Đã lưu bản nháp."))
        return _home(round_id, subject)
    return _shown(request, round_, subject, form, old)


def _word(form: forms.WritingForm, *, done: bool) -> HttpResponse:
    if done:
        return HttpResponse(status=HTTPStatus.CREATED)
    status = HTTPStatus.CONFLICT if clashes(form) else HTTPStatus.UNPROCESSABLE_ENTITY
    return HttpResponse(refusal(form), status=status, content_type="text/plain; charset=utf-8")


def _shown(
    request: ActorRequest,
    round_: Round,
    subject: str,
    form: forms.WritingForm,
    old: Registration | None,
) -> HttpResponse:
    key = request.POST.get("key", "") if form.is_bound else token_hex(8)
    limit = (
        terms.contract_of(old.sheet) if old else terms.contract_for(request.actor, round_, subject)
    )
    held = old or (by_key(request.actor, round_, subject, key) if clashes(form) else None)
    context = {
        "round": round_, "subject": subject, "form": form, "old": held, "key": "" if old else key,
        "pledges": pledges_of(round_), "gone": _gone(round_, subject, form),
        "back": queries.sent_back([old]).get(old.pk) if old else None, "due": limit.due, "limit": limit,
        "duties": duties(request.actor, round_) if subject == Subject.ITEM else (),
        "people": people(request.actor) if subject == Subject.MODEL else (),
    }  # fmt: skip
    if held:
        context |= _saved(held, form, request.POST.get("seen", ""))
    else:
        context |= _beside(request, round_, subject, form)
    return page(request, f"{TEMPLATES}write.html", context, fragment="main")


def _form(
    request: ActorRequest, round_: Round, subject: str, old: Registration | None
) -> forms.WritingForm:
    return forms.FORMS[subject](
        request.POST or None,
        request.FILES or None,
        round_=round_,
        registration=old,
        version=form_for(round_, subject, old),
    )


def _gone(round_: Round, subject: str, form: forms.WritingForm) -> list[tuple[str, str]]:
    """Return what was typed into fields that the form no longer has."""
    if not form.has_error(NON_FIELD_ERRORS, "form"):
        return []
    before = form_numbered(round_, subject, form.filled_on)
    asked = before.questions if before else ()
    return shaping.left_over(form.data, form.fields, asked or editing.shipped(subject))


def _written(
    request: ActorRequest,
    round_: Round,
    subject: str,
    form: forms.WritingForm,
    old: Registration | None,
) -> bool:
    """Write what the form holds, or leave its errors in it."""
    by, facts, seen = request.actor, form.facts(), request.POST.get("seen", "")
    if old:
        done = kept(form, lambda: actions.change(old, by=by, facts=facts, seen=seen))
        return done or says_the_same(form, old)
    key = request.POST.get("key", "")[:40]
    new = partial(actions.draft, by=by, round_=round_, subject=subject, facts=facts, key=key)
    done = kept(form, new)
    return done or says_the_same(form, by_key(by, round_, subject, key))


def _beside(
    request: ActorRequest, round_: Round, subject: str, form: forms.WritingForm
) -> dict[str, Any]:
    """Return what stands on a sheet that is full before anything is typed: no form then."""
    if form.is_bound:
        return {}
    rows = queries.written(queries.sheet_of(request.actor, round_, subject))
    limit = terms.contract_for(request.actor, round_, subject)
    return {"rows": rows, "full": not limit.room(rows)}


def _saved(old: Registration, form: forms.WritingForm, seen: str) -> dict[str, Any]:
    """Return the stamp a form carries and, where another window saved first, what it saved."""
    if not clashes(form):
        return {"seen": seen if form.is_bound else stamp(old)}
    old.refresh_from_db()
    return {"seen": stamp(old), "others": form.others(old)}


def _sent_words(subject: str, n: int) -> str:
    if subject == Subject.MODEL:
        return ngettext("Đã gửi %(n)d mô hình.", "Đã gửi %(n)d mô hình.", n) % {"n": n}
    return ngettext("Đã gửi %(n)d nội dung.", "Đã gửi %(n)d nội dung.", n) % {"n": n}


@signed_in
@require_POST
def send(request: ActorRequest, round_id: int, subject: str) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    form = SendForm(request.POST)
    sheet = queries.sheet_of(by, round_, _subject(subject))
    try:
        if sheet and form.is_valid():
            n = actions.send(sheet, by=by, late_reason=form.late_reason())
            messages.success(
                request, " ".join((_sent_words(subject, n), to_hand_in(sheet))).strip()
            )
            return _home(round_id, subject)
    except StaleStateError:
        messages.warning(request, _("Bản đăng ký đã được gửi từ cửa sổ khác; không gửi lại."))
        return _home(round_id, subject)
    except ValidationError as error:
        form.add_error(None, error)
    return _mine(request, round_, subject, form)


@signed_in
@require_POST
def reuse(request: ActorRequest, round_id: int, subject: str) -> HttpResponse:
    by, round_, asked = request.actor, round_of(request, round_id), _subject(subject)
    done = _("Đã lấy nội dung năm trước làm bản nháp. Xem lại, ghi hạn và tiêu chí rồi gửi.")
    told(request, lambda: actions.reuse(by=by, round_=round_, subject=asked), done)
    return _home(round_id, subject)


@signed_in
@require_POST
def drop(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    registration = registration_of(request, round_id, pk)
    done = _("Đã bỏ khỏi bản đăng ký.")
    told(request, lambda: actions.drop(registration, by=request.actor), done)
    return _home(round_id, registration.subject)
