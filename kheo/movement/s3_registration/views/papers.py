"""What is printed and exported: two copies of a sheet, the card of a model, the table."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.documents.masters.exports import docx_of
from kheo.documents.masters.states import Kind
from kheo.documents.paper.copied import pdf_of_copies
from kheo.documents.paper.description import Paper
from kheo.documents.paper.typeset import pdf_of
from kheo.kernel import files
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access, actions, behind, exports, forms, queries
from kheo.movement.s3_registration.models import Sheet
from kheo.movement.s3_registration.printed import paired, table, urging
from kheo.movement.s3_registration.printed.blank import blank_papers
from kheo.movement.s3_registration.printed.cards import card, zipped
from kheo.movement.s3_registration.sendforms import LetterForm
from kheo.movement.s3_registration.states import STANDING
from kheo.movement.s3_registration.views.asked import registration_of, round_of, sees
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
NOTHING = gettext_lazy("Ở đây chưa có bản nào đã gửi để in.")
LONG = 5  # digits of a number no sheet has papers for
MANY = {
    "xlsx": 50_000,
    "docx": 3_000,
    "pdf": 1_000,
    "zip": 300,
}  # what one click may ask of the server


def as_file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


def _sheets(request: ActorRequest, ids: Any, kind: str) -> HttpResponse:
    sheets = paired.sheets_seen(request.actor).filter(pk__in=ids).order_by("path", "pk")
    found = list(sheets[: MANY[kind] + 1])
    if len(found) > MANY[kind]:
        words = _("Nhiều hơn %(n)s bản đăng ký. Hãy lọc theo một đơn vị rồi in.")
        raise PermissionDenied(words % {"n": MANY[kind]})
    if not found:
        raise PermissionDenied(NOTHING)
    shown = [s for s in found if sees(request, s.person_id)]
    if not shown:
        raise PermissionDenied(_("Bản in ghi nơi lưu bản 1: chỉ người đăng ký và nơi lưu in được."))
    if kind == "zip":
        return as_file(zipped(shown), ZIP, "ban-dang-ky.zip")
    made = pdf_of_copies(paired.papers(shown))
    return as_file(made, "application/pdf", "ban-dang-ky.pdf")


@signed_in
@require_GET
def sheet_paper(request: ActorRequest, round_id: int, pk: int, kind: str) -> HttpResponse:
    sheets = paired.sheets_seen(request.actor)
    sheet = get_object_or_404(sheets, pk=pk, round=round_id)
    if not sees(request, sheet.person_id):
        raise PermissionDenied(_("Bản in ghi nơi lưu bản 1: chỉ người đăng ký và nơi lưu in được."))
    papers, name = _asked_for(request, sheet), f"ban-dang-ky-{pk}.{kind}"
    if kind == "docx":
        data = docx_of(Kind.FORM, sheet.unit.path, papers, made=sheet.submitted_at)
        return as_file(data, DOCX, name)
    return as_file(pdf_of(papers), "application/pdf", name)


def _asked_for(request: ActorRequest, sheet: Sheet) -> list[Paper]:
    """Return every paper of *sheet*, one of them, or its owner's draft where nothing is sent."""
    which = request.GET.get("lan", "")
    only = int(which) if which.isdecimal() and len(which) < LONG else None
    found = [] if "nhap" in request.GET else paired.papers([sheet], only)
    if not found and only is None and paired.may_draft(request.actor, sheet):
        found = paired.drafts(sheet)
    if not found:
        raise PermissionDenied(NOTHING)
    return found


@signed_in
@require_GET
def card_paper(request: ActorRequest, round_id: int, pk: int, kind: str) -> HttpResponse:
    """Give the card of one model of a unit."""
    model = registration_of(request, round_id, pk)
    if model.subject != Subject.MODEL:
        raise Http404
    paper, name = card(model), f"phieu-mo-hinh-{pk}.{kind}"
    if kind == "docx":
        data = docx_of(Kind.CARD, model.unit.path, [paper], made=model.submitted_at)
        return as_file(data, DOCX, name)
    return as_file(pdf_of([paper]), "application/pdf", name)


@signed_in
@require_GET
def blank(request: ActorRequest, round_id: int, subject: str, kind: str) -> HttpResponse:
    """Give the form of the round with nothing on it."""
    round_ = round_of(request, round_id)
    if subject not in Subject.values:
        raise Http404
    papers, name = blank_papers(request.actor, round_, Subject(subject)), f"mau-dang-ky.{kind}"
    if kind == "docx":
        data = docx_of(Kind.FORM, request.actor.unit_path, papers)
        return as_file(data, DOCX, name)
    return as_file(pdf_of(papers), "application/pdf", name)


@signed_in
@require_GET
def export(request: ActorRequest, round_id: int, kind: str) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    asked = forms.told(forms.wanted(by, request.GET), by, round_, request.GET)
    if request.GET.get("loai") != Subject.MODEL:
        asked = replace(asked, subject="")  # one table holds items and models
    rows = exports.sent_rows(by, round_, asked).order_by()
    if kind in {"pdf", "zip"}:
        chosen = forms.ticked(request.GET)
        rows = rows.filter(state__in=STANDING)  # what was returned is printed once sent again
        kept = rows.filter(pk__in=chosen) if chosen else rows
        return _sheets(request, kept.values("sheet"), kind)
    if rows[: MANY[kind] + 1].count() > MANY[kind]:
        words = _("Bảng có hơn %(n)s dòng. Hãy lọc theo một đơn vị rồi xuất.")
        raise PermissionDenied(words % {"n": MANY[kind]})
    if kind == "docx":
        made = exports.consolidated(by, round_, asked)
        path = asked.unit.path if asked.unit else by.reach
        return as_file(docx_of(Kind.TABLE, path, [made]), DOCX, "bieu-tong-hop.docx")
    return as_file(table.xlsx(by, round_, asked), XLSX, "dang-ky.xlsx")


def _urged(request: ActorRequest, round_: Round) -> tuple[list[Unit], date]:
    """Return the units a letter would urge and the day they missed; refuse where there is none."""
    due = queries.due(round_).day
    if not access.watches(request.actor):
        raise PermissionDenied(_("Chỉ người theo dõi đăng ký mới xem ai chưa đăng ký."))
    if due is None:
        raise PermissionDenied(_("Phong trào chưa có hạn đăng ký nên chưa có công văn đôn đốc."))
    behind_ = behind.units_behind(request.actor.reach, round_).order_by("path")
    units = list(behind_[: urging.MOST + 1])
    if not units or len(units) > urging.MOST:
        words = _(
            "Công văn đôn đốc ghi từ 1 đến %(n)s đơn vị còn thiếu; đang có nhiều hơn hoặc không có."
        )
        raise PermissionDenied(words % {"n": urging.MOST})
    return units, due


def _asked_again(request: ActorRequest, form: LetterForm, round_id: int) -> HttpResponse:
    messages.warning(request, f"{form['until'].label}. {' '.join(map(str, form.errors['until']))}")
    return redirect("registration:missing", round_id)


@signed_in
@require_http_methods(["GET", "POST"])
def urge(request: ActorRequest, round_id: int) -> HttpResponse:
    """Give the letter to the units where somebody has not registered, its number left open."""
    by, round_ = request.actor, round_of(request, round_id)
    units, due = _urged(request, round_)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, form, round_id)
    letter = urging.letter(by, round_, units, due=due, until=form.cleaned_data["until"])
    made = docx_of(Kind.REMINDER, by.reach, [letter])
    return as_file(made, DOCX, "cong-van-don-doc.docx")


@signed_in
@require_POST
def urge_numbered(request: ActorRequest, round_id: int) -> HttpResponse:
    """Take a number for the letter and give it."""
    round_ = round_of(request, round_id)
    units, due = _urged(request, round_)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, form, round_id)
    until = form.cleaned_data["until"]
    letter = actions.number_letter(round_, units, by=request.actor, due=due, until=until)
    return as_file(files.fetch(letter.file), DOCX, letter.file_name)
