"""Who keeps the books of an office: its clerk, who files, or who launches a movement there."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.documents.books.models import Entry, SymbolRule, Term
from kheo.documents.books.states import State
from kheo.documents.models import OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel.access import ALLOWED, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.orgs.models import Unit
from kheo.orgs.states import Power


def keeps(by: Actor) -> bool:
    return by.has(Power.FILE)


def may_enter(by: Actor, _record: None = None) -> Verdict:
    if not keeps(by):
        return denied(_("Sổ văn bản dành cho người được giao lưu hồ sơ của cơ quan."))
    return ALLOWED


def may_number(by: Actor, unit: Unit) -> Verdict:
    if not by.may(Power.FILE, unit.path):
        return denied(_("Chỉ người được giao lưu hồ sơ của cơ quan mới lấy và huỷ số."))
    if unit.closed_on:
        return denied(_("Đơn vị đã đóng. Sổ của đơn vị được giữ nguyên."))
    return ALLOWED


def may_take(by: Actor, unit: Unit) -> Verdict:
    """Say whether *by* may put a number of *unit* on a paper: without a sign it has no book."""
    verdict = may_number(by, unit)
    if verdict and not (unit.symbol or unit.short_name):
        words = _(
            "%(unit)s chưa có chữ viết tắt nên chưa có sổ để lấy số. "
            "Người quản trị ghi ở trang đơn vị."
        )
        return denied(words % {"unit": unit.name})
    return verdict


def may_change(by: Actor, entry: Entry) -> Verdict:
    return may_number(by, entry.book.unit)


def may_cancel(by: Actor, entry: Entry) -> Verdict:
    verdict = may_change(by, entry)
    if verdict and entry.went_out:
        return denied(_("Văn bản mang số này đã ban hành: thu hồi văn bản, không huỷ số."))
    return verdict


def may_withdraw(by: Actor, entry: Entry) -> Verdict:
    verdict = may_change(by, entry)
    if verdict and entry.direction == Direction.IN:
        return denied(_("Văn bản đến do nơi ban hành thu hồi; ở đây chỉ bỏ dòng ghi nhầm."))
    if verdict and entry.state == State.RESERVED:
        return denied(_("Số này chưa đứng trên văn bản nào: huỷ số, không thu hồi."))
    return verdict


def visible_to(by: Actor) -> QuerySet[Entry]:
    """Return the lines of the books of the units *by* files for."""
    rows = Entry.objects.select_related("book__unit", "taken_by", "document")
    seen = rows.filter(under(by.reach, "book__unit__path")) if keeps(by) else rows.none()
    return seen.prefetch_related("withdraws")


def visible_rules(by: Actor) -> QuerySet[SymbolRule]:
    rows = SymbolRule.objects.filter(unit__path=by.reach)
    return rows if keeps(by) else rows.none()


def visible_terms(by: Actor) -> QuerySet[Term]:
    return Term.objects.filter(unit__path=by.reach) if keeps(by) else Term.objects.none()


def unentered(by: Actor) -> QuerySet[OfficialDocument]:
    """Return the papers of the office that stand in the register of files and in no book."""
    if not keeps(by):
        return OfficialDocument.objects.none()
    return OfficialDocument.objects.filter(unit__path=by.reach, entry=None)
