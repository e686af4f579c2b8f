import datetime as dt
import io

import pypdfium2
import pytest
import time_machine
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from kheo.movement.models import Award, AwardForm, Milestone, Proposal
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s6_commendation import actions, exports, queries
from kheo.movement.s6_commendation.states import Standing, State
from kheo.orgs import queries as orgs
from kheo.orgs.models import Person
from kheo.orgs.states import Kind, Power
from tests.factories import PostFactory, RoundFactory, SheetFactory, UnitFactory, actor_in
from tests.factories.commendation import (
    AwardFormFactory,
    CaseFactory,
    ProposalFactory,
    RecognisedFactory,
    recognised_item,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC), tick=False):
        yield


class Office:
    def __init__(self):
        self.agency = UnitFactory(
            path="001.003.",
            kind=Kind.AGENCY,
            name="Văn phòng UBND tỉnh",
            symbol="VPUBND",
            place="Nam Sơn",
        )
        self.division = UnitFactory(path="001.003.001.", parent=self.agency, name="Phòng Nội chính")
        self.round = RoundFactory(movement__name="Dân vận khéo")
        self.form = AwardFormFactory(unit=self.agency)
        self.clerk = PostFactory(unit=self.agency, powers=[Power.COMMEND])
        self.chief = PostFactory(unit=self.agency, powers=[Power.COMMEND], title="Chánh Văn phòng")

    def url(self, name, *args):
        return reverse(f"commendation:{name}", args=[self.round.pk, *args])

    def proposal(self, count=1, **person):
        clerk = orgs.actor_of(self.clerk)
        made = actions.open_proposal(self.round, by=clerk)
        reviews = [recognised_item(self.division, self.round, **person) for _n in range(count)]
        actions.add_cases(made, [r.pk for r in reviews], self.form, by=clerk)
        return made

    def sent(self, count=1, **person):
        return actions.send(self.proposal(count, **person), by=orgs.actor_of(self.clerk))

    def decided(self, count=1, **person):
        made = self.sent(count, **person)
        actions.decide(
            made, by=orgs.actor_of(self.chief), signed_on=dt.date(2026, 11, 21),
            signer="Lò Văn Tới", signer_post="Chánh Văn phòng",
        )  # fmt: skip
        return made


@pytest.fixture
def office():
    return Office()


def enter(client, post):
    client.force_login(post.person.user)


@pytest.mark.parametrize("count", (1, 3))
def test_index_asks_the_same_number_of_queries_for_any_length(
    client, office, django_assert_num_queries, count
):
    for _n in range(count):
        office.decided()
    enter(client, office.clerk)

    with django_assert_num_queries(7):  # session, user, posts, round, figures, rows, stepper
        response = client.get(office.url("index"))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", (1, 3))
def test_register_asks_the_same_number_of_queries_for_any_length(
    client, office, django_assert_num_queries, count
):
    office.decided(count)
    enter(client, office.clerk)

    with django_assert_num_queries(7):  # session, user, posts, round, choices, rows, stepper
        response = client.get(office.url("register"))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", (1, 3))
def test_a_decided_proposal_asks_the_same_number_of_queries_for_any_length(
    client, office, django_assert_num_queries, count
):
    made = office.decided(count)
    enter(client, office.clerk)

    with django_assert_num_queries(
        10
    ):  # session, user, posts, round, proposal, cases, their posts, contracts, awards, stepper
        response = client.get(office.url("proposal", made.pk))

    assert len(response.context["awards"]) == count


@pytest.mark.parametrize("count", (1, 3))
def test_choose_asks_the_same_number_of_queries_for_any_length(
    client, office, django_assert_num_queries, count
):
    made = actions.open_proposal(office.round, by=orgs.actor_of(office.clerk))
    for _n in range(count):
        recognised_item(office.division, office.round)
    enter(client, office.clerk)

    with django_assert_num_queries(
        10
    ):  # session, user, posts, round, proposal, rows, contracts, forms twice, stepper
        response = client.get(office.url("choose", made.pk))

    assert len(response.context["page"].rows) == count


def test_from_recognised_to_certificate_by_the_pages_alone(client, office):
    review = recognised_item(office.division, office.round, full_name="Lường Thị Mai")
    enter(client, office.clerk)
    client.post(office.url("open"))
    made = Proposal.objects.get()
    client.post(office.url("choose", made.pk), {"row": [review.pk], "form": office.form.pk})
    case = made.cases.get()
    client.post(
        office.url("case", made.pk, case.pk),
        {"form": office.form.pk, "achievement": "Trả 2.914 hồ sơ."},
    )
    client.post(office.url("send", made.pk))
    enter(client, office.chief)

    response = client.post(
        office.url("decide", made.pk),
        {
            "signed_on": "21/11/2026",
            "signer": "Lò Văn Tới",
            "signer_post": "Chánh Văn phòng",
            "bases": "Căn cứ Quy chế;\nXét đề nghị.",
        },
        follow=True,
    )

    award = Award.objects.get()
    assert response.redirect_chain == [(office.url("proposal", made.pk), 302)]
    assert "01/QĐ-VPUBND" in response.text
    certificate = client.get(office.url("certificate", award.pk))
    assert certificate["Content-Type"] == "application/pdf"
    text = pypdfium2.PdfDocument(certificate.content)[0].get_textpage().get_text_range()
    assert all(w in text for w in ("Lường Thị Mai", award.spaced_code, "01/QĐ-VPUBND", "0001/2026"))


def test_choose_keeps_what_was_ticked_when_the_form_is_refused(client, office):
    made = office.decided()
    review = made.cases.get().review
    again = actions.open_proposal(office.round, by=orgs.actor_of(office.clerk))
    enter(client, office.clerk)

    response = client.post(
        office.url("choose", again.pk), {"row": [review.pk], "form": office.form.pk}
    )

    assert "Một thành tích chỉ khen một lần" in response.text
    assert response.context["ticked"] == [review.pk]


def test_decide_says_in_the_form_what_is_wrong_with_the_day(client, office):
    made = office.sent()
    enter(client, office.chief)

    response = client.post(
        office.url("decide", made.pk),
        {"signed_on": "22/11/2026", "signer": "A", "signer_post": "B", "bases": "C"},
    )

    assert response.context["form"].errors["signed_on"] == [
        "Đang ghi 22/11/2026. Cần một ngày từ 21/11/2026 đến hôm nay."
    ]
    assert response.context["form"]["signer"].value() == "A"


def test_decide_twice_warns_and_leads_back(client, office):
    made = office.decided()
    enter(client, office.chief)

    response = client.post(
        office.url("decide", made.pk),
        {"signed_on": "21/11/2026", "signer": "A", "signer_post": "B", "bases": "C"},
        follow=True,
    )

    assert "vừa được người khác xử lý" in response.text
    assert Award.objects.count() == 1


def test_the_sender_is_refused_the_decision_with_the_reason(client, office):
    made = office.sent()
    enter(client, office.clerk)

    response = client.get(office.url("decide", made.pk))

    assert (response.status_code, "Người trình không tự quyết định" in response.text) == (403, True)


def test_a_stranger_does_not_find_a_proposal_nor_an_award(client, office):
    made = office.decided()
    enter(client, PostFactory(unit=UnitFactory(path="002."), powers=[Power.COMMEND]))

    assert client.get(office.url("proposal", made.pk)).status_code == 404
    assert client.get(office.url("award", Award.objects.get().pk)).status_code == 404
    assert client.get(office.url("certificates", made.pk)).status_code == 404
    assert not client.get(office.url("register")).context["page"].rows


def test_a_colleague_without_the_power_sees_the_register_and_may_not_print(client, office):
    office.decided()
    award = Award.objects.get()
    enter(client, PostFactory(unit=office.division))

    assert list(client.get(office.url("register")).context["page"].rows) == [award]
    assert client.get(office.url("certificate", award.pk)).status_code == 403
    assert client.post(office.url("open")).status_code == 403


def test_return_without_a_reason_says_so(client, office):
    made = office.sent()
    enter(client, office.chief)

    response = client.post(office.url("return", made.pk), {"note": ""}, follow=True)

    assert "Cần nêu lý do" in response.text
    assert Proposal.objects.get().state == State.SENT


def test_a_returned_proposal_shows_the_reason_to_its_unit(client, office):
    made = office.sent()
    enter(client, office.chief)
    client.post(office.url("return", made.pk), {"note": "Thiếu số liệu."})
    enter(client, office.clerk)

    response = client.get(office.url("proposal", made.pk))

    assert "Thiếu số liệu." in response.text
    client.post(office.url("remove", made.pk, made.cases.get().pk))
    assert made.cases.count() == 0


@pytest.mark.parametrize("name", ("to-trinh", "danh-sach", "quyet-dinh"))
def test_papers_are_word_files_that_name_the_person(client, office, name):
    made = office.decided(full_name="Lường Thị Mai")
    enter(client, office.clerk)

    response = client.get(office.url("paper", made.pk, name))

    document = Document(io.BytesIO(response.content))
    cells = {c.text for t in document.tables for row in t.rows for c in row.cells}
    assert "Lường Thị Mai" in cells


@pytest.mark.parametrize(("powers", "read"), (((), ["…"]), ((Power.FILE,), ["x"])))
def test_the_list_tells_who_is_a_party_member_only_to_who_files_000_17(office, powers, read):
    made = office.proposal(cell=UnitFactory(kind=Kind.CELL))

    table = Document(io.BytesIO(queries_paper(made, *powers))).tables[-1]

    column = [cell.text for cell in table.rows[0].cells].index("Đảng viên")
    cells = [row.cells[column].text for row in table.rows]
    assert [text for text in cells if text in {"x", "…"}] == read


def test_the_proposal_and_its_list_bear_the_number_they_were_sent_with(client, office):
    made = office.sent()
    enter(client, office.clerk)

    document = Document(io.BytesIO(client.get(office.url("paper", made.pk, "to-trinh")).content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    words = "\n".join([*(p.text for p in document.paragraphs), *cells])

    lines = [p.text for p in document.paragraphs]
    assert [line.split()[0] for line in lines if line.startswith(("Kính gửi", "Căn"))][:2] == [
        "Kính",
        "Căn",
    ]
    assert "Số: 01/TTr-VPUBND" in words
    assert "Kèm theo Tờ trình số 01/TTr-VPUBND ngày 21/11/2026" in words


def test_the_decision_is_whole_its_bases_its_authority_and_its_list(client, office):
    made = office.decided(3)
    enter(client, office.clerk)

    response = client.get(office.url("paper", made.pk, "quyet-dinh"))

    document = Document(io.BytesIO(response.content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    words = "\n".join([*(p.text for p in document.paragraphs), *cells])
    said = ("CHÁNH VĂN PHÒNG UBND TỈNH", "Căn cứ Luật Thi đua, khen thưởng", "Điều 3.", "Nơi nhận:",
            "Kèm theo Quyết định số 01/QĐ-VPUBND")  # fmt: skip
    assert [part for part in said if part not in words] == []
    assert {a.holder for a in Award.objects.all()} <= set(cells)


def test_the_list_names_only_what_was_held_before_the_proposal_was_sent(office):
    with time_machine.travel(dt.datetime(2026, 11, 19, 3, tzinfo=dt.UTC), tick=False):
        made = office.sent()
    post = orgs.actor_of(office.chief)
    actions.decide(
        made, by=post, signed_on=dt.date(2026, 11, 21), signer="Lò Văn Tới",
        signer_post="Chánh Văn phòng",
    )  # fmt: skip

    found = queries.held_before(list(queries.cases_of(made)))

    assert found == {}


def test_the_list_names_what_was_held_before(office):
    office.decided()
    holder = Award.objects.get().review.registration.person
    review = RecognisedFactory(
        registration__sheet=SheetFactory(round=RoundFactory(), person=holder, unit=office.division)
    )
    case = CaseFactory(proposal=ProposalFactory(round=office.round), review=review)

    found = queries.held_before([case])

    assert {person: [a.form for a in awards] for person, awards in found.items()} == {
        holder.pk: ["Giấy khen"]
    }


def test_the_decision_cannot_be_downloaded_before_it_is_issued(client, office):
    made = office.sent()
    enter(client, office.clerk)

    assert client.get(office.url("paper", made.pk, "quyet-dinh")).status_code == 404
    assert client.get(office.url("paper", made.pk, "khac")).status_code == 404
    assert client.get(office.url("certificates", made.pk)).status_code == 404


def test_all_certificates_are_one_file_a_page_each(client, office):
    made = office.decided(3)
    enter(client, office.clerk)

    response = client.get(office.url("certificates", made.pk))

    assert len(pypdfium2.PdfDocument(response.content)) == 3


def test_register_filters_and_its_sheet_holds_the_same_rows(client, office):
    office.decided(full_name="Lường Thị Mai")
    office.decided(full_name="Lò Văn Pâng")
    enter(client, office.clerk)
    asked = {"ten": "Mai", "nam": "2026", "hinh_thuc": "Giấy khen", "state": "valid"}

    page = client.get(office.url("register"), asked)
    sheet = client.get(office.url("register_xlsx"), asked)

    assert [a.holder for a in page.context["page"].rows] == ["Lường Thị Mai"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0)
    holders = [row[1] for row in rows.to_python() if row[0] == "0001/2026"]
    assert holders == ["Lường Thị Mai"]


def test_anybody_verifies_a_code_however_it_is_typed(client, office, django_assert_num_queries):
    office.decided(full_name="Lường Thị Mai")
    award = Award.objects.get()

    with django_assert_num_queries(1):
        response = client.get(reverse("commendation:verify", args=[award.spaced_code.lower()]))

    assert response.status_code == 200
    assert all(
        word in response.text
        for word in ("Lường Thị Mai", "Giấy khen", "01/QĐ-VPUBND", "Còn hiệu lực")
    )
    assert award.case.achievement not in response.text


def test_the_box_leads_to_the_page_of_the_code(client, office):
    office.decided()
    award = Award.objects.get()

    response = client.get(reverse("commendation:verify_box"), {"ma": f" {award.spaced_code} "})

    assert response.url == reverse("commendation:verify", args=[award.code])
    assert client.get(reverse("commendation:verify_box")).status_code == 200


def test_an_unknown_code_is_a_friendly_page_not_found(client):
    response = client.get(reverse("commendation:verify", args=["ABCD-EFGH"]))

    assert (response.status_code, "Không có giấy nào mang mã này" in response.text) == (404, True)


def test_a_revoked_award_says_so_to_everybody(client, office):
    office.decided()
    award = Award.objects.get()
    enter(client, office.chief)
    client.post(
        office.url("award", award.pk), {"revoked_on": "21/11/2026", "ground": "Kê khai sai."}
    )
    client.logout()

    response = client.get(reverse("commendation:verify", args=[award.code]))

    assert all(
        word in response.text
        for word in ("Đã thu hồi", "02/QĐ-VPUBND", "21/11/2026", "Kê khai sai.")
    )


def test_a_revoked_award_is_no_longer_printed(client, office):
    office.decided()
    Award.objects.update(state=Standing.REVOKED, revoked_on=dt.date(2026, 11, 21))
    enter(client, office.clerk)

    response = client.get(office.url("certificate", Award.objects.get().pk))

    assert response.status_code == 403


def test_forms_are_added_and_ended_on_their_page(client, office):
    enter(client, office.clerk)

    client.post(office.url("forms"), {"name": "Thư khen", "source": "", "valid_from": "1/1/2026"})
    added = AwardForm.objects.get(name="Thư khen")
    client.post(office.url("end_form", added.pk))

    added.refresh_from_db()
    assert added.valid_until == dt.date(2026, 11, 21)
    assert client.get(office.url("forms")).status_code == 200


def test_stepper_counts_awards_recognised_and_late(office):
    office.decided()
    office.sent()
    Milestone.objects.create(
        round=office.round, kind=MilestoneKind.COMMENDATION, due_on=dt.date(2026, 11, 20)
    )

    row = queries.stepper_row(orgs.actor_of(office.chief), office.round).get()

    assert row == {"step": 6, "done": 1, "total": 2, "late": 1}


def test_what_waits_is_for_who_may_do_it(office):
    office.sent()
    recognised_item(office.division, office.round)
    actions.open_proposal(office.round, by=orgs.actor_of(office.clerk))

    def waiting(post):
        rows = queries.waiting_rows(orgs.actor_of(post), office.round)
        return {r["what"]: r["n"] for row in rows for r in row}

    propose = {"commendation.propose": 1, "commendation.send": 1}
    assert waiting(office.chief) == propose | {"commendation.decide": 1}
    assert waiting(office.clerk) == propose | {"commendation.decide": 0}
    assert waiting(PostFactory(unit=office.division)) == {}
    assert set(queries.WAITING) == {*propose, "commendation.decide"}


def test_a_post_that_has_ended_is_not_offered_on_the_list(office):
    made = office.proposal()
    person = Person.objects.get(pk=made.cases.get().review.registration.person_id)
    PostFactory(person=person, unit=office.division, title="Cũ", until=dt.date(2026, 1, 1))
    PostFactory(person=person, unit=office.division, title="Phó Trưởng phòng")

    data = Document(io.BytesIO(queries_paper(made)))

    cells = {c.text for t in data.tables for row in t.rows for c in row.cells}
    assert "Phó Trưởng phòng, Phòng Nội chính, Văn phòng UBND tỉnh" in cells


def queries_paper(made, *powers):
    by = actor_in(made.unit, Power.COMMEND, *powers)
    return exports.list_docx(made, list(queries.cases_of(made)), by)


def test_the_list_warns_of_who_is_below_the_minimum_of_the_year(client, office):
    made = office.proposal()
    enter(client, office.clerk)
    enough = client.get(office.url("proposal", made.pk)).content.decode()
    office.round.quotas.update(minimum=2, target=2)

    short = client.get(office.url("proposal", made.pk)).content.decode()

    assert ("dưới tối thiểu" in enough, "01/02, dưới tối thiểu" in short) == (False, True)
