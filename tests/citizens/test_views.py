"""The pages of what people say: who opens them, what stands on them, what they cost."""

import datetime as dt
import io

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kheo.citizens import actions, queries
from kheo.citizens.models import Grievance
from kheo.citizens.states import State
from kheo.movement.s8_report import exports
from kheo.movement.s8_report import queries as report
from kheo.movement.s8_report.lines import HEARD
from kheo.orgs.models import Unit
from tests.citizens.conftest import DUE, FACTS
from tests.factories import RoundFactory, UnitFactory
from tests.factories.citizens import GrievanceFactory

SOLVED = {"outcome": "Đã rải đá", "solved_on": dt.date(2026, 3, 12)}
TYPED = {
    "kind": "grievance", "title": "Đường lầy", "place": "Bản Nà Pang", "heard": "meeting",
    "heard_on": "16/3/2026", "people": "40", "due_on": "31/3/2026", "key": "k1",
}  # fmt: skip


def url(name, *args, **query):
    return reverse(f"citizens:{name}", args=args, query=query or None)


def titles(response):
    return [g.title for g in response.context["page"].rows]


def asked(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("rows", (1, 3))
def test_a_list_costs_the_same_with_one_row_and_with_three(enter, round_, unit, clerk, rows):
    for _n in range(rows):
        GrievanceFactory(round=round_, unit=unit)
    client = enter(clerk)
    client.get(url("grievances", round_.pk))

    assert asked(client, url("grievances", round_.pk)) == 7
    assert asked(client, url("figures", round_.pk)) == 8


def test_a_page_of_one_costs_the_same_whoever_reads(enter, round_, unit, keeper, person):
    one = GrievanceFactory(round=round_, unit=unit, handler=person, state=State.IN_HAND)
    client = enter(keeper)
    client.get(url("grievance", round_.pk, one.pk))

    assert asked(client, url("grievance", round_.pk, one.pk)) == 5


def test_tabs_and_a_search_without_marks_sift_the_list(enter, round_, unit, clerk):
    known = {"round": round_, "unit": unit}
    GrievanceFactory(title="Nước đục", due_on=dt.date(2026, 3, 10), **known)
    GrievanceFactory(title="Đường lầy", **known)
    GrievanceFactory(title="Đã xong trễ", state=State.SOLVED, late=True, **SOLVED, **known)
    GrievanceFactory(title="", state=State.DROPPED, **known)
    client = enter(clerk)

    def at(**query):
        return titles(client.get(url("grievances", round_.pk, **query)))

    assert at() == ["Đã xong trễ", "Đường lầy", "Nước đục"]
    assert at(xem="qua-han") == ["Nước đục"]
    assert at(xem="tre") == ["Đã xong trễ"]
    assert at(xem="dropped") == [""]
    assert at(q="duong LAY") == ["Đường lầy"]
    tabs = client.get(url("grievances", round_.pk)).context["tabs"]
    assert [(tab["text"], tab["count"]) for tab in tabs] == [
        ("Tất cả", 3), ("Quá hạn", 1), ("Chờ giao", 2), ("Đang giải quyết", 0),
        ("Chờ trả lời dân", 1), ("Đã trả lời dân", 0), ("Giải quyết trễ hạn", 1), ("Đã bỏ", 1),
    ]  # fmt: skip


def test_what_a_closed_year_still_owes_stands_on_the_list_of_the_year_that_runs(
    enter, round_, unit, keeper
):
    last = RoundFactory(movement=round_.movement, year=2025, state="closed")
    GrievanceFactory(round=last, unit=unit, title="Còn nợ")
    GrievanceFactory(round=last, unit=unit, title="Đã xong", state=State.PASSED_ON,
                     passed_to="Xã", passed_on=dt.date(2025, 5, 5))  # fmt: skip
    client = enter(keeper)

    assert titles(client.get(url("grievances", round_.pk))) == ["Còn nợ"]
    assert titles(client.get(url("grievances", last.pk))) == ["Đã xong", "Còn nợ"]


def test_every_chair_finds_its_own(enter, round_, unit, handler, clerk, neighbour):
    one = GrievanceFactory(
        round=round_, unit=unit, handler_id=handler.person_id, state=State.IN_HAND
    )
    at, every = url("grievance", round_.pk, one.pk), url("grievances", round_.pk)
    chairs = (clerk, handler, neighbour)

    assert [enter(by).get(at).status_code for by in chairs] == [200, 200, 404]
    assert [titles(enter(by).get(every)) for by in chairs] == [[one.title], [one.title], []]


def test_a_party_cell_is_told_in_which_capacity_to_look(enter, round_, unit, cell):
    one = GrievanceFactory(round=round_, unit=unit)
    client = enter(cell)

    refused = client.get(url("grievances", round_.pk))

    assert (refused.status_code, "Đổi sang tư cách" in refused.text) == (403, True)
    assert client.get(url("grievance", round_.pk, one.pk)).status_code == 404


def test_what_was_typed_is_kept_and_each_fault_said_beside_it(enter, round_, keeper):
    wrong = TYPED | {"people": "0", "due_on": "31/2/2026", "kind": "denunciation"}

    page = enter(keeper).post(url("record", round_.pk), wrong)

    assert list(page.context["form"].errors) == ["kind", "people", "due_on"]
    assert "Tố cáo không ghi ở đây, và chưa ghi gì." in page.text
    assert "Đường lầy" in page.text
    assert Grievance.objects.count() == 0


def test_a_step_asks_says_it_is_done_and_refuses_what_the_state_does_not_allow(
    enter, round_, keeper, person
):
    client = enter(keeper)
    client.post(url("record", round_.pk), TYPED)
    one = Grievance.objects.get()

    early = client.get(url("solve", round_.pk, one.pk))
    done = client.post(
        url("assign", round_.pk, one.pk), {"handler": person.pk, "due_on": "31/3/2026"}, follow=True
    )

    assert "trạng thái “Chờ giao”" in early.text
    assert done.redirect_chain == [(url("grievance", round_.pk, one.pk), 302)]
    assert ("Lò Thị Thanh" in done.text, "Ghi kết quả" in done.text) == (True, True)


def test_of_two_windows_the_second_is_told_and_keeps_what_it_typed(enter, round_, keeper, person):
    one = actions.record(round_, by=keeper, facts=FACTS)
    actions.assign(one, by=keeper, handler=person, due_on=DUE)
    actions.solve(one, by=keeper, outcome="Một", solved_on=DUE.replace(day=20))

    typed = {"outcome": "Lời thứ hai", "solved_on": "20/3/2026"}
    page = enter(keeper).post(url("solve", round_.pk, one.pk), typed)

    assert "vừa được xử lý ở nơi khác" in page.text
    assert "Lời thứ hai" in page.text


def test_figures_count_each_unit_below_with_all_that_lies_under_it(round_, agency, unit, clerk):
    below = UnitFactory(path="001.003.001.004.", parent=unit)
    known = {"round": round_, "people": 10}
    GrievanceFactory(unit=agency, **known)
    GrievanceFactory(unit=unit, state=State.SOLVED, **SOLVED, **known)
    GrievanceFactory(unit=below, state=State.SOLVED, late=True, **SOLVED, **known)
    GrievanceFactory(unit=below, due_on=dt.date(2026, 3, 9), **known)
    GrievanceFactory(unit=below, state=State.DROPPED, **known)
    units = list(Unit.objects.filter(pk__in=[agency.pk, unit.pk]).order_by("path"))

    rows = queries.figures(clerk, round_, units)

    assert [(row.own, row.cells) for row in rows] == [
        (True, [1, 10, 0, 0, 0, 0, 0, 0]),
        (False, [3, 30, 2, 1, 1, 0, 1, 0]),
    ]
    assert queries.total(clerk, round_).cells == [4, 40, 2, 1, 1, 0, 1, 0]


def test_the_report_of_the_year_counts_what_was_heard_and_solved(round_, agency, unit):
    known = {"round": round_, "unit": unit}
    GrievanceFactory(**known)
    GrievanceFactory(state=State.SOLVED, **SOLVED, **known)
    GrievanceFactory(state=State.DROPPED, **known)
    elsewhere = GrievanceFactory(round=round_)

    found = report.figures(round_, agency.path)

    assert (found["grievances"], found["grievances_solved"]) == (2, 1)
    assert report.figures(round_, elsewhere.path)["grievances"] == 1
    older = {k: n for k, n in found.items() if k not in HEARD}
    assert "Bức xúc, nguyện vọng của dân" in [g.title for g in exports.grouped(found)]
    assert "Bức xúc, nguyện vọng của dân" not in [g.title for g in exports.grouped(older, found)]


def test_the_list_and_the_figures_go_out_as_a_sheet(enter, round_, unit, clerk):
    GrievanceFactory(round=round_, unit=unit, title="=1+1", due_on=dt.date(2026, 3, 9))
    client = enter(clerk)

    def rows(name):
        sent = client.get(url(name, round_.pk)).content
        return python_calamine.load_workbook(io.BytesIO(sent)).get_sheet_by_index(0).to_python()

    row = rows("table")[-1]
    assert (row[1], row[3], row[-1]) == ("Phòng Hạ tầng", "=1+1", "Quá hạn")
    assert rows("figures_table")[-1][:3] == ["Cộng", 1, 40]


def test_what_waits_is_told_to_who_may_do_it(round_, unit, keeper, handler, clerk, cell, person):
    known = {"round": round_, "unit": unit}
    GrievanceFactory(**known)
    GrievanceFactory(state=State.SOLVED, **SOLVED, **known)
    GrievanceFactory(state=State.IN_HAND, handler=person, due_on=dt.date(2026, 3, 10), **known)

    def waits(by):
        rows = (row for found in queries.waiting_rows(by, round_) for row in found)
        return {row["what"].removeprefix("grievance."): row["n"] for row in rows if row["n"]}

    assert waits(keeper) == {"recorded": 1, "solved": 1, "overdue": 1}
    assert (waits(handler), waits(clerk), waits(cell)) == ({"mine": 1}, {}, {})


def test_the_desk_shows_it_as_overdue_and_leads_there(enter, round_, unit, keeper, person):
    GrievanceFactory(
        round=round_, unit=unit, state=State.IN_HAND, handler=person, due_on=dt.date(2026, 3, 10)
    )
    client = enter(keeper)

    [first, *_rest] = client.get("/").context["waiting"]

    line = next(x for x in first.lines if "ý kiến" in x.title)
    assert (first.heading, line.when, line.tone) == ("Quá hạn", "Đã quá hạn", "late")
    assert len(titles(client.get(line.url))) == 1


def test_the_page_of_a_movement_and_the_menu_lead_there_but_for_a_party_cell(
    enter, round_, keeper, cell
):
    address = url("grievances", round_.pk)

    page, hidden = (enter(by).get(reverse("movement", args=[round_.pk])) for by in (keeper, cell))

    assert (f'href="{address}"' in page.text, f'href="{address}"' in hidden.text) == (True, False)
    menu = reverse("current", args=["y-kien"])
    assert (f'href="{menu}"' in page.text, f'href="{menu}"' in hidden.text) == (True, False)
    assert enter(keeper).get(menu).headers["Location"] == address
