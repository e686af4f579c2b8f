"""The points that a paper gives its criteria: read, laid down as a table at the launch, told."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kheo.accounts.models import User
from kheo.kernel import clock
from kheo.kernel.audit import trail
from kheo.movement.models import Movement, ScoringTable
from kheo.movement.s1_directive import actions as s1
from kheo.movement.s1_directive import titles
from kheo.movement.s1_directive.states import ClauseKind, Subject
from kheo.movement.s5_review import actions, validity
from kheo.movement.s5_review.points import lines_with_points, points_of, total_points
from kheo.notices.models import Notice
from kheo.orgs.states import Kind, Power
from tests.factories import RegistrationFactory, SheetFactory, UnitFactory, actor_in
from tests.factories.directive import DirectiveFactory, terms
from tests.factories.review import ScoringTableFactory


@pytest.mark.parametrize(
    ("text", "words", "points"),
    (
        ("Gần dân, nắm chắc việc của dân: 40 điểm", "Gần dân, nắm chắc việc của dân", 40),
        ("Có cách làm mới (tối đa 12,5 điểm).", "Có cách làm mới", 12.5),
        ("Kết quả - 30 (ba mươi) điểm;", "Kết quả", 30),
        ("Nhân rộng, từ 0 đến 20 điểm", "Nhân rộng", 20),
        ("10 điểm: đúng hạn", "đúng hạn", 10),
        ("Cách làm (25 điểm): mới, dễ theo", "Cách làm: mới, dễ theo", 25),
        ("Làm sạch 3 điểm trường", "Làm sạch 3 điểm trường", None),
        ("Nộp muộn trừ 5 điểm", "Nộp muộn trừ 5 điểm", None),
        ("Đạt 90 điểm trở lên: xuất sắc", "Đạt 90 điểm trở lên: xuất sắc", None),
        ("Cách làm: 10 điểm; kết quả: 20 điểm", "Cách làm: 10 điểm; kết quả: 20 điểm", None),
    ),
)
def test_a_criterion_tells_its_points_or_none(text, words, points):
    assert points_of(text) == (words, points if points is None else Decimal(str(points)))


def test_criteria_with_points_are_lines_and_those_without_are_left_out():
    lines = lines_with_points(["Gần dân: 40 điểm", "Trung thực", "Kết quả: 60 điểm"])

    assert [(line.number, line.text, line.most) for line in lines] == [
        ("1", "Gần dân", 40),
        ("2", "Kết quả", 60),
    ]
    assert total_points(lines) == 100


def test_points_below_a_criterion_are_its_lines_and_a_bare_one_carries_their_sum():
    lines = lines_with_points([
        "1. Cách làm (40 điểm)", "a) Mới: 25 điểm", "b) Nhiều người cùng làm: 15 điểm",
        "2. Kết quả", "- Số liệu: 50 điểm", "- Người dân xác nhận: 10 điểm",
    ])  # fmt: skip

    assert [(line.number, line.most) for line in lines] == [
        ("1", 40), ("1.1", 25), ("1.2", 15), ("2", 60), ("2.1", 50), ("2.2", 10),
    ]  # fmt: skip
    assert total_points(lines) == 100


CRITERIA = ["Gần dân: 40 điểm", "Có cách làm mới (tối đa 60 điểm)", "Trung thực"]


@pytest.fixture
def launching(agency):
    """Return how somebody launches a movement whose paper has *criteria*, *scored* for some."""
    division = UnitFactory(parent=agency, path="001.003.004.", kind=Kind.DIVISION)

    def launch(by, scored, criteria=CRITERIA):
        directive = s1.confirm(DirectiveFactory(unit=agency), by=by)
        clauses = {ClauseKind.CRITERION: criteria}
        return s1.launch(directive, terms([division], clauses=clauses, scored=scored), by=by)

    return launch


@pytest.fixture
def chair(agency):
    return actor_in(agency, Power.LAUNCH, Power.COUNCIL)


@pytest.fixture
def clerk(agency):
    return actor_in(agency, Power.LAUNCH)


def drawn(table):
    return [(line.number, line.text, line.most) for line in table.lines.all()]


def test_who_keeps_tables_lays_down_the_one_of_the_paper_at_the_launch(launching, chair, agency):
    shared = ScoringTableFactory(unit=agency)

    round_ = launching(chair, [Subject.ITEM])

    table = round_.movement.scoring_tables.get()
    assert drawn(table) == [("1", "Gần dân", 40), ("2", "Có cách làm mới", 60)]
    assert (table.unit, table.subject, table.valid_until) == (agency, Subject.ITEM, None)
    assert [level.name for level in table.levels.all()] == ["Xuất sắc", "Tốt"]  # of the shared one
    assert table.source == titles.cited(round_.movement.directive.document)
    assert [e.verb for e in trail.history_of(table)] == ["scoring_table.create"]
    sheet = RegistrationFactory(sheet=SheetFactory(round=round_, unit=agency))
    other = RegistrationFactory(sheet=SheetFactory(unit=agency))
    today = clock.today()
    assert [validity.table_for(r, on=today) for r in (sheet, other)] == [table, shared]


def test_who_keeps_no_tables_asks_the_council_at_the_launch(launching, clerk, council):
    round_ = launching(clerk, [Subject.ITEM, Subject.MODEL])

    assert not ScoringTable.objects.exists()
    notice = Notice.objects.get(person=council.person_id)
    assert notice.text == (
        f"Phong trào “{round_.movement.name}” đề nghị lập bảng điểm theo tiêu chí của văn bản "
        "phát động."
    )
    assert notice.url == reverse("directive:detail", args=[round_.pk]) + "#scoring"
    verbs = {e.verb for e in trail.history_of(round_.movement)}
    assert verbs == {"movement.launch", "scoring_table.ask"}


def test_nothing_is_laid_down_that_nobody_chose(launching, chair):
    round_ = launching(chair, [])

    assert not round_.movement.scoring_tables.exists()


def test_points_that_make_no_hundred_launch_nothing(launching, chair):
    with pytest.raises(ValidationError, match="cộng lại 40 điểm, cần đúng 100: còn thiếu 60"):
        launching(chair, [Subject.ITEM], CRITERIA[:1])

    assert not Movement.objects.exists()


def test_the_paper_makes_one_table_for_a_subject(launching, chair, agency):
    round_ = launching(chair, [Subject.ITEM])

    with pytest.raises(ValidationError, match="đã có bảng điểm riêng cho “Nội dung của cá nhân”"):
        actions.choose_scoring(round_, [Subject.ITEM], by=chair)


def test_the_movement_page_says_what_scores_it_and_offers_the_paper_to_who_may(
    client, launching, clerk, chair
):
    round_ = launching(clerk, [])
    detail = reverse("directive:detail", args=[round_.pk])
    offer = reverse("review:paper_table", args=[round_.pk, Subject.MODEL])

    client.force_login(User.objects.get(pk=clerk.user_id))
    seen, refused = client.get(detail).text, client.get(offer)
    client.force_login(User.objects.get(pk=chair.user_id))
    offered, form = client.get(detail).text, client.get(offer).context["forms"]

    assert seen.count("Chưa có bảng điểm đang hiệu lực") == 2
    assert "Có cách làm mới" in seen
    assert (offer in seen, refused.status_code, offer in offered) == (False, 403, True)
    assert [row["text"].value() for row in form.lines][:2] == ["Gần dân", "Có cách làm mới"]
    assert (form.head["subject"].value(), form.head["of_movement"].value()) == ("model", True)
