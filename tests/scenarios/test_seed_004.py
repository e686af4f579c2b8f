"""The letter of a board to its divisions and centre: five contents, four pledges, one to two models."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from kheo.documents.models import Citation, ReferenceText
from kheo.movement.models import (
    Award,
    Category,
    Clause,
    Directive,
    Movement,
    Plan,
    Quota,
    Registration,
    Round,
)
from kheo.movement.s1_directive.states import ClauseKind, FactKind, MilestoneKind, Subject
from tests.factories import MovementFactory
from tests.scenarios import office as offices
from tests.scenarios import walks
from tests.scenarios.pages import Page

SEED = "004"
BUILD = offices.build_board
TODAY = dt.datetime(2021, 4, 12, 2, tzinfo=dt.UTC)  # five days after the notice cited
DECIDED = {  # the letter counts models, not items; who writes is left to each person
    "launched_on": "12/4/2021",
    "year": "2021", "item_minimum": "1", "item_target": "1", "item_maximum": "3",
    "model_maximum": "2", "due_registration": "31/5/2021",
}  # fmt: skip
OCTOBER = dt.datetime(2021, 10, 11, 2, tzinfo=dt.UTC)


def detail(user, round_):
    return user.open(reverse("directive:detail", args=[round_.pk]))


def contents():
    return list(Clause.objects.filter(kind=ClauseKind.CONTENT).values_list("text", flat=True))


def pledges():
    return list(Clause.objects.filter(kind=ClauseKind.PLEDGE).values_list("text", flat=True))


def test_the_four_pledges_are_shown(office, round_, source):
    assert len(pledges()) == 4
    assert all(text.startswith("Không ") for text in pledges())
    assert all(text in detail(office.worker, round_).text for text in pledges())


def test_004_01_the_letter_goes_to_two_groups(office, round_, source):
    """The letter is addressed to the professional divisions and to the service centre."""
    page = detail(office.worker, round_)

    assert page.lines("//h3[. = 'Kính gửi']/following-sibling::ul[1]/li") == [
        "Các phòng chuyên môn", "Trung tâm Dịch vụ miền núi",
    ]  # fmt: skip
    for user in (office.head, office.centre_head):
        assert "Dân vận khéo" in user.open(reverse("notices")).text


def test_004_02_the_letter_follows_a_conclusion_from_above(office, round_, source):
    """The letter follows the conclusion of the provincial Party committee, sent out as a notice."""
    notice = Citation.objects.get(number="96-TB/VPTU")

    assert (notice.kind, notice.issued_on) == ("Thông báo", dt.date(2021, 4, 7))
    assert "Thông báo 96-TB/VPTU, 07/4/2021" in detail(office.worker, round_).text


def test_004_03_five_contents_in_the_stage(office, round_, source):
    """Divisions and the centre carry out five contents in the stage ahead, not in the one the letter looks back at."""
    assert len(contents()) == 5
    assert (round_.movement.first_year, round_.movement.last_year) == (2021, 2025)

    page = detail(office.worker, round_)

    assert "Giai đoạn 2021 - 2025" in page.text
    assert all(text in page.text for text in contents())


def test_004_04_study_is_logged(office, round_, source):
    """Staff study Hồ Chí Minh's thought, the Party's line and the law on this work; sessions are logged."""
    page = office.head.open(reverse("outreach:sessions", args=[round_.pk]))

    page = page.send("/hoc-tap/", day=walks.today(), subject="Tư tưởng dân vận", people="3")

    assert [row[:3] for row in page.rows()] == [
        ["Tư tưởng dân vận", "12/4/2021", "Phòng Chính sách"]
    ]
    lacking = office.clerk.open(reverse("outreach:units", args=[round_.pk]), chua="1")
    assert [row[0] for row in lacking.rows()] == [office.centre.name, "Văn phòng Ban"]
    found = office.clerk.open(reverse("outreach:sessions", args=[round_.pk]), q="tu tuong")
    assert "Tư tưởng dân vận" in found.text
    assert office.centre_head.open(page.url).rows() == []


def test_004_05_a_decision_that_was_replaced_is_questioned(office, round_, source):
    """A Politburo decision is to be kept; once it is replaced, whoever reads the letter is told."""
    decision = Citation.objects.get(number="290-QĐ/TW")
    assert (decision.kind, decision.issued_on) == ("Quyết định", dt.date(2010, 2, 25))
    assert "Đã được thay bằng" not in detail(office.worker, round_).text

    ReferenceText.objects.create(
        number="290-QĐ/TW", title="Quy chế công tác dân vận", replaced_by="23-QĐ/TW"
    )

    assert "Đã được thay bằng 23-QĐ/TW." in detail(office.worker, round_).text


def test_004_06_the_work_is_tied_to_central_resolutions(office, round_, source):
    """The work is tied to two Central resolutions, on building the Party and on mass mobilisation."""
    page = detail(office.worker, round_)

    assert "Nghị quyết Trung ương 4 (khóa XII)" in page.text
    assert "Nghị quyết 25-NQ/TW" in page.text
    assert Citation.objects.filter(kind="Nghị quyết").count() == 2


def test_004_07_grassroots_democracy_is_a_category(office, round_, source):
    """The regulation on grassroots democracy is carried out, as a category of the work planned."""
    democracy = Category.objects.get(movement=round_.movement, name="Thực hiện dân chủ ở cơ sở")
    page = walks.plan(
        office.head, round_, leader=str(office.head.person.pk),
        **{"t0-text": "Họp cơ quan bàn quy chế", "t0-category": str(democracy.pk), "t1-text": "Khác"},
    )  # fmt: skip
    assert page.rows()[:2] == [
        ["Thực hiện dân chủ ở cơ sở"],
        ["1. Họp cơ quan bàn quy chế", "", "", ""],
    ]

    listed = office.clerk.open(reverse("plan:tasks", args=[round_.pk]), nhom=democracy.pk)

    assert [row[:3] for row in listed.rows()] == [
        ["Họp cơ quan bàn quy chế", "Thực hiện dân chủ ở cơ sở", "Phòng Chính sách"]
    ]


def test_004_08_each_person_ties_the_movement_to_their_duty(office, round_, source):
    """The agency and each person tie the movement to what they learn from Hồ Chí Minh in their own duty."""
    item = walks.register(
        office.employee, round_, title="Học Bác: nói đi đôi với làm khi xuống bản",
        duty="Tập huấn kỹ thuật cho bà con",
    )  # fmt: skip

    assert (item.person, item.subject) == (office.employee.person, Subject.ITEM)
    shown = office.centre_head.open(reverse("registration:detail", args=[round_.pk, item.pk]))
    assert "Nhiệm vụ được giao Tập huấn kỹ thuật cho bà con" in shown.text
    agencys = walks.register(office.head, round_, Subject.MODEL)
    assert (agencys.person, agencys.unit) == (None, office.division)


def test_004_09_the_movement_is_tied_to_other_movements(office, round_, source):
    """The movement is tied to the patriotic emulation movements launched above it."""
    above = MovementFactory(
        name="Chung sức xây dựng nông thôn mới", unit=office.province,
        first_year=2021, last_year=2025,
    )  # fmt: skip
    page = walks.confirm(office.clerk, walks.paper(source, SEED) + b"\n")

    page = page.send("/phat-dong/", all_direct="on", parent=str(above.pk), **DECIDED)

    assert Movement.objects.get(parent=above).unit == office.agency
    assert "Hưởng ứng Chung sức xây dựng nông thôn mới" in page.text


def test_004_10_grievances_are_solved_in_time(office, round_, source, clock):
    """Grievances and legitimate wishes are solved in time and effectively; what is late stands out."""
    url, road = reverse("citizens:grievances", args=[round_.pk]), "Đường vào bản lầy lội"
    for title, due in ((road, "20/4/2021"), ("Xin mở lớp xoá mù", "14/4/2021")):
        page = office.head.open(url).follow("Ghi ý kiến").send(
            "/ghi/", kind="grievance", title=title, place="Bản Nà Pang", heard="dialogue",
            heard_on=walks.today(), people="40", due_on=due,
        )  # fmt: skip
    given = page.follow(road).follow("Giao giải quyết")
    given.send("/giao/", handler=str(office.worker.person.pk), due_on="20/4/2021")
    clock.move_to(TODAY + dt.timedelta(days=4))

    mine = office.worker.open(url).follow(road).follow("Ghi kết quả")
    mine = mine.send("/ket-qua/", outcome="Đã rải đá 300 m", solved_on=walks.today())
    mine = mine.follow("Ghi đã trả lời dân")
    done = mine.send("/tra-loi/", answered_how="Tại cuộc họp bản", answered_on=walks.today())

    assert "Đã rải đá 300 m" in done.text
    assert "Tại cuộc họp bản" in done.text
    late = office.leader.open(url, xem="qua-han")
    assert [(row[0], row[-1]) for row in late.rows()] == [
        ("Xin mở lớp xoá mù Bức xúc · Bản Nà Pang", "Chờ giao Quá hạn")
    ]
    figures = office.leader.open(reverse("citizens:figures", args=[round_.pk]))
    assert figures.rows()[1] == ["Phòng Chính sách", "2", "80", "1", "1", "0", "1", "1", "0"]
    assert office.centre_head.open(url).rows() == []


def test_004_11_four_pledges_are_kept(office, round_, source):
    """Everybody keeps four pledges of what not to do, and what breaks them is recorded."""
    page = office.head.open(reverse("review:pledges", args=[round_.pk]))

    assert all(text in page.text for text in pledges())
    page.send("/xac-nhan/")
    broken = Clause.objects.filter(kind=ClauseKind.PLEDGE).earliest("ordinal")
    page.send(
        "/vi-pham/", clause=str(broken.pk), person=office.worker.person.code, day="10/4/2021",
        text="Trả lời dân không đúng hẹn", source="Kết luận 12/KL-BDT ngày 11/4/2021",
    )  # fmt: skip
    assert "Trả lời dân không đúng hẹn" in office.worker.open(page.url).text


def test_004_12_units_plan_their_models_every_year(office, round_, source):
    """Every year the divisions and the centre plan which models they build and replicate."""
    fifth = Clause.objects.get(kind=ClauseKind.CONTENT, ordinal=5)
    walks.plan(
        office.head, round_, leader=str(office.head.person.pk),
        **{"t0-text": "Xây dựng mô hình Tổ tư vấn lưu động", "t0-content": str(fifth.pk)},
    )  # fmt: skip
    plan = Plan.objects.get(unit=office.division)
    assert plan.tasks.get().content == fifth

    detail(office.clerk, round_).send("/nam-sau/", year="2022")

    following = Round.objects.get(year=2022)
    page = office.clerk.open(reverse("plan:index", args=[following.pk]))
    assert [row[:2] for row in page.rows()] == [
        ["Phòng Chính sách", "Chưa nhận"],
        ["Trung tâm Dịch vụ miền núi", "Chưa nhận"],
        ["Văn phòng Ban", "Chưa nhận"],
    ]


def test_004_13_each_unit_builds_at_least_one_model(office, round_, source):
    """Each division and the centre builds at least one model and strives for two; who has none is alerted."""
    quota = Quota.objects.get(round=round_, subject=Subject.MODEL)
    assert (quota.minimum, quota.target) == (1, 2)
    assert "từ 01 đến 02 mô hình “Dân vận khéo”, phấn đấu 02." in detail(office.head, round_).text
    alert = "Đơn vị chưa gửi bản đăng ký mô hình"
    assert alert in office.head.open(reverse("desk")).text
    walks.send(office.head, round_, Subject.MODEL)
    assert alert in office.head.open(reverse("desk")).text  # nothing was sent: nothing was written

    walks.register(office.head, round_, Subject.MODEL)

    assert alert not in office.head.open(reverse("desk")).text
    assert alert in office.centre_head.open(reverse("desk")).text
    lacking = office.clerk.open(reverse("registration:short", args=[round_.pk])).rows()
    assert [office.centre.name, "0", "còn thiếu 1 mô hình"] in lacking
    assert office.division.name not in {row[0] for row in lacking}
    assert f"{len(lacking)} đơn vị chưa đủ mô hình" in office.clerk.open(reverse("desk")).text
    walks.write(office.head, round_, Subject.MODEL, title="Mô hình thứ hai")
    write = reverse("registration:write", args=[round_.pk, "model"])
    assert "Đã đủ 02" in office.head.open(write).text
    assert Registration.objects.filter(subject=Subject.MODEL).count() == 2


def test_004_14_divisions_and_centre_confirm_receipt(office, round_, source):
    """Divisions and the centre carry the letter out, and confirm that they have it."""
    office.centre_head.open(reverse("plan:mine", args=[round_.pk])).done("/nhan/")

    page = office.clerk.open(reverse("plan:index", args=[round_.pk]), state="received")

    assert [row[:3] for row in page.rows()] == [
        ["Trung tâm Dịch vụ miền núi", "Đã nhận", "12/4/2021"]
    ]


def test_004_15_models_are_reviewed_and_praised_every_year(office, round_, source, clock):
    """Every year the board's office organises a review where the best models are praised."""
    model = walks.register(office.head, round_, Subject.MODEL)
    clock.move_to(OCTOBER)
    walks.recognised(office, office.head, office.clerk, model)

    page = office.clerk.open(reverse("review:ranking", args=[round_.pk]), loai="model")

    assert [(row[1], row[2]) for row in page.rows()] == [(model.title, "Phòng Chính sách")]
    detail(office.clerk, round_).send("/nam-sau/", year="2022")
    following = Round.objects.get(year=2022).milestones.get(kind=MilestoneKind.INTERIM)
    assert following.due_on == dt.date(2022, 10, 15)


def test_004_16_the_review_is_on_the_tradition_day(office, round_, source):
    """The review is held on the tradition day of mass mobilisation, 15 October."""
    day = round_.milestones.get(kind=MilestoneKind.INTERIM)

    assert day.due_on == dt.date(2021, 10, 15)
    shown = office.worker.open(reverse("movement", args=[round_.pk]))
    assert "15/10/2021 Sơ kết, biểu dương" in shown.text
    assert "15/10/2021 Sơ kết, biểu dương" in detail(office.worker, round_).text


def test_004_17_commendation_is_proposed_in_time(office, round_, source, clock):
    """The board's office proposes whom to praise and commend, and what was given can be checked by anybody."""
    model = walks.register(office.head, round_, Subject.MODEL)
    clock.move_to(OCTOBER)
    review = walks.recognised(office, office.head, office.clerk, model)

    page = walks.honour(office, review)

    award = Award.objects.get()
    assert (award.form, award.entry) == ("Giấy khen", "0001/2021")
    assert award.holder == "Phòng Chính sách, Ban Dân tộc tỉnh Nam Sơn"
    assert award.decision.number in page.text
    checked = Page(Client(), Client().get(reverse("commendation:verify", args=[award.code])))
    assert "Phòng Chính sách" in checked.text


def test_004_18_the_clerk_sends_to_seven_lines(office, round_, source):
    """The clerk sends the letter to seven lines; letters lost in the file are put back, pointed out, and a person confirms."""
    page = detail(office.worker, round_)
    recipients = page.lines("//h3[. = 'Nơi nhận']/following-sibling::ul[1]/li")
    assert len(recipients) == 7
    assert recipients[:2] == ["Như trên", "Ban Dân vận Tỉnh ủy"]
    assert recipients[4] == "Chi ủy"  # "hi ủy" in the damaged file

    page = walks.upload(office.clerk, walks.paper(source, SEED) + b"\n")
    assert "Chi ủy" in page.lines("//ins[contains(@title, '“hi ủy”')]")
    paper = Directive.objects.latest("pk")
    lost = paper.facts.filter(kind=FactKind.RECIPIENT)[4]
    page = office.clerk.open(reverse("directive:confirm", args=[paper.pk]), sua=lost.pk)
    correct = reverse("directive:correct", args=[paper.pk, lost.pk])
    page.send(correct, **{f"f{lost.pk}-name": "Chi ủy cơ quan"})

    lost.refresh_from_db()
    assert (lost.value["name"], lost.confirmed["name"]) == ("Chi ủy", "Chi ủy cơ quan")
