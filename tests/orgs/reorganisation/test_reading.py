"""Figures read as then and mapped to today come to the same sums, and each record counts once."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from kheo.desk import heat
from kheo.kernel.ui.written import day
from kheo.movement.models import Registration
from kheo.movement.s1_directive.addressed import scope_figures
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s2_plan import queries as plans
from kheo.movement.s3_registration import queries as registrations
from kheo.movement.s3_registration.queries import Wanted
from kheo.movement.s4_progress import queries as progress
from kheo.movement.s8_report import duties, retold
from kheo.movement.s8_report import queries as reports
from kheo.orgs.models import FormerName, Post, Unit
from kheo.orgs.reorganisation import actions, heirs
from kheo.orgs.reorganisation.routes import Outline
from kheo.orgs.reorganisation.states import Sort, Told
from kheo.orgs.states import Power
from tests.factories import PlanFactory, PostFactory, UnitFactory, actor_in
from tests.factories.report import ReportFactory
from tests.orgs.reorganisation.conftest import MARCH, merge, paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

# Two people with two items each in either commune, in either year.
APART, TOGETHER, NOBODY = (2, 4, 3), (4, 8, 6), (0, 0, 0)


@pytest.fixture
def joined(communes, administrator, heads, year):
    actions.reorganise(merge(communes[0], into=communes[1], heads=heads), by=administrator)
    return communes


def told(round_, unit, how):
    found = retold.figures(round_, unit.path, how)
    return found["people"], found["items"], found["staff"]


@pytest.mark.parametrize(
    ("which", "later"), ((0, APART), (1, TOGETHER)), ids=("closed year", "running year")
)
def test_as_then_each_commune_has_its_own_and_today_one_has_all(joined, year, which, later):
    """As then is the day reports are due: of the running year who goes on reports of all."""
    pang, hoi = joined

    assert [told(year[which], unit, Told.THEN) for unit in joined] == [APART, later]
    assert [told(year[which], unit, Told.NOW) for unit in (pang, hoi)][1] == TOGETHER


def test_the_page_of_who_closed_within_the_year_says_who_tells_its_figures(joined, year):
    pang, hoi = (Unit.objects.get(pk=unit.pk) for unit in joined)

    [words] = retold.notes(year[1], pang, Told.THEN)

    assert f"Đơn vị đóng từ ngày {day(pang.closed_on)}." in words
    assert f"{hoi.name} báo cáo cả năm {year[1].year}" in words
    others = ((year[0], pang, Told.THEN), (year[1], pang, Told.NOW), (year[1], hoi, Told.THEN))
    assert [retold.notes(*other) for other in others] == [[], [], []]


@pytest.mark.parametrize("which", (0, 1), ids=("closed year", "running year"))
def test_over_the_province_both_ways_come_to_the_same(joined, province, year, which):
    then = retold.figures(year[which], province.path, Told.THEN)
    now = retold.figures(year[which], province.path, Told.NOW)

    owed = {"plans_due", "reports_due"}  # by two communes then, by one today
    assert [then.pop(k) - now.pop(k) for k in sorted(owed)] == ([1, 1] if which == 0 else [0, 0])
    assert {k: n for k, n in then.items() if n} == {k: n for k, n in now.items() if n}
    assert (then["people"], then["items"]) == TOGETHER[:2]


@pytest.mark.parametrize("which", (0, 1), ids=("closed year", "running year"))
def test_the_rows_below_come_to_the_figure_above(joined, province, year, which):
    for how in Told.values:
        units = list(duties.reports(year[which], how).below(province).order_by("path"))
        rows = retold.shares(year[which], province, units, how)
        whole = retold.figures(year[which], province.path, how)

        assert sum(row.counts["items"] for row in rows) == whole["items"] == TOGETHER[1]
        assert sum(row.counts["people"] for row in rows) == whole["people"]


def test_as_then_lists_who_was_there_and_today_who_goes_on(joined, province, year):
    def names(how):
        units = duties.reports(year[0], how).below(province).order_by("path")
        return [unit.name for unit in units]

    assert names(Told.NOW) == ["Xã Nà Hỏi"]
    assert names(Told.THEN) == ["Xã Nà Pang", "Xã Nà Hỏi"]


def test_lists_read_as_then_name_units_as_then_and_today_as_today(client, joined, province, year):
    hoi = Unit.objects.get(pk=joined[1].pk)
    old = FormerName(unit=hoi, name="Xã Mường Hỏi", folded="", since=hoi.opened_on, until=MARCH)
    old.save()
    powers = [Power.OVERSEE, Power.REPORT, Power.PLAN]
    client.force_login(PostFactory(unit=province, powers=powers).person.user)

    def named(name, how):
        page = client.get(f"/phong-trao/{year[0].pk}/{name}theo={how}").content.decode()
        rows = page.split("<tbody>")[1]
        return [one for one in ("Xã Nà Pang", "Xã Mường Hỏi", "Xã Nà Hỏi") if one in rows]

    lists = ("ke-hoach/?", "bao-cao/?", f"dang-ky/?don-vi={province.pk}&")
    assert [named(name, Told.THEN) for name in lists] == [["Xã Nà Pang", "Xã Mường Hỏi"]] * 3
    assert [named(name, Told.NOW) for name in lists[:2]] == [["Xã Nà Hỏi"]] * 2


def test_a_plan_sent_before_its_unit_closed_counts_for_who_goes_on(
    communes, province, administrator, rounds
):
    """On the day plans were due there were two communes; five days later one, which is not asked again."""
    round_, sent = rounds[1], dt.datetime(2026, 2, 20, tzinfo=dt.UTC)
    leader = communes[0].posts.get(is_head=True).person
    PlanFactory(
        round=round_, unit=communes[0], state="sent", leader=leader, received_at=sent, sent_at=sent
    )
    later = paper(effective_on=dt.date(2026, 3, 15))
    one = merge(*communes, name="Xã Nà Sơn", parent=province, paper=later)
    heads = frozenset(Post.objects.filter(unit__path__startswith=communes[0].path, is_head=True))
    actions.reorganise(replace(one, heads=frozenset(p.pk for p in heads)), by=administrator)

    stands = {how: duties.standing_at(round_, province.path, how) for how in Told.values}
    new = Unit.objects.get(name="Xã Nà Sơn")
    by = actor_in(new, Power.PLAN)

    assert {how: (one["plan"].due, one["plan"].sent) for how, one in stands.items()} == {
        Told.THEN: (2, 1), Told.NOW: (1, 1),
    }  # fmt: skip
    assert [one["report"].due for one in stands.values()] == [1, 1]
    assert list(plans.unsent(Unit.objects.open(), round_)) == []
    assert [row["n"] for rows in plans.waiting_rows(by, round_) for row in rows] == []


def test_a_plan_sent_by_a_unit_that_closed_before_the_day_counts_for_the_one_opened_for_it(
    communes, province, administrator, rounds
):
    """What is asked of nobody any more is not shown as missing either."""
    round_, sent = rounds[1], dt.datetime(2026, 2, 20, tzinfo=dt.UTC)
    for unit in communes:
        leader = unit.posts.get(is_head=True).person
        PlanFactory(
            round=round_, unit=unit, state="sent", leader=leader, received_at=sent, sent_at=sent
        )
        ReportFactory(round=round_, unit=unit, state="sent", sent_at=sent, figures={"people": 1})
    outline = Outline(
        sort=Sort.MOVE, paper=paper(), sources=[communes[0]],
        parent=UnitFactory(path="001.030.", parent=province, name="Khu vực Một"),
    )  # fmt: skip
    actions.reorganise(outline, by=administrator)

    stands = {how: duties.standing_at(round_, province.path, how) for how in Told.values}
    by = actor_in(province, Power.OVERSEE)
    cells = {
        how: {
            row.name: (row.cells[1].text, row.cells[7].text)
            for row in heat.rows(
                round_, list(heat.units(by, round_, how).order_by("path")), {}, how
            )
        }
        for how in Told.values
    }

    assert {how: (one["plan"].due, one["plan"].sent) for how, one in stands.items()} == {
        Told.THEN: (2, 2), Told.NOW: (2, 2),
    }  # fmt: skip
    assert {(cells[how]["Khu vực Một"], cells[how]["Xã Nà Hỏi"]) for how in Told.values} == {
        (("1/1", "1/1"), ("1/1", "1/1"))
    }
    moved = Unit.objects.get(name="Xã Nà Pang", closed_on=None)
    open_, head = Unit.objects.open(), actor_in(moved, Power.PLAN, Power.REPORT)
    assert [list(ask(open_, round_)) for ask in (plans.unsent, unreported)] == [[], []]
    waits = [*plans.waiting_rows(head, round_), *reports.waiting_rows(head, round_)]
    assert [row for rows in waits for row in rows if row["n"]] == []


def unreported(units, round_):
    return progress.owing(units, round_, MilestoneKind.REPORT)


def test_the_list_of_registrations_and_its_counts_agree_both_ways(joined, administrator, year):
    by = actor_in(joined[0].parent, Power.OVERSEE)
    for round_ in year:
        for unit, how, n in (
            (joined[0], Told.THEN, 4),
            (joined[1], Told.THEN, 4),
            (joined[1], Told.NOW, 8),
        ):
            counts = registrations.figures(round_, unit.path, "item", how)
            rows = registrations.listed(by, round_, Wanted(unit=unit, told=how))
            assert (counts["items_all"], counts["items_submitted"], rows.count()) == (n, n, n)


def test_the_movement_says_how_many_it_addressed_then_and_today(joined, year):
    assert [scope_figures(year[0], how)["units"] for how in Told.values] == [2, 1]
    assert len({scope_figures(year[0], how)["staff"] for how in Told.values}) == 1


def test_a_unit_that_changed_twice_is_read_under_the_last(joined, province, administrator, year):
    hoi = joined[1]
    hoi.refresh_from_db()
    twice = merge(
        hoi, name="Xã Nà Sơn", parent=province,
        paper=paper(number="30/QĐ-UBND", effective_on=dt.date(2026, 3, 15)),
    )  # fmt: skip
    actions.reorganise(twice, by=administrator)
    son = Unit.objects.get(name="Xã Nà Sơn")

    assert heirs.today().last(joined[0].path) == son.path
    for round_, of_hoi in zip(year, (APART, TOGETHER), strict=True):
        assert told(round_, son, Told.NOW) == TOGETHER
        assert told(round_, joined[0], Told.THEN) == APART
        assert told(round_, joined[1], Told.THEN)[:2] == of_hoi[:2]
    assert (
        Registration.objects.filter(round=year[1], sheet__made_in=joined[0].children.get()).count()
        == 4
    )


def test_the_switch_stands_on_the_pages_a_reorganisation_touched(client, joined, province, year):
    post = PostFactory(unit=province, over=province, powers=[Power.REPORT, Power.OVERSEE])
    client.force_login(post.person.user)
    round_ = year[0]
    address = f"/phong-trao/{round_.pk}"

    report = client.get(f"{address}/bao-cao/?theo=hien-nay")
    then = client.get(f"{address}/bao-cao/")
    listed = client.get(f"{address}/dang-ky/?don-vi={joined[1].pk}&theo=hien-nay")

    assert [way[2] for way in report.context["ways"]] == [False, True]
    assert [(u.name, n["items"]) for u, n in report.context["shares"]] == [("Xã Nà Hỏi", 8)]
    assert [(u.name, n["items"]) for u, n in then.context["shares"]] == [
        ("Xã Nà Pang", 4), ("Xã Nà Hỏi", 4),
    ]  # fmt: skip
    assert listed.context["counts"]["items_all"] == 8


@pytest.mark.parametrize(
    ("how", "units", "said"),
    (
        (Told.THEN, {"Xã Nà Pang": 4, "Xã Nà Hỏi": 4}, "Số liệu như khi đó"),
        (Told.NOW, {"Xã Nà Hỏi": 8}, "Số liệu quy về hiện nay"),
    ),
)
def test_files_are_told_as_then_or_as_now_and_say_which(
    client, joined, province, year, how, units, said
):
    post = PostFactory(unit=province, over=province, powers=[Power.REPORT, Power.OVERSEE])
    client.force_login(post.person.user)
    address = f"/phong-trao/{year[0].pk}"

    file = client.get(f"{address}/bao-cao/{province.pk}.xlsx?theo={how}").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    table = client.get(f"{address}/dang-ky.docx?don-vi={joined[1].pk}&theo={how}").content
    text = [p.text for p in Document(io.BytesIO(table)).paragraphs]

    assert {row[0]: row[3] for row in rows if row[0] in units} == units
    assert sum(row[0].startswith(said) for row in rows if isinstance(row[0], str)) == 1
    assert sum(line.startswith(said) for line in text) == 1


def test_a_page_no_reorganisation_touched_has_no_switch(client, communes, province, year):
    post = PostFactory(unit=province, over=province, powers=[Power.REPORT])
    client.force_login(post.person.user)

    page = client.get(f"/phong-trao/{year[0].pk}/bao-cao/")

    assert list(page.context["ways"]) == []
