"""The numbering books over HTTP."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.documents.books import access, actions, exports, forms, queries
from kheo.documents.books.models import Entry
from kheo.documents.books.states import ARRIVALS, State
from kheo.documents.exports import layout_of
from kheo.documents.states import Direction
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.orgs.answering import filled
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit

TEMPLATES = "documents/books/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _own(request: ActorRequest) -> Unit:
    require(access.may_enter, request.actor, None)
    return queries.unit_at(request.actor.reach)


def _crumbs(direction: str = Direction.OUT) -> list[tuple[str, str]]:
    name = _("Sổ văn bản đến") if direction == Direction.IN else _("Sổ văn bản đi")
    return [
        (_("Văn bản"), reverse("directive:index")),
        (name, reverse(f"books:{direction}")),
    ]


def _asked(request: ActorRequest, direction: str) -> queries.Asked:
    params = request.GET
    year = params.get("nam", "")
    return queries.Asked(
        direction=direction,
        year=int(year) if year.isdecimal() and len(year) == 4 else None,  # noqa: PLR2004 - a year
        kind=params.get("loai", ""),
        state=params.get("trang_thai", ""),
        words=params.get("q", "")[:100],
    )


@signed_in
@require_GET
def index(request: ActorRequest, direction: str) -> HttpResponse:
    unit, asked = _own(request), _asked(request, direction)
    rows = queries.listed(access.visible_to(request.actor), unit.path, asked)
    coming = direction == Direction.IN
    books = [b for b in queries.books_of(unit.path) if (b.kind == ARRIVALS) == coming]
    context = {
        "unit": unit,
        "direction": direction,
        "coming": coming,
        "filter": (forms.ArrivalFilter if coming else forms.RegisterFilter)(
            books, request.GET or None
        ),
        "filtered": bool(asked.year or asked.kind or asked.state or asked.words),
        "query": request.GET.urlencode(),
        "page": paged(request.GET, rows, "-pk"),
        "waiting": access.unentered(request.actor).count(),
        "may": access.may_number(request.actor, unit),
    }
    return page(request, f"{TEMPLATES}index.html", context, fragment="rows")


@signed_in
@require_GET
def table(request: ActorRequest, direction: str) -> HttpResponse:
    unit = _own(request)
    rows = queries.listed(access.visible_to(request.actor), unit.path, _asked(request, direction))
    response = HttpResponse(exports.xlsx(rows, direction, unit.name), content_type=XLSX)
    name = "so-van-ban-den.xlsx" if direction == Direction.IN else "so-van-ban-di.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


def _form(request: ActorRequest, form: Any, act: Any, **context: Any) -> HttpResponse:
    return filled(request, form, act, **({"crumbs": _crumbs(), "yes": _("Lưu")} | context))


@signed_in
@require_http_methods(["GET", "POST"])
def reserve(request: ActorRequest) -> HttpResponse:
    unit, by = _own(request), request.actor
    form = forms.ReserveForm(request.POST or None, initial={"on": clock.today(), "book": "CV"})

    def act(found: dict[str, Any]) -> None:
        do = actions.note_outside if found["symbol"] else actions.reserve
        entry = do(unit, found["book"], by=by, about=form.about())
        messages.success(request, _("Số %(symbol)s đã vào sổ.") % {"symbol": entry.symbol})

    return _form(
        request, form, act, heading=_("Lấy số văn bản đi"), lead=unit.name,
        done=_("Ghi đã ban hành khi văn bản được ký; huỷ kèm lý do khi không dùng."),
        yes=_("Lấy số"), may=access.may_number(by, unit),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def arrive(request: ActorRequest) -> HttpResponse:
    unit, by = _own(request), request.actor
    form = forms.ArrivalForm(request.POST or None, initial={"arrived_on": clock.today()})

    def act(found: dict[str, Any]) -> None:
        on = found["arrived_on"]
        entry = actions.arrive(unit, by=by, arrived_on=on, about=form.about())
        messages.success(request, _("Số đến %(number)s.") % {"number": entry.number})

    return _form(
        request, form, act, crumbs=_crumbs(Direction.IN), heading=_("Ghi văn bản đến"),
        lead=unit.name, done=_("Đã vào sổ."), yes=_("Vào sổ"), may=access.may_number(by, unit),
    )  # fmt: skip


def _entry(request: ActorRequest, pk: int) -> Entry:
    return get_object_or_404(access.visible_to(request.actor), pk=pk)


@signed_in
@require_http_methods(["GET", "POST"])
def issue(request: ActorRequest, pk: int) -> HttpResponse:
    entry, by = _entry(request, pk), request.actor
    initial = {"on": entry.on, "subject": entry.subject, "parties": entry.parties}
    form = forms.IssueForm(request.POST or None, initial=initial)
    return _form(
        request, form, lambda _found: actions.issue(entry, by=by, about=form.about()),
        heading=_("Ghi đã ban hành số %s") % entry, lead=entry.kind,
        done=_("Đã ghi."), may=access.may_change(by, entry),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    entry, by = _entry(request, pk), request.actor
    form = forms.WithdrawForm(request.POST or None, initial={"on": clock.today()})
    return _form(
        request, form, lambda found: actions.withdraw(entry, by=by, **found),
        heading=_("Thu hồi văn bản số %s") % entry, lead=entry.subject, danger=True,
        note=_("Số giữ nguyên trong sổ cùng ngày, lý do; không cấp lại. Kết quả đã ghi theo văn bản này (khen thưởng, kế hoạch) không tự đổi."),
        done=_("Đã ghi thu hồi."), yes=_("Thu hồi"), may=access.may_withdraw(by, entry),
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, pk: int) -> HttpResponse:
    entry, by = _entry(request, pk), request.actor
    form = forms.CancelForm(request.POST or None)
    mistaken = entry.state == State.ISSUED  # only a line that may be struck gets as far as this
    return _form(
        request, form, lambda found: actions.cancel(entry, by=by, reason=found["reason"]),
        crumbs=_crumbs(entry.direction), lead=entry.subject,
        heading=(_("Bỏ dòng ghi nhầm: số %s") if mistaken else _("Huỷ số %s")) % entry,
        note=_("Dòng này vẫn nằm trong sổ cùng lý do; số không cấp lại."), danger=True,
        done=_("Đã huỷ."), yes=_("Bỏ dòng") if mistaken else _("Huỷ số"),
        may=access.may_cancel(by, entry),
    )  # fmt: skip


@signed_in
@require_GET
def unentered(request: ActorRequest) -> HttpResponse:
    unit = _own(request)
    found = paged(request.GET, access.unentered(request.actor), "-pk")
    return page(
        request, f"{TEMPLATES}unentered.html", {"page": found, "unit": unit}, fragment="rows"
    )


@signed_in
@require_POST
def enter(request: ActorRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(access.unentered(request.actor).select_related("unit"), pk=pk)
    try:
        entry = actions.enter(document, by=request.actor)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Số %(symbol)s đã vào sổ.") % {"symbol": entry})
    return redirect("books:unentered")


@signed_in
@require_http_methods(["GET", "POST"])
def rules(request: ActorRequest) -> HttpResponse:
    unit, by = _own(request), request.actor
    today = clock.today()
    form = forms.RuleForm(request.POST or None, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rule(unit, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã lưu cách ghi số."))
            return redirect("books:rules")
    context = {
        "unit": unit, "form": form, "rules": access.visible_rules(by),
        "terms": access.visible_terms(by), "party": layout_of(unit) == "party",
        "samples": queries.samples(unit, today),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}rules.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def term(request: ActorRequest) -> HttpResponse:
    unit, by = _own(request), request.actor
    form = forms.TermForm(request.POST or None)
    return _form(
        request, form, lambda found: actions.term(unit, by=by, **found),
        crumbs=[*_crumbs(), (_("Cách ghi số"), reverse("books:rules"))],
        heading=_("Ghi nhiệm kỳ"), lead=unit.name, done=_("Đã ghi nhiệm kỳ."),
        may=access.may_number(by, unit),
    )  # fmt: skip
