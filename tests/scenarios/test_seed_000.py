"""The letter of an office: everybody registers one to three items, in two copies."""

import datetime as dt
import io

import docx
from django.urls import reverse

from kheo.documents.models import Citation, ReferenceText
from kheo.movement.models import (
    Clause,
    Copy,
    Directive,
    Fact,
    Movement,
    Plan,
    Quota,
    Registration,
    Review,
    Sheet,
)
from kheo.movement.s1_directive.states import ClauseKind, FactKind, Subject, Verdict
from kheo.movement.s5_review.states import State as ReviewState
from kheo.orgs.states import Staff
from tests.scenarios import office as offices
from tests.scenarios import walks

SEED = "000"
BUILD = offices.build
TODAY = dt.datetime(2014, 3, 12, 2, tzinfo=dt.UTC)  # two days after the plan the letter cites
DECIDED = {  # the letter asks for no models
    "launched_on": "12/3/2014",
    "name": "Dân vận khéo", "item_name": "Dân vận chính quyền khéo", "item_target": "1",
    "model_minimum": "0", "model_target": "0", "model_maximum": "0",
}  # fmt: skip
PLAN = """VĂN PHÒNG UBND TỈNH NAM SƠN
Số: 54/KH-VPUBND
V/v công tác dân vận của chính quyền năm 2014

Nam Sơn, ngày 10 tháng 3 năm 2014

Kính gửi:
- Trưởng các Phòng, Giám đốc các Trung tâm thuộc Văn phòng.

Văn phòng UBND tỉnh đề nghị các Phòng, Trung tâm thực hiện Kế hoạch này."""
DEADLINE = dt.date(2014, 3, 25)
AFTER_DEADLINE = dt.datetime(2014, 3, 26, 2, tzinfo=dt.UTC)
YEAR_END = dt.datetime(2014, 11, 20, 2, tzinfo=dt.UTC)


def detail(user, round_):
    return user.open(reverse("directive:detail", args=[round_.pk]))


def mine(user, round_):
    return user.open(reverse("registration:mine", args=[round_.pk]))


def listed(user, round_, **query):
    """Return who and what stands in the list of registrations."""
    page = user.open(reverse("registration:index", args=[round_.pk]), **query)
    return list(zip(page.lines("//tbody/tr/td[2]/a"), page.lines("//tbody/tr/td[3]"), strict=True))


def confirmed(kind):
    return list(Fact.objects.filter(kind=kind).values_list("confirmed", flat=True))


def criterion(number):
    return Clause.objects.get(kind=ClauseKind.CRITERION, ordinal=number)


def criterion_is_asked_and_kept(office, round_, number):
    """Tell what criterion *number* says, once an item was written, sent and printed under it."""
    asked = criterion(number)
    form = office.member.open(reverse("registration:write", args=[round_.pk, "item"]))
    assert asked.text in form.text
    item = walks.register(office.member, round_, page=form, criteria=str(asked.pk))
    assert list(item.criteria.all()) == [asked]
    assert asked.text in printed(office.member, item.sheet)
    return asked.text


def printed(user, sheet):
    """Return the words of the two copies as the user's word processor shows them."""
    return word(user.open(reverse("registration:sheet_docx", args=[sheet.round_id, sheet.pk])))


def word(page):
    """Return the words of a file of Word."""
    assert page.status == 200, page.text
    paper = docx.Document(io.BytesIO(page.response.content))
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_000_01_the_letter_goes_to_three_groups(office, round_, source):
    """The letter is addressed to three groups: the province's leaders, the office's leaders, the heads of divisions and centres."""
    page = detail(office.member, round_)

    addressees = page.lines("//h3[. = 'Kính gửi']/following-sibling::ul[1]/li")
    assert len(addressees) == 3
    assert [a["name"] for a in confirmed(FactKind.ADDRESSEE)] == addressees
    assert "UBND tỉnh" in addressees[0]
    assert "ãnh đạo Văn phòng" in addressees[1]
    assert "Trưởng các Phòng" in addressees[2]
    assert "Dân vận khéo" in office.head.open(reverse("notices")).text
    assert "Dân vận khéo" in office.centre_head.open(reverse("notices")).text


def test_000_02_the_letter_carries_out_the_yearly_plan(office, round_, source):
    """The letter carries out the office's plan of the year, which it names by number and day."""
    plan = Citation.objects.get(number="54/KH-VPUBND")

    assert (plan.kind, plan.issued_on) == ("Kế hoạch", dt.date(2014, 3, 10))
    assert plan.document == round_.movement.directive.document
    assert "Kế hoạch 54/KH-VPUBND, 10/3/2014" in detail(office.member, round_).text
    assert detail(office.clerk, round_).lines("//a[contains(., '54/KH-VPUBND')]") == []

    walks.upload(office.clerk, PLAN.encode())  # the plan itself comes after the letter citing it

    plan.refresh_from_db()
    assert (plan.cited.number, plan.cited.issued_on) == ("54/KH-VPUBND", dt.date(2014, 3, 10))
    leads = detail(office.clerk, round_).tree.xpath("//a[contains(., '54/KH-VPUBND')]/@href")
    register = office.clerk.open(leads[0])
    assert "công tác dân vận của chính quyền năm 2014" in register.text


def test_000_03_the_criteria_come_from_a_party_guideline(office, round_, source):
    """The criteria follow a Party guideline of 2012, whose validity the register can question."""
    guideline = Citation.objects.get(number="01-HD/BDVTU")
    assert (guideline.kind, guideline.issued_on) == ("Hướng dẫn", dt.date(2012, 2, 21))
    assert "Hướng dẫn 01-HD/BDVTU, 21/02/2012" in detail(office.member, round_).text

    ReferenceText.objects.create(
        number="01-HD/BDVTU", title="Tiêu chí", valid_until=dt.date(2013, 12, 31)
    )

    assert "Hết hiệu lực từ 31/12/2013" in detail(office.member, round_).text


def test_000_04_all_categories_of_staff_register(office, round_, source):
    """Cadres, Party members, civil servants, public employees and workers all register."""
    everybody = ["cán bộ", "đảng viên", "công chức", "viên chức", "người lao động"]
    assert confirmed(FactKind.STAFF) == [everybody]
    people = [office.leader, office.member, office.employee, office.worker]
    assert [u.person.staff for u in people] == [
        Staff.CADRE, Staff.CIVIL_SERVANT, Staff.PUBLIC_EMPLOYEE, Staff.WORKER,
    ]  # fmt: skip
    assert office.member.person.is_party_member

    for user in people[1:]:  # the head of the agency stands above the units addressed
        walks.register(user, round_)

    assert set(Sheet.objects.values_list("person__staff", flat=True)) == set(Staff) - {Staff.CADRE}
    assert "bản nháp" in mine(office.leader, round_).text


def test_000_05_each_item_rests_on_an_assigned_duty(office, round_, source):
    """What a person registers rests on a duty assigned to that person."""
    page = walks.write(office.member, round_, duty="")

    assert Registration.objects.count() == 0
    assert page.typed("/viet/")["title"] == [walks.ITEM["title"]]  # what was typed is kept

    walks.write(office.member, round_, duty="Trực bộ phận một cửa")

    item = Registration.objects.get()
    assert item.duty == "Trực bộ phận một cửa"
    shown = office.member.open(reverse("registration:detail", args=[round_.pk, item.pk]))
    assert "Nhiệm vụ được giao Trực bộ phận một cửa" in shown.text


def test_000_06_each_person_registers_one_to_three_items(office, round_, source):
    """Each person registers at least one item and at most three."""
    quota = Quota.objects.get(round=round_, subject=Subject.ITEM)
    assert (quota.minimum, quota.maximum) == (1, 3)
    assert "từ 01 đến 03 nội dung" in detail(office.member, round_).text
    assert "Viết ít nhất một nội dung rồi mới gửi được." in mine(office.member, round_).text
    walks.send(office.member, round_)
    assert Copy.objects.count() == 0

    for n in (1, 2, 3):
        walks.write(office.member, round_, title=f"Việc thứ {n}")
    write = reverse("registration:write", args=[round_.pk, "item"])
    assert (
        "Đã đủ 03. Nội dung chưa gửi hoặc bị trả lại thì còn sửa hay bỏ được."
        in office.member.open(write).text
    )
    office.member.client.post(write, {"title": "Việc thứ 4, từ cửa sổ mở trước"})
    assert list(Registration.objects.values_list("title", flat=True)) == [
        "Việc thứ 1", "Việc thứ 2", "Việc thứ 3",
    ]  # fmt: skip


def test_000_07_the_form_comes_with_the_letter(office, round_, source):
    """A form to register on comes with the letter, the same for everybody, to take before writing."""
    forms = detail(office.member, round_).tree.xpath("//*[@id='forms']//a/@href")
    assert len(forms) == 4  # a person's and a unit's, each as Word and PDF
    empty = word(office.member.open(forms[0]))
    for label in ("Bản số 1/2", "Bản số 2/2", "Họ và tên", "Mục tiêu", "Cách làm", "Nội dung 1"):
        assert label in empty
    assert office.member.person.full_name not in empty
    assert office.member.open(forms[1]).response.content[:5] == b"%PDF-"
    assert forms[0] in mine(office.member, round_).tree.xpath("//a/@href")

    item = walks.register(office.member, round_)

    words = printed(office.member, item.sheet)

    for label in ("Họ và tên", "Nhiệm vụ được giao làm căn cứ", "Mục tiêu", "Cách làm"):
        assert label in words
    assert office.member.person.full_name in words
    assert item.title in words
    pdf = office.member.open(
        reverse("registration:sheet_pdf", args=[round_.pk, item.sheet_id])
    ).response
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_000_08_the_criteria_stand_beside_the_writing(office, round_, source):
    """Whoever writes the form has the five criteria in view and says which ones the item serves."""
    criteria = list(Clause.objects.filter(kind=ClauseKind.CRITERION))
    assert len(criteria) == 5

    page = office.member.open(reverse("registration:write", args=[round_.pk, "item"]))
    assert all(c.text in page.text for c in criteria)

    page = walks.write(office.member, round_, criteria=[])
    assert Registration.objects.count() == 0
    walks.write(office.member, round_, criteria=[str(c.pk) for c in criteria[:2]])
    assert list(Registration.objects.get().criteria.all()) == criteria[:2]


def test_000_09_criterion_one_know_the_people(office, round_, source):
    """Criterion 1: know how people live, report what presses them in time, live by the motto."""
    text = criterion_is_asked_and_kept(office, round_, 1)

    assert {"own": "báo cáo sớm", "seed": "kịp thời"}[source] in text
    assert Fact.objects.get(kind=FactKind.CRITERION, confirmed__text=text).value["mottos"] == [
        "Trọng dân, gần dân, hiểu dân, học dân và có trách nhiệm với dân"
    ]


def test_000_10_criterion_two_good_ideas(office, round_, source):
    """Criterion 2: a good idea and a fresh way of doing it, with advice that leads to a solution."""
    text = criterion_is_asked_and_kept(office, round_, 2)

    assert {"own": "sáng kiến", "seed": "sáng tạo"}[source] in text


def test_000_11_criterion_three_law_and_persuasion(office, round_, source):
    """Criterion 3: know policy and law, convince people until they agree, by two mottos."""
    text = criterion_is_asked_and_kept(office, round_, 3)

    assert "đồng t" in text.replace("đồng thuận", "đồng tình")
    assert Fact.objects.get(kind=FactKind.CRITERION, confirmed__text=text).value["mottos"] == [
        "Óc nghĩ, mắt trông, tai nghe, chân đi, miệng nói, tay làm",
        "Nghe dân nói, nói dân hiểu, làm dân tin",
    ]


def test_000_12_criterion_four_person_and_family(office, round_, source):
    """Criterion 4: the person and the family set an example, without corruption or waste, and draw others along."""
    text = criterion_is_asked_and_kept(office, round_, 4)

    assert "ương mẫu" in text
    assert {"own": "người thân", "seed": "gia đình"}[source] in text


def test_000_13_criterion_five_results_that_last(office, round_, source):
    """Criterion 5: results help with what the leaders ask for, are found skilful, spread and last."""
    text = criterion_is_asked_and_kept(office, round_, 5)

    assert "“khéo”" in text
    assert {"own": "lâu dài", "seed": "bền vững"}[source] in text


def test_000_14_an_exemplar_is_a_concrete_task(office, round_, source):
    """Nobody registers a slogan: an item names one concrete task, a target and a day to finish."""
    for missing in ("title", "target", "due_on"):
        page = walks.write(office.member, round_, **{missing: ""})
        assert page.url.endswith("/viet/")
        assert Registration.objects.count() == 0

    walks.write(office.member, round_, title="Gọi điện hẹn giờ cho từng hộ", due_on="30/9/2014")

    item = Registration.objects.get()
    assert (item.title, item.due_on) == ("Gọi điện hẹn giờ cho từng hộ", dt.date(2014, 9, 30))


def test_000_15_topics_are_suggested_and_the_list_is_open(office, round_, source):
    """Eight topics are suggested, and a person may add one in words of their own."""
    topics = list(Clause.objects.filter(kind=ClauseKind.TOPIC))
    assert len(topics) == 8
    page = office.member.open(reverse("registration:write", args=[round_.pk, "item"]))
    assert all(t.text in page.text for t in topics)

    walks.write(office.member, round_, topic=str(topics[2].pk))
    walks.write(office.member, round_, topic="0", own_topic="Chuyển đổi số cho người cao tuổi")
    refused = walks.write(office.member, round_, topic="0", own_topic="")

    assert list(Registration.objects.values_list("topic", "own_topic")) == [
        (topics[2].pk, ""),
        (None, "Chuyển đổi số cho người cao tuổi"),
    ]
    assert "Ghi chủ đề đó bằng lời của bạn." in refused.text


def test_000_16_the_form_is_made_in_two_copies(office, round_, source):
    """The form is made in two numbered copies, and each tells where both are kept."""
    walks.write(office.member, round_)
    assert Copy.objects.count() == 0  # a draft has no paper

    walks.send(office.member, round_)

    sheet = Sheet.objects.get()
    assert list(sheet.copies.values_list("number", flat=True)) == [1, 2]
    words = printed(office.member, sheet)
    assert [words.count("Bản số 1/2"), words.count("Bản số 2/2")] == [1, 1]
    assert words.count("bản số 1/2 lưu tại Chi bộ 1; bản số 2/2 lưu tại Phòng Hành chính") == 2


def test_000_17_copy_one_stays_with_the_cell_or_the_division(office, round_, source):
    """Copy 1 of a Party member stays with the cell, copy 1 of anybody else with the division or centre."""
    members = walks.register(office.member, round_)
    workers = walks.register(office.worker, round_)
    employees = walks.register(office.employee, round_)

    keepers = dict(Copy.objects.filter(number=1).values_list("sheet", "custodian__name"))
    assert keepers == {
        members.sheet_id: "Chi bộ 1",
        workers.sheet_id: "Phòng Tổng hợp",
        employees.sheet_id: "Trung tâm Tin học",
    }
    # The cell's secretary sees the members' sheets and no others.
    assert listed(office.secretary, round_) == [(office.member.person.full_name, members.title)]
    hidden = reverse("registration:detail", args=[round_.pk, workers.pk])
    assert office.secretary.open(hidden).status == 404
    assert office.worker.open(hidden.replace(str(workers.pk), str(members.pk))).status == 404
    # The cell logs its copy; the division logs its own and not the cell's.
    book = office.secretary.open(reverse("registration:copies", args=[round_.pk]))
    assert [row[1].split()[:3] for row in book.rows()] == [["Phạm", "Thế", "Dương"]]
    book.send("/ban-luu/", row=str(Copy.objects.get(sheet=members.sheet, number=1).pk))
    assert Copy.objects.get(sheet=members.sheet, number=1).received_on == dt.date(2014, 3, 12)
    divisions = office.head.open(reverse("registration:copies", args=[round_.pk]))
    assert [row[1].split()[:3] for row in divisions.rows()] == [["Đỗ", "Gia", "Huy"]]


def test_000_18_typical_people_are_chosen_at_the_years_end(office, round_, source, clock):
    """Copy 1 serves to follow a person through the year and to choose the typical ones at its end."""
    item = walks.register(office.worker, round_)
    other = walks.register(office.member, round_)
    walks.accept(office.head, item)
    walks.note(office.worker, item, "Đã hẹn 40 hộ", figure="40", measure="hộ")
    theirs = reverse("progress:timeline", args=[round_.pk, item.pk])
    assert "Đã hẹn 40 hộ" in office.head.open(theirs).text
    assert office.secretary.open(theirs).status == 404  # the cell keeps its members' copies only
    members = reverse("progress:timeline", args=[round_.pk, other.pk])
    assert other.title in office.secretary.open(members).text
    walks.accept(office.head, other)

    clock.move_to(YEAR_END)
    walks.scoring_tables(office)
    best = walks.score(office.worker, item)
    walks.check(office, best)
    walks.recognise(office, best)
    second = walks.score(office.member, other)
    first_line = walks.reviews.leaves(second.table)[0]
    walks.check(
        office, second,
        **{f"points_{first_line.key}": "5", f"reason_{first_line.key}": "Thiếu số liệu"},
    )  # fmt: skip

    ranking = office.leader.open(reverse("review:ranking", args=[round_.pk]))
    assert [row[2].split(",")[0] for row in ranking.rows()] == [
        office.worker.person.full_name, office.member.person.full_name,
    ]  # fmt: skip
    best = Review.objects.get(registration=item)
    assert (best.state, best.level.name) == (ReviewState.RECOGNISED, "Tiêu biểu")
    assert best.decided_on == dt.date(2014, 11, 20)


def misprint_is_questioned(office, source):
    """The day is shown as it was read, and nothing stands in for it until a person takes it."""
    page = walks.upload(office.clerk, walks.paper(source, SEED) + b"\n")
    paper = Directive.objects.latest("pk")
    deadline = paper.facts.get(kind=FactKind.DEADLINE, quote__endswith="25/3/3013")
    assert "25/3/3013" in page.text
    assert "ngày không thể có" in page.text
    assert "Nhận 25/3/2014" in page.text
    assert deadline.value["iso"] is None
    assert (deadline.confirmed, deadline.verdict) == (None, Verdict.PENDING)
    [left] = page.lines("//p[@id='why']")
    assert "chỗ ngờ" in left

    page = page.send(
        reverse("directive:judge", args=[paper.pk]), press=("suggest", str(deadline.pk))
    )

    assert "Đã sửa thành 25/3/2014" in page.text


def copy_two_is_filed(office, round_, sheet):
    """Copy 2 lies with the filing division, which logs the day it came."""
    copy = sheet.copies.get(number=2)
    assert copy.custodian == office.focal
    book = office.clerk.open(reverse("registration:copies", args=[round_.pk]))
    assert [(row[2], row[4]) for row in book.rows()] == [("2/2", "chưa nhận")]

    archive = book.send("/ban-luu/", row=str(copy.pk))

    copy.refresh_from_db()
    assert (copy.received_on, copy.received_by) == (TODAY.date(), office.clerk.person)
    archive = office.clerk.open(book.url, xem="da-nhan")
    assert [(row[0].split()[0], row[1], row[3]) for row in archive.rows()] == [
        ("Phạm", "2/2", "12/3/2014")
    ]


def late_goes_with_a_reason(office, round_):
    """After the day a sheet goes only with a reason, and stays marked late."""
    refused = walks.write(office.worker, round_).send("/item/gui/")
    assert "Hạn nộp là 25/3/2014, đã qua." in refused.text
    assert Sheet.objects.get(person=office.worker.person).submitted_at is None

    refused.done("/item/gui/", late="on", reason="Đi công tác dài ngày")

    sheet = Sheet.objects.get(person=office.worker.person)
    assert (sheet.late, sheet.late_reason) == (True, "Đi công tác dài ngày")
    overview = office.clerk.open(reverse("registration:index", args=[round_.pk]), xem="late")
    assert overview.lines("//tbody/tr/td[2]/a") == [office.worker.person.full_name]
    assert "Nộp muộn" in overview.rows()[0][5]


def test_000_19_copy_two_goes_to_the_filing_division_in_time(office, round_, source, clock):
    """Copy 2 goes to the administration division before a day in March, misprinted in the letter, and is filed there."""
    misprint_is_questioned(office, source)
    assert round_.milestones.get(kind="registration").due_on == DEADLINE
    in_time = walks.register(office.member, round_)
    copy_two_is_filed(office, round_, in_time.sheet)

    clock.move_to(AFTER_DEADLINE)
    late_goes_with_a_reason(office, round_)

    in_time.sheet.refresh_from_db()
    assert in_time.sheet.late is False


def test_000_20_the_divisions_confirm_receipt(office, round_, source):
    """Divisions and centres carry the letter out from its receipt, which they confirm."""
    desk = office.head.open(reverse("desk"))
    assert "Xác nhận đã nhận văn bản phát động" in desk.text

    page = office.head.open(reverse("plan:mine", args=[round_.pk]))
    page.done("/nhan/")

    plan = Plan.objects.get(unit=office.division)
    assert (plan.received_by, plan.received_at) == (office.head.person, TODAY)
    units = office.clerk.open(reverse("plan:index", args=[round_.pk]))
    assert [(row[0], row[1], row[2]) for row in units.rows()] == [
        ("Phòng Tổng hợp", "Đã nhận", "12/3/2014"),
        ("Trung tâm Tin học", "Chưa nhận", ""),
        ("Phòng Hành chính - Tổ chức", "Chưa nhận", ""),
    ]
    assert office.worker.open(reverse("plan:mine", args=[round_.pk])).has_form("/nhan/") is False


def test_000_21_items_and_movement_keep_their_two_names(office, round_, source):
    """People register under one name and are chosen in a movement of another name: both are kept together."""
    movement = Movement.objects.get()
    assert (movement.name, movement.item_name) == ("Dân vận khéo", "Dân vận chính quyền khéo")

    page = detail(office.member, round_)
    assert "nội dung “Dân vận chính quyền khéo”" in page.text
    assert page.lines("//h1/text()[1]/..")[0].startswith("Dân vận khéo")
    assert "Nội dung đăng ký gọi là Dân vận chính quyền khéo" in page.text
    item = walks.register(office.member, round_)
    assert item.round.movement == movement
    assert "phong trào “Dân vận khéo” năm 2014" in printed(office.member, item.sheet)
