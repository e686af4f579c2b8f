"""The directive of a province: six tasks, a thematic year."""

import datetime as dt

import pytest
from django.urls import reverse

from kheo.documents.models import Citation
from kheo.movement.models import (
    AwardForm,
    Clause,
    Fact,
    Milestone,
    Plan,
    Reminder,
    Report,
    Round,
    ScoringTable,
)
from kheo.movement.s1_directive.states import ClauseKind, FactKind, MilestoneKind
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s5_review import actions as reviewing
from tests.scenarios import office as offices
from tests.scenarios import walks

SEED = "002"
BUILD = offices.build_province
TODAY = dt.datetime(2014, 3, 12, 2, tzinfo=dt.UTC)
DECIDED = {  # the directive counts neither items nor models and sets no day
    "launched_on": "12/3/2014",
    "item_minimum": "0", "item_target": "0", "item_maximum": "0",
    "model_minimum": "0", "model_target": "0", "model_maximum": "2",
    "due_plan": "31/3/2014", "due_interim": "15/12/2014", "due_report": "20/12/2014",
}  # fmt: skip
APRIL = dt.datetime(2014, 4, 2, 2, tzinfo=dt.UTC)
YEAR_END = dt.datetime(2014, 12, 16, 2, tzinfo=dt.UTC)


def detail(user, round_):
    return user.open(reverse("directive:detail", args=[round_.pk]))


def contents():
    return list(Clause.objects.filter(kind=ClauseKind.CONTENT).values_list("text", flat=True))


def planned(user, round_, text, number, **typed):
    """Send the plan of the user's unit with one task under content *number*; return it."""
    clause = Clause.objects.get(kind=ClauseKind.CONTENT, ordinal=number)
    task = {"t0-text": text, "t0-content": str(clause.pk)}
    walks.plan(user, round_, **({"leader": str(user.person.pk)} | task | typed))
    plan = Plan.objects.get(unit=user.post.unit)
    assert plan.state == PlanState.SENT
    return plan


def test_002_01_departments_and_localities_are_addressed(office, round_, source):
    """Departments of the province and its localities, each at its level, must carry the tasks out."""
    called = Fact.objects.filter(kind=FactKind.DUTY).first().confirmed["who"]
    assert "Ủy ban nhân dân" in called

    page = office.supervisor.open(reverse("plan:index", args=[round_.pk]))

    assert [row[0] for row in page.rows()] == ["Sở Tư pháp", "Sở Nội vụ", "UBND xã Mường Nậm"]
    for user in (office.director, office.chair):
        assert "Chính quyền làm dân vận khéo" in user.open(reverse("notices")).text


def test_002_02_two_higher_texts_are_carried_out(office, round_, source):
    """A Central resolution and the action programme of the provincial Party committee are carried out."""
    cited = {c.number: (c.kind, c.issued_on) for c in Citation.objects.all()}

    assert cited["25-NQ/TW"] == ("Nghị quyết", dt.date(2013, 6, 3))
    assert cited["177-CTr/TU"] == ("Chương trình hành động", dt.date(2013, 8, 7))
    page = detail(office.officer, round_)
    assert "Nghị quyết 25-NQ/TW, 03/6/2013" in page.text
    assert "Chương trình hành động 177-CTr/TU, 07/8/2013" in page.text
    assert "177-CTr/TU" in contents()[0]  # the first task of six


@pytest.mark.xfail(strict=True, reason="a register of supervision and of opinions on authority")
def test_002_03_supervision_and_opinions_are_registered(office, round_, source):
    """Two Politburo decisions let the Front, mass organisations and people supervise and give opinions."""
    for number in ("217-QĐ/TW", "218-QĐ/TW"):
        assert Citation.objects.get(number=number).issued_on == dt.date(2013, 12, 12)

    page = office.chair.open(reverse("citizens:opinions", args=[round_.pk]))

    assert "Góp ý" in page.text


def test_002_04_officials_change_their_style(office, round_, source):
    """Officials change how they think and act, by a motto that stands in the first task and that they have read."""
    motto = "Trọng dân, gần dân, hiểu dân, học dân và có trách nhiệm với dân"
    assert motto in contents()[0]
    assert motto in detail(office.officer, round_).text

    office.officer.open(reverse("plan:acknowledge", args=[round_.pk])).done("/da-doc/")

    assert round_.acknowledgements.get().person == office.officer.person


def test_002_05_the_movement_has_its_own_name(office, round_, source):
    """All levels and sectors launch a movement under the name the directive gives it."""
    assert round_.movement.name == "Chính quyền làm dân vận khéo"
    assert "Chính quyền làm dân vận khéo" in office.officer.open(reverse("movements")).text


def test_002_06_reform_is_a_content_of_its_own(office, round_, source):
    """Administrative reform is the first point under the movement, and is not lost among the six tasks."""
    assert len(contents()) == 11  # six tasks, five points under the second
    reform = contents()[2]
    assert {"own": "thủ tục", "seed": "minh bạch"}[source] in reform
    assert reform in detail(office.officer, round_).text


def test_002_07_units_plan_the_reform(office, round_, source):
    """Units make a plan that speeds reform and makes grassroots government friendly and strong."""
    plan = planned(office.chair, round_, "Trả kết quả trong ngày", 3)

    page = office.supervisor.open(reverse("plan:detail", args=[round_.pk, plan.pk]))

    assert page.rows()[0][0] == "1. Trả kết quả trong ngày"
    assert page.rows()[0][1].startswith(contents()[2][:40])
    paper = office.chair.open(reverse("plan:docx", args=[round_.pk, plan.pk]))
    assert paper.response.content[:2] == b"PK"


@pytest.mark.xfail(strict=True, reason="a schedule and log of dialogues with people")
def test_002_08_officials_meet_people_in_dialogue(office, round_, source):
    """Officials keep a regime of meeting people and talking with them directly."""
    page = office.chair.open(reverse("citizens:dialogues", args=[round_.pk]))

    assert "Đối thoại" in page.text


@pytest.mark.xfail(strict=True, reason="opinions of people with the answer to each")
def test_002_09_criticism_is_received_and_answered(office, round_, source):
    """Criticism of management, attitude and style is received, and answered."""
    page = office.chair.open(reverse("citizens:feedback", args=[round_.pk]))

    assert "Trả lời" in page.text


@pytest.mark.xfail(strict=True, reason="cases of complaints and denunciations with their terms")
def test_002_10_complaints_are_settled_in_time(office, round_, source):
    """Letters, complaints, denunciations and pressing matters are settled in time, where they arise."""
    page = office.chair.open(reverse("citizens:cases", args=[round_.pk]))

    assert "Đúng hạn" in page.text


@pytest.mark.xfail(strict=True, reason="joint inspections with the Party's mass mobilisation board")
def test_002_11_grassroots_democracy_is_inspected_jointly(office, round_, source):
    """Authorities and the Party's mass mobilisation board direct and inspect grassroots democracy together."""
    page = office.supervisor.open(reverse("report:inspections", args=[round_.pk]))

    assert "Kiểm tra" in page.text


@pytest.mark.xfail(strict=True, reason="training courses and who attended them")
def test_002_12_officials_are_trained(office, round_, source):
    """Officials of all levels are trained periodically, those who receive citizens first."""
    page = office.supervisor.open(reverse("outreach:courses", args=[round_.pk]))

    assert "Tập huấn" in page.text


@pytest.mark.xfail(strict=True, reason="a media plan with its columns and programmes")
def test_002_13_the_broadcaster_improves_its_programme(office, round_, source):
    """The provincial broadcaster plans to raise the quality of its column and programme."""
    page = office.supervisor.open(reverse("outreach:media_plan", args=[round_.pk]))

    assert "Chuyên mục" in page.text


@pytest.mark.xfail(strict=True, reason="a list of channels and of what they carried")
def test_002_14_the_press_informs_in_time(office, round_, source):
    """Newspapers, the portal and local radio inform in time."""
    page = office.supervisor.open(reverse("outreach:channels", args=[round_.pk]))

    assert "Kênh" in page.text


@pytest.mark.xfail(strict=True, reason="the way from an exemplar to the media")
def test_002_15_exemplars_are_praised_in_the_media(office, round_, source):
    """People, collectives and exemplars who do well are praised in the media."""
    page = office.supervisor.open(reverse("outreach:praise", args=[round_.pk]))

    assert "Biểu dương" in page.text


def test_002_16_two_years_are_a_thematic_year(office, round_, source):
    """Two years are chosen as one thematic "year", and each of them is opened as a round."""
    movement = round_.movement
    assert movement.theme == "Năm dân vận chính quyền"
    assert (movement.first_year, movement.last_year) == (2014, 2015)

    page = detail(office.clerk, round_).send("/nam-sau/", year="2015")

    assert "Đã mở năm 2015" in page.text
    assert list(Round.objects.values_list("year", flat=True)) == [2015, 2014]
    refused = detail(office.clerk, round_).send("/nam-sau/", year="2016")
    assert "nằm ngoài giai đoạn 2014 - 2015" in refused.text


def test_002_17_people_are_mobilised_for_economic_and_social_tasks(office, round_, source):
    """People are mobilised for the economic and social tasks of the province, which plans tie to the third task."""
    third = contents()[7]  # after the five points of the second
    assert "2014- 2015" in third

    plan = planned(office.director, round_, "Vận động hiến đất làm đường", 8)

    assert plan.tasks.get().content.text == third
    shown = office.supervisor.open(reverse("plan:detail", args=[round_.pk, plan.pk]))
    assert "Vận động hiến đất làm đường" in shown.text


def test_002_18_the_movement_has_co_owners(office, round_, source):
    """The emulation council launches the movement together with the Party's mass mobilisation board."""
    assert round_.movement.partners == "Ban Dân vận Tỉnh ủy"
    assert "Phối hợp phát động Ban Dân vận Tỉnh ủy" in detail(office.officer, round_).text
    given = Fact.objects.filter(kind=FactKind.DUTY, confirmed__partners="Ban Dân vận Tỉnh ủy")
    assert "Hội đồng Thi đua" in given.get().confirmed["who"]


def test_002_19_standards_for_commending_are_data(office, round_, source):
    """Standards and conditions for commending collectives and people are proposed, and kept as data with a validity."""
    reviewing.ship_samples(office.province, by=office.leader.actor)
    old = ScoringTable.objects.get(subject="item")
    page = office.leader.open(reverse("review:new_table", args=[round_.pk, old.pk]))

    page.send(
        "/moi/", name="Tiêu chuẩn xét khen 2014", source="Hướng dẫn của Hội đồng TĐKT",
        valid_from="01/5/2014",
    )  # fmt: skip
    forms = office.leader.open(reverse("commendation:forms", args=[round_.pk]))
    forms.send("/hinh-thuc/", name="Bằng khen", source="Quy chế của tỉnh", valid_from="01/5/2014")

    old.refresh_from_db()
    new = ScoringTable.objects.get(name="Tiêu chuẩn xét khen 2014")
    assert (old.valid_until, new.valid_from) == (dt.date(2014, 5, 1), dt.date(2014, 5, 1))
    assert sum(line.most for line in new.lines.filter(parent=None)) == 100
    assert AwardForm.objects.get().source == "Quy chế của tỉnh"
    shown = office.officer.open(reverse("review:tables", args=[round_.pk]))
    assert "Tiêu chuẩn xét khen 2014" in shown.text


def test_002_20_each_department_assigns_one_leader(office, round_, source):
    """Each department assigns one of its leaders to be in charge."""
    refused = walks.plan(office.director, round_, summary="Kế hoạch của Sở")
    assert "Chưa phân công lãnh đạo phụ trách." in refused.text
    assert Plan.objects.get().state == PlanState.RECEIVED

    planned(office.director, round_, "Đối thoại hằng quý", 1, leader=str(office.deputy.person.pk))

    page = office.supervisor.open(reverse("plan:index", args=[round_.pk]))
    assert page.rows()[0][4] == office.deputy.person.full_name


def test_002_21_each_locality_assigns_its_chair_and_an_officer(office, round_, source):
    """Each locality assigns two people: its Chair, and an officer who does this beside other work."""
    duties = Fact.objects.filter(kind=FactKind.DUTY).values_list("confirmed", flat=True)
    asked = [duty["assignees"] for duty in duties if duty["assignees"]]
    assert asked == [
        ["một đồng chí lãnh đạo"], ["đồng chí Chủ tịch", "một chuyên viên kiêm nhiệm"],
    ]  # fmt: skip

    planned(office.chair, round_, "Gặp dân", 1, officer=str(office.officer.person.pk))

    page = office.supervisor.open(reverse("plan:index", args=[round_.pk]))
    assert page.rows()[2][4:] == [office.chair.person.full_name, office.officer.person.full_name]


def test_002_22_a_plan_is_due_every_year(office, round_, source, clock):
    """Every year the units make a concrete plan of their own for the thematic year."""
    planned(office.director, round_, "Việc của năm 2014", 1)
    detail(office.clerk, round_).send("/nam-sau/", year="2015")
    following = Round.objects.get(year=2015)

    due = following.milestones.get(kind=MilestoneKind.PLAN)

    assert due.due_on == dt.date(2015, 3, 31)
    awaited = office.supervisor.open(reverse("plan:index", args=[following.pk]))
    assert {row[1] for row in awaited.rows()} == {"Chưa nhận"}


def test_002_23_the_years_end_is_reviewed_and_the_next_year_set(office, round_, source, clock):
    """At the year's end each unit looks back on its results and sets the tasks of the next year."""
    clock.move_to(YEAR_END)
    empty = walks.report(office.chair, round_, tasks="")
    assert "Chưa viết phần này." in empty.text
    assert not Report.objects.filter(sent_at__isnull=False).exists()

    walks.report(office.chair, round_, tasks="Năm 2015: thêm hai điểm hẹn giờ")

    report = Report.objects.get()
    assert (report.unit, report.late) == (office.locality, False)
    read = office.leader.open(reverse("report:unit", args=[round_.pk, office.locality.pk]))
    assert "Năm 2015: thêm hai điểm hẹn giờ" in read.text
    assert "Sơ kết, biểu dương" in detail(office.officer, round_).text


def test_002_24_compliance_is_followed(office, round_, source, clock):
    """Heads of departments and localities carry the directive out strictly: who did and who did not is seen."""
    planned(office.director, round_, "Việc của Sở", 1)
    clock.move_to(APRIL)

    page = office.supervisor.open(reverse("plan:index", args=[round_.pk]))

    assert [(row[0], row[1], row[3]) for row in page.rows()] == [
        ("Sở Tư pháp", "Đã gửi kế hoạch", "12/3/2014"),
        ("Sở Nội vụ", "Chưa nhận trễ hạn", ""),
        ("UBND xã Mường Nậm", "Chưa nhận trễ hạn", ""),
    ]
    assert "1 trong 3 đơn vị đã gửi kế hoạch." in page.text


@pytest.mark.xfail(strict=True, reason="reports of another period than the year")
def test_002_25_reports_come_periodically(office, round_, source):
    """Units report to the province periodically; the directive leaves the period to be set."""
    page = office.clerk.open(reverse("directive:detail", args=[round_.pk]))
    page = page.send("/ky-bao-cao/", period="quarter")

    due = Milestone.objects.filter(round=round_, kind=MilestoneKind.REPORT)

    assert due.count() == 4


def test_002_26_the_department_of_the_interior_urges(office, round_, source, clock):
    """The department of the interior urges and inspects, seeing every unit and reminding those behind."""
    planned(office.director, round_, "Việc của Sở", 1)
    clock.move_to(APRIL)  # two days after the plans were due; two units never answered

    desk = office.supervisor.open(reverse("desk"))
    behind = desk.lines("//ul[contains(@class, 'lagging')]/li/a")
    assert {"UBND xã Mường Nậm", "Sở Nội vụ"} <= set(behind)
    assert "Sở Tư pháp" not in behind
    form = next(
        f for f in desk.tree.forms
        if "/don-doc/" in (f.action or "") and f.fields["unit"] == str(office.locality.pk)
    )  # fmt: skip
    office.supervisor.client.post(form.action, dict(form.form_values()), follow=True)

    reminder = Reminder.objects.get()
    assert (reminder.unit, reminder.about, reminder.by) == (
        office.locality, MilestoneKind.PLAN, office.supervisor.person,
    )  # fmt: skip
    assert "Đơn vị chưa gửi kế hoạch năm 2014" in office.chair.open(reverse("notices")).text
    overview = office.supervisor.open(reverse("movement", args=[round_.pk]))
    assert [row[0] for row in overview.rows()] == [
        "UBND tỉnh Nam Sơn (riêng cơ quan)", "Sở Tư pháp", "Sở Nội vụ", "UBND xã Mường Nậm",
    ]  # fmt: skip


def test_002_27_the_clerk_sends_to_ten_groups(office, round_, source):
    """The clerk sends the directive to ten groups of recipients, the last of which files it."""
    page = detail(office.officer, round_)

    recipients = page.lines("//h3[. = 'Nơi nhận']/following-sibling::ul[1]/li")
    assert len(recipients) == 10
    assert recipients[-1].startswith("Lưu VT, DVCQ, ")
    filing = Fact.objects.get(kind=FactKind.RECIPIENT, confirmed__filing=True)
    assert filing.confirmed["name"] == recipients[-1]
