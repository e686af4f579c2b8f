"""Numbers are taken, held, issued, cancelled and withdrawn: none is lost and none is given twice."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from python_calamine import CalamineWorkbook

from kheo.documents.books import access, actions, exports, queries
from kheo.documents.books.actions import About
from kheo.documents.books.forms import ArrivalFilter
from kheo.documents.books.models import Entry, SymbolRule, Term
from kheo.documents.books.states import State
from kheo.documents.models import NumberBook
from kheo.documents.states import Direction
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.orgs.states import Line, Power
from tests.factories import DocumentFactory, UnitFactory, actor_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DAY = dt.date(2026, 3, 20)


class Office:
    def __init__(self):
        self.unit = UnitFactory(path="001.", name="UBND phường Him Lam", symbol="UBND")
        self.clerk = actor_in(self.unit, Power.FILE)
        self.party = UnitFactory(path="002.", name="Đảng uỷ", symbol="ĐU", line=Line.PARTY)
        self.party_clerk = actor_in(self.party, Power.FILE)

    def reserve(self, kind="KH", on=DAY, **words):
        return actions.reserve(self.unit, kind, by=self.clerk, about=About(on=on, **words))

    def issued(self, kind, **about):
        entry = self.reserve(kind, **about)
        return actions.issue(entry, by=self.clerk, about=About(on=entry.on))

    def party_number(self, kind="QĐ", on=DAY):
        return actions.reserve(self.party, kind, by=self.party_clerk, about=About(on=on)).symbol


@pytest.fixture
def office():
    return Office()


def test_numbers_of_the_state_run_by_kind_and_begin_again_each_year(office):
    taken = [office.reserve().symbol for _n in range(2)]
    taken.append(office.reserve(on=dt.date(2027, 1, 4), next_year=True).symbol)

    assert taken == ["01/KH-UBND", "02/KH-UBND", "01/KH-UBND"]
    assert (office.reserve("CV").symbol, office.reserve("QĐ").symbol) == ("01/UBND", "01/QĐ-UBND")


def test_numbers_of_a_committee_run_through_its_term(office):
    actions.term(
        office.party, by=office.party_clerk,
        since=dt.date(2025, 8, 15), until=dt.date(2030, 8, 15),
    )  # fmt: skip

    taken = [office.party_number(on=on) for on in (DAY, dt.date(2027, 2, 1))]

    assert taken == ["01-QĐ/ĐU", "02-QĐ/ĐU"]
    assert [str(b.years) for b in NumberBook.objects.all()] == ["2025-2030"]


def test_a_term_written_down_late_goes_on_after_the_numbers_given_by_the_year(office):
    before = [office.party_number() for _n in range(2)]
    since, until = dt.date(2025, 8, 15), dt.date(2030, 8, 15)

    actions.term(office.party, by=office.party_clerk, since=since, until=until)

    assert (before, office.party_number()) == (["01-QĐ/ĐU", "02-QĐ/ĐU"], "03-QĐ/ĐU")


def test_two_terms_do_not_overlap(office):
    first = {"since": dt.date(2025, 8, 15), "until": dt.date(2030, 8, 15)}
    actions.term(office.party, by=office.party_clerk, **first)

    with pytest.raises(ValidationError, match="Trùng với nhiệm kỳ 2025-2030"):
        actions.term(office.party, by=office.party_clerk, since=DAY, until=dt.date(2031, 1, 1))

    assert Term.objects.count() == 1


def test_a_rule_of_the_unit_composes_the_symbol_from_its_day_on_and_for_units_below(office):
    below = UnitFactory(path="001.001.", parent=office.unit, symbol="VP")
    actions.rule(office.unit, by=office.clerk, kind="", pattern="{number}-{year}/{kind}-{unit}",
                 since=DAY)  # fmt: skip

    early = office.reserve(on=dt.date(2026, 3, 1)).symbol
    later = office.reserve().symbol
    deep = actions.reserve(below, "BC", by=office.clerk, about=About(on=DAY)).symbol

    assert (early, later, deep) == ("01/KH-UBND", "02-2026/KH-UBND", "01-2026/BC-VP")


@pytest.mark.parametrize(
    "pattern", ("{kind}-{unit}", "{number}/{name}", "{number}/{", "{number!r}")
)
def test_a_rule_without_a_number_or_with_unknown_fields_is_refused(office, pattern):
    with pytest.raises(ValidationError, match="Phải có"):
        actions.rule(office.unit, by=office.clerk, kind="", pattern=pattern, since=DAY)

    assert not SymbolRule.objects.exists()


def test_a_cancelled_number_keeps_its_line_and_its_reason(office):
    entry = office.reserve()
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.cancel(entry, by=office.clerk, reason="  ")

    actions.cancel(entry, by=office.clerk, reason="Kế hoạch không ban hành.")

    kept = Entry.objects.get()
    assert (kept.state, kept.reason) == (State.CANCELLED, "Kế hoạch không ban hành.")
    assert (office.reserve().symbol, queries.gaps(kept.book)) == ("02/KH-UBND", [])
    assert [e.verb for e in trail.history_of(kept).order_by("pk")] == [
        "number.take", "number.cancel",
    ]  # fmt: skip


def test_what_went_out_is_withdrawn_and_not_cancelled(office):
    entry = office.issued("QĐ", subject="Tặng Giấy khen")
    by_paper = office.issued("QĐ", on=dt.date(2026, 3, 20))
    with pytest.raises(PermissionDenied, match="thu hồi văn bản, không huỷ số"):
        actions.cancel(entry, by=office.clerk, reason="Ký nhầm")
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.withdraw(entry, by=office.clerk, on=DAY, reason=" ")

    actions.withdraw(entry, by=office.clerk, on=DAY, reason="Ký nhầm", paper="02/QĐ-UBND")

    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.state, kept.reason, kept.withdrawn_on) == (State.WITHDRAWN, "Ký nhầm", DAY)
    assert kept.withdrawn_by == by_paper
    assert [exports.note(e) for e in (kept, by_paper)] == [
        "Thu hồi ngày 20/3/2026 bằng 02/QĐ-UBND: Ký nhầm", "Thu hồi 01/QĐ-UBND",
    ]  # fmt: skip
    assert trail.history_of(kept).order_by("pk").last().verb == "number.withdraw"
    with pytest.raises(ValidationError, match="đã có trong sổ"):
        actions.note_outside(
            office.unit, "QĐ", by=office.clerk, about=About(on=DAY, symbol="01/QĐ-UBND")
        )


def test_a_paper_is_withdrawn_between_its_day_and_today_by_another_that_stands(office):
    entry, held = office.issued("QĐ"), office.reserve("QĐ")

    def refused(**given):
        asked = {"on": DAY, "reason": "Ký nhầm", **given}
        with pytest.raises(ValidationError) as error:
            actions.withdraw(entry, by=office.clerk, **asked)
        return error.value.messages[0]

    assert refused(on=dt.date(2026, 3, 19)).startswith("Đang ghi 19/3/2026. Ngày thu hồi từ")
    assert refused(on=dt.date(2026, 3, 21)).startswith("Đang ghi 21/3/2026. Ngày thu hồi từ")
    assert refused(paper=str(entry)).startswith("Đang ghi chính số này.")
    assert refused(paper=str(held)).startswith("Số 02/QĐ-UBND trong sổ: đã giữ số.")
    with pytest.raises(PermissionDenied, match="chưa đứng trên văn bản nào"):
        actions.withdraw(held, by=office.clerk, on=DAY, reason="Ký nhầm")


def test_a_paper_of_another_office_may_withdraw_one_of_ours(office):
    entry = office.issued("QĐ")

    actions.withdraw(entry, by=office.clerk, on=DAY, reason="Trái thẩm quyền", paper="9/QĐ-UBND")

    assert (entry.withdrawal, entry.withdrawn_by) == ("9/QĐ-UBND", None)


def test_a_line_written_by_mistake_is_struck_and_what_came_in_is_not_withdrawn(office):
    about = About(on=DAY, symbol="9/UBND", parties="UBND tỉnh")
    came = actions.arrive(office.unit, by=office.clerk, arrived_on=DAY, about=about)
    with pytest.raises(PermissionDenied, match="do nơi ban hành thu hồi"):
        actions.withdraw(came, by=office.clerk, on=DAY, reason="Nhầm")
    elsewhere = actions.note_outside(office.unit, "CV", by=office.clerk, about=about)

    for entry in (came, elsewhere):
        actions.cancel(entry, by=office.clerk, reason="Ghi hai lần")

    verbs = [trail.history_of(e).order_by("pk").last().verb for e in (came, elsewhere)]
    assert (came.state, elsewhere.state) == (State.CANCELLED, State.CANCELLED)
    assert verbs == ["number.strike", "number.strike"]


def test_a_day_out_of_the_order_of_numbers_asks_for_a_reason_and_keeps_it(office):
    office.reserve()
    with pytest.raises(ValidationError, match="số 01/KH-UBND ghi ngày 20/3/2026") as error:
        office.reserve(on=dt.date(2026, 3, 2))

    late = office.reserve(on=dt.date(2026, 3, 2), misdated=" Ký từ  đầu tháng ")
    plain = office.reserve(misdated="không cần")

    assert list(error.value.message_dict) == ["misdated"]
    assert [(e.symbol, e.misdated) for e in (late, plain)] == [
        ("02/KH-UBND", "Ký từ đầu tháng"), ("03/KH-UBND", ""),
    ]  # fmt: skip
    assert exports.note(late) == "Số và ngày không cùng thứ tự: Ký từ đầu tháng"


def test_a_held_number_issued_on_a_day_after_the_next_one_asks_for_a_reason(office):
    first, _second = office.reserve(on=dt.date(2026, 3, 2)), office.issued("KH")
    later = About(on=dt.date(2026, 3, 25))
    with pytest.raises(ValidationError, match="số 02/KH-UBND ghi ngày 20/3/2026"):
        actions.issue(first, by=office.clerk, about=later)

    actions.issue(first, by=office.clerk, about=replace(later, misdated="Chờ ký"))

    assert (first.state, first.misdated) == (State.ISSUED, "Chờ ký")


def test_the_book_of_next_year_opens_only_when_that_is_meant(office):
    with pytest.raises(ValidationError, match="sổ năm 2027 chưa mở") as error:
        office.reserve(on=dt.date(2027, 3, 20))
    books = NumberBook.objects.count()

    office.reserve(on=dt.date(2027, 3, 20), next_year=True)

    assert (list(error.value.message_dict), books) == (["next_year"], 0)
    assert office.reserve(on=dt.date(2027, 3, 20)).symbol == "02/KH-UBND"


def test_a_held_number_is_issued_once_on_a_day_of_its_book(office):
    entry = office.reserve()
    with pytest.raises(ValidationError, match="thuộc sổ 2026"):
        actions.issue(entry, by=office.clerk, about=About(on=dt.date(2027, 1, 2)))
    again = Entry.objects.get()

    actions.issue(entry, by=office.clerk, about=About(on=DAY, subject="Kế hoạch năm"))

    assert (Entry.objects.get().state, Entry.objects.get().subject) == ("issued", "Kế hoạch năm")
    with pytest.raises(StaleStateError):
        actions.issue(again, by=office.clerk, about=About(on=DAY))


def test_a_number_taken_elsewhere_is_kept_marked_and_its_own_number_is_never_given(office):
    outside = actions.note_outside(
        office.unit, "KH", by=office.clerk, about=About(on=DAY, symbol="02/KH-UBND", subject="Cũ")
    )

    taken = [office.reserve().symbol for _n in range(2)]

    assert (outside.outside, outside.state) == (True, State.ISSUED)
    assert taken == ["01/KH-UBND", "03/KH-UBND"]
    skipped = Entry.objects.get(number=2)
    assert (skipped.state, skipped.reason) == (State.CANCELLED, "Số này đã dùng ngoài sổ.")
    with pytest.raises(ValidationError, match="đã có trong sổ"):
        actions.note_outside(
            office.unit, "KH", by=office.clerk, about=About(on=DAY, symbol="02/KH-UBND")
        )


def test_a_typed_number_that_is_held_in_the_book_is_that_number(office):
    held = office.reserve()

    found = actions.typed(
        office.unit, "KH", by=office.clerk, about=About(on=DAY, symbol="01/KH-UBND", subject="Mới")
    )

    assert (found, found.state, Entry.objects.count()) == (held, State.ISSUED, 1)


def test_papers_that_come_in_take_arrival_numbers_and_keep_their_own(office):
    about = About(on=dt.date(2026, 3, 2), symbol="54/KH-UBND", parties="UBND tỉnh", subject="A")

    numbers = [
        actions.arrive(office.unit, by=office.clerk, arrived_on=DAY, about=about).number
        for _n in range(2)
    ]

    assert numbers == [1, 2]
    with pytest.raises(ValidationError, match="không thể sau hôm nay"):
        actions.arrive(office.unit, by=office.clerk, arrived_on=dt.date(2026, 3, 21), about=about)


def test_what_came_in_is_found_by_the_kind_of_the_paper(office):
    for n, kind in enumerate(("công văn", "KẾ HOẠCH", "Thư ngỏ"), 1):
        about = About(on=DAY, symbol=f"{n}/X", parties="UBND tỉnh", kind=kind)
        actions.arrive(office.unit, by=office.clerk, arrived_on=DAY, about=about)

    def found(**asked):
        rows = access.visible_to(office.clerk)
        rows = queries.listed(rows, "001.", queries.Asked("in", **asked)).order_by("pk")
        return [(e.number, e.kind) for e in rows]

    assert found(kind="CV") == [(1, "Công văn")]
    assert found(kind="KH") == [(2, "Kế hoạch")]
    assert found(kind="other") == [(3, "Thư ngỏ")]


def test_the_register_of_what_came_in_filters_by_its_own_words(office):
    actions.arrive(office.unit, by=office.clerk, arrived_on=DAY, about=About(on=DAY))

    fields = ArrivalFilter(list(queries.books_of("001."))).fields

    assert [str(name) for _v, name in fields["trang_thai"].choices] == [
        "Tất cả", "Đã vào sổ", "Đã huỷ",
    ]  # fmt: skip
    assert [str(n) for _v, n in fields["loai"].choices][-1] == "Loại khác"
    assert (fields["q"].label, list(fields)) == (
        "Số, trích yếu, tác giả", ["q", "nam", "loai", "trang_thai"],
    )  # fmt: skip


def test_files_received_before_are_entered_once(office):
    came = DocumentFactory(unit=office.unit)
    sent = DocumentFactory(unit=office.unit, direction=Direction.OUT, kind="Kế hoạch",
                           number="9/KH-UBND")  # fmt: skip

    for paper in (came, came, sent):
        actions.enter(paper, by=office.clerk)

    rows = Entry.objects.order_by("pk").values_list("direction", "number", "symbol")
    assert list(rows) == [("in", 1, came.number), ("out", None, "9/KH-UBND")]
    assert not access.unentered(office.clerk).exists()


def test_only_the_clerk_of_the_office_takes_numbers_and_sees_the_book(office):
    entry = office.reserve()
    stranger = actor_in(UnitFactory(path="005."), Power.FILE)
    colleague = actor_in(office.unit, Power.PLAN)

    for by in (stranger, colleague):
        with pytest.raises(PermissionDenied):
            actions.reserve(office.unit, "KH", by=by, about=About(on=DAY))
        with pytest.raises(PermissionDenied):
            actions.cancel(entry, by=by, reason="x")

    seen = [access.visible_to(by).count() for by in (office.clerk, stranger, colleague)]
    assert seen == [1, 0, 0]


def test_the_register_is_searched_folded_and_filtered(office):
    office.reserve(subject="Hoà giải ở cơ sở")
    office.reserve("QĐ", subject="Khen thưởng")

    def found(**asked):
        rows = access.visible_to(office.clerk)
        return [str(e) for e in queries.listed(rows, "001.", queries.Asked("out", **asked))]

    assert found(words="hoa giai") == ["01/KH-UBND"]
    assert found(kind="QĐ", year=2026) == ["01/QĐ-UBND"]
    assert (found(year=2025), found(state="cancelled"), found(state="outside")) == ([], [], [])


def test_the_registers_are_tables_of_the_decree(office):
    office.reserve(subject="Kế hoạch năm", parties="Các đơn vị")
    rows = access.visible_to(office.clerk)

    data = exports.xlsx(rows, Direction.OUT, "UBND phường Him Lam")

    table = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert table[0][0] == "Sổ văn bản đi"
    assert table[4][:4] == ["01/KH-UBND", DAY, "Kế hoạch. Kế hoạch năm", "Các đơn vị"]
