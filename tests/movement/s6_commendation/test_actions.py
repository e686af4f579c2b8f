import datetime as dt
import io
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from docx import Document

from kheo.desk import search
from kheo.documents.models import NumberBook, OfficialDocument
from kheo.kernel import files
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Award, AwardForm, Case, Decision, Note, Proposal
from kheo.movement.s6_commendation import actions, exports, forms, queries, submitting
from kheo.movement.s6_commendation.states import Standing, State
from kheo.notices.models import Notice
from kheo.orgs.models import Person
from kheo.orgs.states import Kind, Power
from tests.factories import PostFactory, RoundFactory, UnitFactory, actor_in
from tests.factories.commendation import (
    AwardFormFactory,
    recognised_item,
    recognised_model,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC), tick=False):
        yield


class Office:
    """An agency with its division, a clerk who proposes and a chief who decides."""

    def __init__(self):
        self.province = UnitFactory(path="001.", name="UBND tỉnh Nam Sơn", symbol="UBND")
        self.agency = UnitFactory(
            path="001.003.", parent=self.province, kind=Kind.AGENCY, name="Văn phòng UBND tỉnh",
            symbol="VPUBND", place="Nam Sơn",
        )  # fmt: skip
        self.division = UnitFactory(path="001.003.001.", parent=self.agency, name="Phòng Nội chính")
        self.round = RoundFactory(movement__name="Dân vận khéo")
        self.form = AwardFormFactory(unit=self.agency)
        self.clerk = actor_in(self.agency, Power.COMMEND)
        self.chief = actor_in(self.agency, Power.COMMEND)

    def proposal(self, *reviews):
        made = actions.open_proposal(self.round, by=self.clerk)
        actions.add_cases(made, [r.pk for r in reviews], self.form, by=self.clerk)
        return made

    def sent(self, *reviews):
        return actions.send(self.proposal(*reviews), by=self.clerk)

    def decide(self, made, **fields):
        words = {"signed_on": TODAY, "signer": "Lò Văn Tới", "signer_post": "Chánh Văn phòng"}
        return actions.decide(made, by=self.chief, **(words | fields))


@pytest.fixture
def office():
    return Office()


def fresh(made):
    return Proposal.objects.get(pk=made.pk)


def test_open_proposal_is_of_the_unit_the_power_holds_over(office):
    made = actions.open_proposal(office.round, by=office.clerk)

    assert (made.unit, made.path, made.state) == (office.agency, "001.003.", State.DRAFT)
    assert [e.verb for e in trail.history_of(made)] == ["proposal.open"]


def test_open_proposal_refuses_an_ordinary_post(office):
    with pytest.raises(PermissionDenied, match="Chỉ người được giao việc khen thưởng"):
        actions.open_proposal(office.round, by=actor_in(office.agency, Power.REPORT))

    assert not Proposal.objects.exists()


def test_a_case_comes_with_its_achievement_prepared_from_title_points_and_notes(office):
    review = recognised_item(office.division, office.round)
    registration = review.registration
    for n in (1, 2, 3):
        Note.objects.create(
            registration=registration, day=dt.date(2026, 9, n), text=f"Đợt {n} xong.",
            by=registration.person, at=dt.datetime(2026, 9, n, 2, tzinfo=dt.UTC),
        )  # fmt: skip

    made = office.proposal(review)

    case = made.cases.get()
    assert case.achievement == f"{registration.title}. Xuất sắc, 91,5 điểm. Đợt 3 xong. Đợt 2 xong."


def test_add_cases_refuses_what_is_not_recognised_in_reach_and_adds_nothing(office):
    mine = recognised_item(office.division, office.round)
    elsewhere = recognised_item(UnitFactory(path="002."), office.round)
    made = actions.open_proposal(office.round, by=office.clerk)

    with pytest.raises(ValidationError, match="không còn chọn được"):
        actions.add_cases(made, [mine.pk, elsewhere.pk], office.form, by=office.clerk)

    assert not Case.objects.exists()


def test_add_cases_refuses_a_form_no_longer_used(office):
    review = recognised_item(office.division, office.round)
    made = actions.open_proposal(office.round, by=office.clerk)
    AwardForm.objects.update(valid_until=TODAY)

    with pytest.raises(ValidationError, match="“Giấy khen” không còn dùng"):
        actions.add_cases(made, [review.pk], office.form, by=office.clerk)


def test_another_unit_does_not_change_the_list(office):
    made = office.proposal(recognised_item(office.division, office.round))

    with pytest.raises(PermissionDenied, match="do đơn vị lập tự sửa"):
        actions.remove_case(made.cases.get(), by=actor_in(office.province, Power.COMMEND))

    assert made.cases.count() == 1


def test_a_list_that_was_sent_no_longer_changes(office):
    made = office.sent(recognised_item(office.division, office.round))

    with pytest.raises(StaleStateError):
        actions.remove_case(made.cases.get(), by=office.clerk)


def test_edit_case_keeps_what_was_before_in_the_trail(office):
    made = office.proposal(recognised_item(office.division, office.round))
    case = made.cases.get()
    before = case.achievement

    actions.edit_case(case, by=office.clerk, form=office.form, achievement="Trả 2.914 hồ sơ.")

    event = trail.history_of(made).get(verb="proposal.edit")
    assert event.changes == {"achievement": [before, "Trả 2.914 hồ sơ."]}


def test_an_empty_list_is_not_sent(office):
    made = actions.open_proposal(office.round, by=office.clerk)

    with pytest.raises(ValidationError, match="Danh sách còn trống"):
        actions.send(made, by=office.clerk)


def test_send_tells_those_who_may_decide(office):
    office.sent(recognised_item(office.division, office.round))

    assert list(Notice.objects.values_list("person", "text")) == [
        (office.chief.person_id, "Văn phòng UBND tỉnh trình đề nghị khen thưởng 1 trường hợp.")
    ]


def test_a_proposal_takes_the_next_number_of_its_unit_when_it_is_sent(office):
    first = office.sent(recognised_item(office.division, office.round))
    second = office.sent(recognised_item(office.division, office.round))

    assert [(fresh(p).number, fresh(p).numbered_on) for p in (first, second)] == [
        (1, TODAY), (2, TODAY)
    ]  # fmt: skip
    assert NumberBook.objects.get(kind="TTr").last == 2


def test_a_proposal_sent_again_keeps_its_number(office):
    made = office.sent(recognised_item(office.division, office.round))
    actions.return_(fresh(made), by=office.chief, note="Thiếu số liệu")

    actions.send(fresh(made), by=office.clerk)

    assert (fresh(made).number, NumberBook.objects.get(kind="TTr").last) == (1, 1)


def test_an_empty_proposal_takes_no_number(office):
    made = actions.open_proposal(office.round, by=office.clerk)

    with pytest.raises(ValidationError):
        actions.send(made, by=office.clerk)

    assert (fresh(made).number, NumberBook.objects.count()) == (None, 0)


def test_return_needs_a_reason_and_tells_the_sender(office):
    made = office.sent(recognised_item(office.division, office.round))
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.return_(fresh(made), by=office.chief, note=" ")

    actions.return_(fresh(made), by=office.chief, note="Thiếu số liệu.")

    assert (fresh(made).state, fresh(made).sent_by) == (State.DRAFT, None)
    assert Notice.objects.filter(person=office.clerk.person_id).get().text == (
        "Đề nghị khen thưởng được trả lại: Thiếu số liệu."
    )


def test_decide_takes_the_number_writes_the_paper_and_the_register(office):
    person = recognised_item(office.division, office.round, full_name="Lường Thị Mai")
    model = recognised_model(office.division, office.round)
    made = office.sent(person, model)

    decision = office.decide(made, bases=["Căn cứ Quy chế."])

    assert (decision.number, decision.issuer) == ("01/QĐ-VPUBND", "Văn phòng UBND tỉnh")
    rows = list(Award.objects.order_by("serial").values_list("serial", "holder", "holder_unit"))
    assert rows == [
        (1, "Phòng Nội chính, Văn phòng UBND tỉnh", "Phòng Nội chính, Văn phòng UBND tỉnh"),
        (2, "Lường Thị Mai", "Phòng Nội chính, Văn phòng UBND tỉnh"),
    ]
    assert all(re.fullmatch(f"[{queries.ALPHABET}]{{12}}", a.code) for a in Award.objects.all())
    paper = OfficialDocument.objects.get()
    assert (paper, paper.number, paper.issued_on) == (decision.document, "01/QĐ-VPUBND", TODAY)
    words = "\n".join(p.text for p in Document(io.BytesIO(files.fetch(paper.file))).paragraphs)
    assert "Căn cứ Quy chế" in words
    assert "Tặng Giấy khen cho 01 tập thể và 01 cá nhân" in words


def test_an_award_keeps_the_names_of_its_day(office):
    office.decide(
        office.sent(recognised_item(office.division, office.round, full_name="Lò Văn Pâng"))
    )
    Person.objects.filter(full_name="Lò Văn Pâng").update(full_name="Lò Văn Khác")
    office.division.name = "Phòng Tổng hợp"
    office.division.save()

    award = Award.objects.get()

    assert (award.holder, award.holder_unit) == (
        "Lò Văn Pâng",
        "Phòng Nội chính, Văn phòng UBND tỉnh",
    )


def test_numbers_follow_each_other_in_the_book_of_the_year(office):
    for n in (1, 2):
        decision = office.decide(office.sent(recognised_item(office.division, office.round)))
        assert decision.number == f"{n:02d}/QĐ-VPUBND"

    assert list(Award.objects.order_by("pk").values_list("year", "serial")) == [
        (2026, 1),
        (2026, 2),
    ]


@pytest.mark.parametrize("signed_on", (dt.date(2026, 11, 22), dt.date(2026, 11, 20)))
def test_the_signing_day_lies_between_the_proposal_and_today(office, signed_on):
    made = office.sent(recognised_item(office.division, office.round))

    with pytest.raises(ValidationError, match="Cần một ngày từ 21/11/2026 đến hôm nay"):
        office.decide(made, signed_on=signed_on)

    assert fresh(made).state == State.SENT
    assert not NumberBook.objects.filter(kind="QĐ").exists()


def test_who_sent_does_not_decide(office):
    made = office.sent(recognised_item(office.division, office.round))

    with pytest.raises(PermissionDenied, match="Người trình không tự quyết định"):
        actions.decide(made, by=office.clerk, signed_on=TODAY, signer="A", signer_post="B")


def test_of_two_who_decide_at_once_one_succeeds_with_one_number_and_no_gap(office):
    made = office.sent(recognised_item(office.division, office.round))
    other_tab, next_one = fresh(made), office.sent(recognised_item(office.division, office.round))

    office.decide(fresh(made))
    with pytest.raises(StaleStateError):
        office.decide(other_tab)
    after = office.decide(next_one)

    assert (Decision.objects.count(), Award.objects.count()) == (2, 2)
    assert after.number == "02/QĐ-VPUBND"


def test_a_failed_decision_leaves_no_gap(office):
    review = recognised_item(office.division, office.round)
    above = AwardFormFactory(unit=office.province, name="Bằng khen")
    made = actions.open_proposal(office.round, by=office.clerk)
    actions.add_cases(made, [review.pk], above, by=office.clerk)
    actions.send(made, by=office.clerk)

    with pytest.raises(ValidationError, match="“Bằng khen” do UBND tỉnh Nam Sơn tặng"):
        office.decide(fresh(made))

    assert fresh(made).state == State.SENT
    assert not NumberBook.objects.filter(kind="QĐ").exists()
    chief = actor_in(office.province, Power.COMMEND)
    decision = actions.decide(fresh(made), by=chief, signed_on=TODAY, signer="A", signer_post="B")
    assert (decision.number, decision.issuer) == ("01/QĐ-UBND", "UBND tỉnh Nam Sơn")


def test_one_achievement_is_commended_once_in_a_form(office):
    review = recognised_item(office.division, office.round, full_name="Lò Văn Pâng")
    office.decide(office.sent(review))

    with pytest.raises(
        ValidationError, match=r"“Lò Văn Pâng” đã được tặng Giấy khen.*01/QĐ-VPUBND"
    ):
        office.proposal(review)


def test_two_proposals_of_one_achievement_end_in_one_award(office):
    review = recognised_item(office.division, office.round)
    first, second = office.sent(review), office.sent(review)
    office.decide(first)

    with pytest.raises(ValidationError, match="Một thành tích chỉ khen một lần"):
        office.decide(second)

    assert (Award.objects.count(), NumberBook.objects.get(kind="QĐ").last) == (1, 1)


def test_the_person_commended_is_told(office):
    review = recognised_item(office.division, office.round)

    office.decide(office.sent(review))

    text = Notice.objects.get(person=review.registration.person).text
    assert text == (
        "Bạn được khen thưởng. Quyết định khen thưởng số 01/QĐ-VPUBND ngày 21/11/2026 đã ban hành."
    )


def test_revoke_takes_a_number_writes_a_paper_and_keeps_the_line(office):
    office.decide(office.sent(recognised_item(office.division, office.round)))
    award = Award.objects.get()

    actions.revoke(award, by=office.chief, revoked_on=TODAY, ground="Kê khai sai thành tích.")

    award.refresh_from_db()
    assert (award.state, award.revoked_number, award.revoked_on) == (
        Standing.REVOKED, "02/QĐ-VPUBND", TODAY,
    )  # fmt: skip
    assert list(OfficialDocument.objects.order_by("pk").values_list("number", flat=True)) == [
        "01/QĐ-VPUBND",
        "02/QĐ-VPUBND",
    ]


def test_revoke_refuses_a_stranger_a_missing_ground_and_a_day_before_the_award(office):
    office.decide(office.sent(recognised_item(office.division, office.round)))
    award = Award.objects.select_related("unit", "decision").get()

    with pytest.raises(PermissionDenied, match="Chỉ cấp đã khen"):
        actions.revoke(
            award, by=actor_in(office.division, Power.COMMEND), revoked_on=TODAY, ground="x"
        )
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.revoke(award, by=office.chief, revoked_on=TODAY, ground=" ")
    with pytest.raises(ValidationError, match="Cần một ngày từ 21/11/2026"):
        actions.revoke(award, by=office.chief, revoked_on=dt.date(2026, 11, 1), ground="x")

    assert Award.objects.get().state == Standing.VALID


def test_of_two_who_revoke_at_once_one_succeeds(office):
    office.decide(office.sent(recognised_item(office.division, office.round)))
    first, second = Award.objects.get(), Award.objects.get()
    actions.revoke(first, by=office.chief, revoked_on=TODAY, ground="Kê khai sai.")

    with pytest.raises(StaleStateError):
        actions.revoke(second, by=office.chief, revoked_on=TODAY, ground="Kê khai sai.")

    assert NumberBook.objects.get(kind="QĐ").last == 2


def test_forms_are_kept_and_ended_by_the_unit_that_gives_them(office):
    form = actions.keep_form(
        by=office.clerk, name="Thư khen", source="", valid_from=dt.date(2026, 1, 1)
    )
    assert (form.unit, form.valid_until) == (office.agency, None)

    with pytest.raises(PermissionDenied, match="do đơn vị tặng"):
        actions.end_form(form, by=actor_in(office.province, Power.COMMEND))
    actions.end_form(form, by=office.clerk)

    assert AwardForm.objects.get(pk=form.pk).valid_until == TODAY
    with pytest.raises(StaleStateError):
        actions.end_form(form, by=office.clerk)


def test_the_head_of_the_unit_is_offered_as_the_signer(office):
    head = PostFactory(unit=office.agency, is_head=True, title="Chánh Văn phòng")

    assert queries.signing(office.chief) == (office.agency, head)


def words_of(data):
    document = Document(io.BytesIO(data))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_who_submits_within_a_unit_signs_the_proposal_and_its_head_does_not(office):
    PostFactory(
        unit=office.agency, over=office.agency, title="Chánh Văn phòng", is_head=True,
        person__full_name="Lò Văn Tới",
    )  # fmt: skip
    made = office.sent(recognised_item(office.division, office.round))
    clerk = Person.objects.get(pk=office.clerk.person_id)

    text = words_of(exports.proposal_docx(made, list(queries.cases_of(made)), office.clerk))

    assert (clerk.full_name in text, "Lò Văn Tới" in text) == (True, False)


def test_a_proposal_for_one_person_names_no_collective(office):
    made = office.sent(recognised_item(office.division, office.round))

    text = words_of(exports.proposal_docx(made, list(queries.cases_of(made)), office.clerk))

    assert "cho thấy cá nhân dưới đây" in text
    assert "các tập thể, cá nhân" not in text


def test_the_bases_name_the_body_that_submitted(office):
    division = PostFactory(
        unit=office.division, over=office.agency, title="Trưởng phòng", powers=[Power.COMMEND]
    )
    made = office.sent(recognised_item(office.division, office.round))
    Proposal.objects.filter(pk=made.pk).update(sent_by=division.person)

    asked = forms.bases(fresh(made), [], office.agency)

    assert asked == [
        "Xét đề nghị của Trưởng Phòng Nội chính tại Tờ trình số 01/TTr-VPUBND ngày 21/11/2026."
    ]


def test_who_signed_the_proposal_does_not_sign_the_decision(office):
    made = office.sent(recognised_item(office.division, office.round))
    clerk = Person.objects.get(pk=office.clerk.person_id)

    with pytest.raises(ValidationError) as refused:
        office.decide(made, signer=clerk.full_name)

    assert refused.value.message_dict == {
        "signer": [f"{clerk.full_name} đã ký tờ trình. Người khác có thẩm quyền ký quyết định."]
    }
    assert (fresh(made).state, Decision.objects.count()) == (State.SENT, 0)


def test_a_unit_that_asks_another_signs_by_its_head(office):
    PostFactory(
        unit=office.agency, over=office.agency, title="Chánh Văn phòng", is_head=True,
        person__full_name="Lò Văn Tới",
    )  # fmt: skip
    made = office.sent(recognised_item(office.division, office.round))

    assert submitting.signing(made, office.province).person.full_name == "Lò Văn Tới"


def test_the_codes_on_a_certificate_find_its_award(office):
    made = office.sent(recognised_item(office.division, office.round))
    office.decide(made)
    award = Award.objects.get()

    found = [
        [r.title for r in search.find(office.chief, code)]
        for code in (award.spaced_code, award.entry)
    ]

    assert found == [[award.holder], [award.holder]]
