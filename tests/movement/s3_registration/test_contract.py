"""What a year asks of whom: the most specific rule holds, from writing to who is missing."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.accounts.models import User
from kheo.kernel.audit import trail
from kheo.movement.models import Exemption, Registration
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import actions, behind, exports, queries
from kheo.movement.s3_registration.actions import Rule
from kheo.movement.s3_registration.contract import terms
from kheo.movement.s3_registration.counts.counted import people_counted
from kheo.movement.s3_registration.counts.short import units_short
from kheo.movement.s3_registration.printed import paired
from kheo.notices.models import Notice
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Kind, Power, Staff
from tests.factories import actor_in
from tests.movement.s3_registration.test_actions import AFTER

NOTHING = Rule(0, 0, 0)


def setter(office):
    return actor_in(office.agency, Power.LAUNCH, Power.PLAN)


def ruled(office, category, rule, subject=Subject.ITEM, **more):
    return actions.set_rule(office.round, subject, category, rule, by=setter(office), **more)


def staffed(office, n):
    Unit.objects.filter(pk=office.division.pk).update(staff=n)


def step(office):
    """Return the third step as somebody over the division alone sees it."""
    over = replace(office.clerk(), reach=office.division.path)
    return queries.stepper_row(over, office.round).get()


def missing(office):
    units = behind.units_behind(office.division.path, office.round)
    counted = {u.pk: u.behind for u in units}.get(office.division.pk, 0)
    named = behind.people_behind(office.division, office.round)
    assert len(named) == counted
    assert step(office)["total"] - step(office)["done"] == counted
    return counted


def waits(by, office):
    rows = [row for rows in queries.waiting_rows(by, office.round) for row in rows if row["n"]]
    return {row["what"].removeprefix("registration."): row["n"] for row in rows}


def test_the_own_rule_of_a_category_holds_whole_and_the_one_for_all_for_the_rest(office):
    worker, servant = office.owner(staff=Staff.WORKER), office.owner()
    ruled(office, Staff.WORKER, Rule(2, 2, 4, closes_on=dt.date(2026, 4, 30)))

    found = [terms.contract_for(by, office.round, Subject.ITEM) for by in (worker, servant)]

    assert [(c.minimum, c.maximum, c.due.day) for c in found] == [
        (2, 4, dt.date(2026, 4, 30)), (1, 3, dt.date(2026, 3, 25)),
    ]  # fmt: skip


def test_a_unit_follows_the_rule_for_its_kind(office):
    office.round.movement.scope.set([office.division, office.beside])
    Unit.objects.filter(pk=office.beside.pk).update(kind=Kind.CENTRE)
    ruled(office, Kind.CENTRE, NOTHING, Subject.MODEL)
    ruled(office, Kind.DIVISION, Rule(2, 2, 2), Subject.MODEL)

    short = units_short(office.agency.path, office.round)

    assert {u.name: u.lacks for u in short} == {"Phòng Kinh tế ngành": 2}
    assert "models" not in waits(
        actor_in(Unit.objects.get(pk=office.beside.pk), Power.MODEL), office
    )


def test_whom_the_rules_ask_for_nothing_is_not_missing_but_may_be_counted_once_sent(office):
    staffed(office, 2)
    worker = office.owner(staff=Staff.WORKER)
    office.owner()
    assert missing(office) == 2

    ruled(office, Staff.WORKER, Rule(0, 0, 1))

    assert missing(office) == 1
    assert "write" not in waits(worker, office)
    office.sent(worker)
    assert (missing(office), people_counted(office.division.path, office.round)) == (1, 2)


def test_a_general_rule_of_nothing_leaves_only_who_has_a_rule_of_their_own(office):
    staffed(office, 2)
    office.owner(staff=Staff.WORKER)
    office.owner()

    ruled(office, "", NOTHING)
    assert missing(office) == 0
    ruled(office, Staff.WORKER, Rule(1, 1, 1))
    assert missing(office) == 1


def test_an_own_closing_day_decides_who_is_late_and_overdue(office):
    staffed(office, 2)
    worker = office.owner(staff=Staff.WORKER)
    office.owner()
    ruled(office, Staff.WORKER, Rule(1, 1, 3, closes_on=dt.date(2026, 12, 1)))

    with time_machine.travel(AFTER, tick=False):
        late = step(office)["late"]
        item = office.sent(worker)

    assert (late, item.late) == (1, False)


def test_before_the_opening_day_a_draft_is_kept_and_not_sent(office):
    owner = office.owner()
    ruled(office, "", Rule(1, 1, 3, opens_on=dt.date(2026, 12, 1)))
    item = office.item(owner)

    with pytest.raises(ValidationError, match="Nhận bản đăng ký từ ngày 01/12/2026"):
        actions.send(item.sheet, by=owner)


def test_nobody_writes_where_the_rule_asks_nothing_at_all(office):
    ruled(office, Staff.WORKER, NOTHING)

    with pytest.raises(ValidationError, match="không giao việc đăng ký này cho bạn"):
        office.item(office.owner(staff=Staff.WORKER))


def test_a_model_counts_instead_of_an_item_where_the_rule_lets_it(office):
    staffed(office, 2)
    owner, model = office.owner(), office.sent_model(office.head())
    with pytest.raises(ValidationError, match="không cho tính mô hình"):
        actions.count_instead(model, by=owner)
    ruled(office, "", Rule(1, 1, 3, instead=1), note="Theo thông báo 12")

    exemption = actions.count_instead(model, by=owner)

    assert missing(office) == 1  # the head alone
    with pytest.raises(ValidationError, match="đã tính một mô hình khác"):
        actions.count_instead(model, by=owner)
    with pytest.raises(PermissionDenied):
        actions.stop_counting(exemption, by=office.clerk())
    actions.stop_counting(exemption, by=owner)
    assert missing(office) == 2
    verbs = [e.verb for e in trail.history_of(exemption)]
    assert sorted(verbs) == ["exemption.end", "exemption.instead"]


def test_a_model_counts_beside_items_and_only_one_of_the_own_unit_or_above(office):
    owner, model = office.owner(), office.sent_model(office.head())
    ruled(office, "", Rule(2, 2, 3, instead=1), note="Theo thông báo 12")
    item = office.item(owner)
    with pytest.raises(ValidationError, match="Bạn mới có 01"):
        actions.send(item.sheet, by=owner)
    with pytest.raises(ValidationError, match="mô hình đã gửi của đơn vị bạn"):
        actions.count_instead(model, by=office.owner(unit=office.beside))

    actions.count_instead(model, by=owner)

    assert actions.send(item.sheet, by=owner) == 1
    assert Exemption.objects.get().over is None
    assert missing_words(office) == [""]


def missing_words(office):
    rows = exports.list_rows(queries.listed(office.clerk(), office.round, queries.Wanted()), "item")
    return [row.few for row in exports.shown(rows, office.clerk(), "/")]


@pytest.mark.parametrize("n", (1, 3))
def test_fewer_than_the_minimum_is_flagged_wherever_it_is_counted(
    office, n, django_assert_num_queries
):
    sheets = [office.sent(office.owner(full_name=f"Lò Văn {x}")).sheet for x in "ABC"[:n]]
    assert missing_words(office) == [""] * n
    staffed(office, n + 1)

    ruled(office, "", Rule(2, 2, 3), note="Theo thông báo 12")

    assert missing_words(office) == ["01/02, dưới tối thiểu"] * n
    clerk, wanted = office.clerk(), queries.Wanted()
    with django_assert_num_queries(1):
        rows = exports.list_rows(queries.listed(clerk, office.round, wanted), "item")
        assert len(exports.shown(rows, clerk, "/")) == n
    assert exports.few_sheets(office.round, wanted) == {
        sheet.pk: "01/02, dưới tối thiểu" for sheet in sheets
    }
    [unit] = behind.units_behind(office.division.path, office.round)
    assert (unit.few, len(behind.people_short(office.division, office.round))) == (n, n)
    table = exports.consolidated(clerk, office.round, wanted).body[0]
    assert {row[-1] for row in table.rows} == {"01/02, dưới tối thiểu"}


@pytest.mark.parametrize(
    ("basis", "words"),
    (("Mục II.3, điểm a", " (“Mục II.3, điểm a”)"), ("đăng ký TỪ 01 đến 03 nội dung", "")),
)
def test_a_printed_sheet_says_what_the_year_asks_and_by_which_words(office, basis, words):
    ruled(office, "", Rule(1, 1, 3, basis=basis))
    sheet = office.sent(office.owner()).sheet

    [first, _second] = paired.papers([sheet])

    said = next(b for b in first.body if getattr(b, "label", "") == "Chỉ tiêu của năm")
    name = office.round.movement.name
    assert said.value == f"Mỗi người đăng ký từ 01 đến 03 nội dung “{name}”.{words}"


def test_a_rule_changes_freely_until_somebody_registered_then_with_a_reason_and_a_notice(office):
    by = setter(office)
    actions.set_rule(office.round, "item", "", Rule(1, 2, 3), by=by)
    assert Notice.objects.count() == 0
    office.sent(office.owner())

    with pytest.raises(ValidationError, match="Đã có người đăng ký"):
        actions.set_rule(office.round, "item", "", Rule(1, 1, 2), by=by)
    actions.set_rule(office.round, "item", "", Rule(1, 1, 2), by=by, note="Theo thông báo 12")
    actions.set_rule(office.round, "item", "", Rule(1, 1, 2), by=by)  # nothing changed

    events = trail.history_of(office.round).filter(verb="round.rule").order_by("pk")
    name = office.round.movement.name
    assert [(e.note, e.changes["rule"][1]) for e in events] == [
        ("", f"Mỗi người đăng ký từ 01 đến 03 nội dung “{name}”, phấn đấu 02."),
        ("Theo thông báo 12", f"Mỗi người đăng ký từ 01 đến 02 nội dung “{name}”."),
    ]
    assert Notice.objects.filter(person=by.person_id).count() == 0  # nobody tells themselves


@pytest.mark.parametrize(
    ("subject", "category", "rule", "said"),
    (
        ("item", "", Rule(2, 1, 3), "tối thiểu không quá phấn đấu"),
        ("item", "commune", Rule(1, 1, 3), "đúng đối tượng"),
        ("model", "", Rule(1, 1, 1, instead=1), "Chỉ nội dung của cá nhân"),
        (
            "item",
            "",
            Rule(1, 1, 3, opens_on=dt.date(2026, 3, 2), closes_on=dt.date(2026, 3, 1)),
            "từ ngày bắt đầu",
        ),
    ),
)
def test_a_rule_out_of_order_is_refused_in_words(office, subject, category, rule, said):
    with pytest.raises(ValidationError, match=said):
        actions.set_rule(office.round, subject, category, rule, by=setter(office))


def test_only_the_focal_office_sets_rules_and_the_general_one_stays(office):
    own = ruled(office, Staff.WORKER, NOTHING)
    with pytest.raises(PermissionDenied):
        actions.set_rule(office.round, "item", "", NOTHING, by=office.head())
    with pytest.raises(ValidationError, match="không bỏ được"):
        actions.drop_rule(office.round.quotas.get(subject="item", category=""), by=setter(office))

    actions.drop_rule(own, by=setter(office))

    assert office.round.quotas.filter(subject="item").count() == 1


def test_the_page_lists_the_rules_and_adds_one(office, client):
    client.force_login(User.objects.get(pk=setter(office).user_id))
    url = reverse("registration:add_rule", args=[office.round.pk, "item"])
    typed = {"category": "worker", "minimum": "0", "target": "0", "maximum": "0", "instead": "0"}

    wrong = client.post(url, typed | {"target": "1"})
    page = client.post(url, typed | {"basis": "Mục 3"}, follow=True)

    assert "tối thiểu không quá phấn đấu" in wrong.text
    assert [(rule.category, whom) for rule, whom, *_rest in page.context["rules"]] == [
        ("", "Mọi người"), ("worker", "Người lao động"), ("", "Mọi đơn vị"),
    ]  # fmt: skip


def test_the_sheet_offers_the_models_that_count_instead(office, client):
    owner, model = office.owner(), office.sent_model(office.head())
    ruled(office, "", Rule(1, 1, 3, instead=1), note="Theo thông báo 12")
    client.force_login(User.objects.get(pk=owner.user_id))

    sent = {"model": model.pk}
    page = client.post(reverse("registration:instead", args=[office.round.pk]), sent, follow=True)

    assert page.context["instead"].model == model
    assert Registration.objects.filter(person=owner.person_id).count() == 0
    assert Person.objects.get(pk=owner.person_id).staff == Staff.CIVIL_SERVANT
