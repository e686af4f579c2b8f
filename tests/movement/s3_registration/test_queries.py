"""The rows other pages are given, who is missing, whom a round addresses."""

import pytest
import time_machine
from django.urls import reverse

from kheo.accounts.models import User
from kheo.desk import queries as desk
from kheo.movement.models import Registration
from kheo.movement.s3_registration import actions, behind, queries
from kheo.movement.s3_registration.counts.counted import people_counted
from kheo.movement.s3_registration.counts.short import units_short
from kheo.movement.s3_registration.queries import WAITING, Wanted
from kheo.movement.s3_registration.states import STOPPED
from kheo.movement.s4_progress import queries as s4
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, PostFactory, UnitFactory, actor_in
from tests.factories.progress import NoteFactory
from tests.factories.report import TallyFactory
from tests.movement.s3_registration.test_actions import AFTER


def staffed(unit, n):
    Unit.objects.filter(pk=unit.pk).update(staff=n)


def waiting(by, round_):
    rows = [row for rows in queries.waiting_rows(by, round_) for row in rows]
    assert {row["what"] for row in rows} <= set(WAITING)
    found = [(row["what"].removeprefix("registration."), row["n"]) for row in rows if row["n"]]
    assert len(found) == len(dict(found))  # a kind of work is one line
    return dict(found)


def test_the_stepper_counts_people_addressed_and_late(office):
    staffed(office.division, 3)
    staffed(office.beside, 2)
    office.sent(office.owner())
    clerk = office.clerk()

    on_time = queries.stepper_row(clerk, office.round).get()
    with time_machine.travel(AFTER, tick=False):
        after = queries.stepper_row(clerk, office.round).get()

    assert on_time == {"step": 3, "done": 1, "total": 5, "late": 0}
    assert after == {"step": 3, "done": 1, "total": 5, "late": 4}


def test_a_step_over_a_wider_reach_counts_only_who_is_addressed(office):
    staffed(office.division, 3)
    staffed(UnitFactory(path="001.002.", parent=office.province), 50)
    leader = actor_in(office.province, Power.REPORT)

    assert queries.stepper_row(leader, office.round).get()["total"] == 3


def test_rows_of_steps_unite(office):
    row = queries.stepper_row(office.clerk(), office.round)

    assert len(list(row.union(queries.stepper_row(office.head(), office.round), all=True))) == 2


def test_the_desk_tells_the_owner_what_waits(office):
    owner, clerk = office.owner(), office.clerk()

    assert waiting(owner, office.round) == {"write": 1}
    item = office.sent(owner)
    assert waiting(owner, office.round) == {}
    actions.return_(item, by=clerk, note="Ghi rõ việc")
    assert waiting(owner, office.round) == {"returned": 1}


def test_the_desk_tells_who_oversees_what_waits_but_never_their_own(office):
    staffed(office.division, 4)
    head, clerk = office.head(), office.clerk()
    office.sent(head)
    office.sent(office.owner(cell=office.cell))

    assert waiting(head, office.round) == {"models": 1, "accept": 1, "keep": 1, "missing": 2}
    assert waiting(clerk, office.round) == {
        "write": 1, "accept": 2, "receive": 2, "missing": 2, "short": 1,
    }  # fmt: skip
    assert waiting(office.secretary(), office.round)["keep"] == 1


def test_who_is_missing_is_known_to_the_person_heads_first_001_10(office):
    staffed(office.division, 3)
    office.sent(office.owner())
    ordinary = office.person(full_name="Lò Văn An")
    head = office.person(full_name="Vàng Thị Yên")
    PostFactory(person=head, unit=office.division, is_head=True)

    unit = behind.units_behind(office.agency.path, office.round).get()
    people = behind.people_behind(unit, office.round)

    assert (unit.sent, unit.behind) == (1, 2)
    assert [(p, p.heads) for p in people] == [(head, True), (ordinary, False)]


def test_units_with_fewer_models_sent_than_each_must_are_known_and_counted_004_13(office):
    office.round.movement.scope.set([office.division, office.beside])
    clerk, head = office.clerk(), office.head()

    def short():
        rows = units_short(clerk.reach, office.round)
        found = {unit.name: (unit.sent, unit.lacks) for unit in rows}
        assert waiting(clerk, office.round).get("short", 0) == len(found)
        return found

    office.model(head, "Bản nháp chưa gửi")
    assert short() == {"Phòng Kinh tế ngành": (0, 1), "Phòng Nội chính": (0, 1)}
    model = office.sent_model(head)
    assert short() == {"Phòng Nội chính": (0, 1)}
    actions.return_(model, by=clerk, note="Ghi rõ địa bàn")
    assert "Phòng Kinh tế ngành" not in short()  # the other one sent with it still counts
    office.round.quotas.filter(subject="model").update(minimum=2, target=2)
    assert short() == {"Phòng Kinh tế ngành": (1, 1), "Phòng Nội chính": (0, 2)}
    office.round.quotas.filter(subject="model").update(minimum=0)
    assert short() == {}


def test_the_list_stands_in_the_order_of_units_and_names(office):
    names = ["Lò Văn Đức", "Lò Văn Dũng", "Lò Văn Ân", "Lò Văn An"]
    for name in names:
        office.sent(office.owner(full_name=name))
    office.sent(office.owner(full_name="Lò Văn Ba", unit=office.focal))

    rows = queries.listed(office.clerk(), office.round, Wanted())

    assert [r.person.full_name for r in rows] == [
        "Lò Văn Ba", "Lò Văn An", "Lò Văn Ân", "Lò Văn Dũng", "Lò Văn Đức",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ("tiet kiem", "Tiết kiệm", "lo van an"))
def test_a_unit_is_searched_without_marks(office, words):
    office.sent(office.owner(full_name="Lò Văn An"), "Tiết kiệm điện")
    office.sent(office.owner(full_name="Hà Thị Ba"), "Hẹn giờ")

    found = queries.listed(office.clerk(), office.round, Wanted(unit=office.division, words=words))

    assert [r.title for r in found] == ["Tiết kiệm điện"]


def test_who_registers_unasked_is_counted_without_hiding_who_is_missing(office):
    staffed(office.division, 3)
    unasked = UnitFactory(path="001.002.", parent=office.province, staff=50)
    office.sent(office.owner())
    TallyFactory(round=office.round, unit=unasked, path=unasked.path, people=1)
    leader = actor_in(office.province, Power.REPORT, Power.OVERSEE)

    step = queries.stepper_row(leader, office.round).get()
    absent = sum(u.behind for u in behind.units_behind(office.province.path, office.round))

    assert (step["done"], step["total"]) == (2, 4)
    assert people_counted(office.province.path, office.round) == 4
    assert waiting(leader, office.round)["missing"] == absent == 2


def test_a_party_cell_counts_its_members_wherever_they_work(office):
    cell = UnitFactory(path="009.001.", kind=Kind.CELL)
    member, other = office.owner(), office.owner()
    Person.objects.filter(pk__in=(member.person_id, other.person_id)).update(cell=cell)
    office.sent(member)
    office.sent(office.owner())

    step = queries.stepper_row(actor_in(cell, Power.OVERSEE), office.round).get()

    assert step == {"step": 3, "done": 1, "total": 2, "late": 0}


def test_a_party_cell_is_told_which_members_are_missing_and_whose_work_stopped(client, office):
    cell = UnitFactory(path="009.001.", kind=Kind.CELL)
    sender, silent = office.owner(cell=cell), office.owner(cell=cell)
    PersonFactory(cell=cell)  # of an office the round does not address
    stopped = office.sent(sender)
    Registration.objects.filter(pk=stopped.pk).update(standing=STOPPED)
    NoteFactory(registration=stopped)
    office.sent(office.owner())
    secretary = actor_in(cell, Power.OVERSEE)
    client.force_login(User.objects.get(pk=secretary.user_id))

    step = queries.stepper_row(secretary, office.round).get()
    counts = desk.figures(secretary, office.round)
    written = s4.stepper_row(secretary, office.round).get()["done"]
    page = client.get(reverse("registration:missing", args=[office.round.pk]))

    assert step == {"step": 3, "done": 0, "total": 2, "late": 0}
    assert waiting(secretary, office.round) == {"keep": 1, "missing": 1, "stopped": 1}
    assert (counts["people"], counts["stopped"], counts["items_submitted"]) == (0, 1, 1)
    assert (counts["notes"], written) == (1, 1)
    assert [person.pk for person in page.context["people"]] == [silent.person_id]
    assert [sheet.person_id for sheet in page.context["stopped"]] == [sender.person_id]
