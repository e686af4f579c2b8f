import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Review, Score, ScoringTable, Tally
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s5_review import actions, queries, validity
from kheo.movement.s5_review.states import Column, LevelDraft, LineDraft, State
from kheo.notices.models import Notice
from kheo.orgs.models import Person
from tests.factories.review import ReviewFactory
from tests.movement.s5_review.conftest import marks

LEVELS = [LevelDraft("Tốt", Decimal(80))]
DAY = dt.date(2026, 11, 18)
COUNCIL = {"opinion": "Nhất trí, biên bản 07/BB-HĐ", "decided_on": DAY}


def line(number, most, text="Nội dung"):
    return LineDraft(number, text, Decimal(str(most)))


def make(unit, by, lines, levels=LEVELS, **changes):
    facts = {
        "name": "Bảng điểm 2027",
        "subject": Subject.ITEM,
        "source": "QĐ 5",
        "valid_from": dt.date(2026, 12, 1),
    }
    return actions.create_table(unit, by=by, lines=lines, levels=levels, **facts, **changes)


@pytest.fixture
def scored(review, owner):
    return actions.score(review, by=owner, marks=marks(review, 20, 15, 50))


@pytest.fixture
def checked(scored, appraiser):
    reasons = {"2": "Số liệu chưa đối chiếu"}
    return actions.check(scored, by=appraiser, marks=marks(scored, 20, 15, 41, reasons=reasons))


def test_a_table_is_kept_as_a_tree_with_its_levels(agency, council):
    table = make(agency, council, [line("1", 60), line("1.1", 60), line("2", 40)])

    kept = [(ln.number, ln.parent and ln.parent.number, ln.most) for ln in table.lines.all()]
    assert kept == [("1", None, 60), ("1.1", "1", 60), ("2", None, 40)]
    assert [(level.name, level.least) for level in table.levels.all()] == [("Tốt", 80)]


@pytest.mark.parametrize(
    ("lines", "words"),
    (
        (
            [line("1", 60), line("2", 38.5)],
            "Các dòng cộng lại 98,5 điểm, cần đúng 100: còn thiếu 1,5.",
        ),
        (
            [line("1", 60), line("1.1", 20), line("1.2", 35), line("2", 45)],
            "Dòng 1 ghi 60 điểm, các dòng dưới cộng lại 55.",
        ),
        ([line("1", 50), line("1", 50)], "Số 1 ghi hai lần."),
        ([line("1.1", 100)], "Dòng 1.1 cần dòng 1 đứng trước."),
        ([line("1", 0), line("2", 100)], "Dòng 1 ghi 0 điểm, cần số dương, lẻ đến 0,25."),
        ([], "Bảng chưa có dòng nào."),
    ),
)
def test_a_table_that_does_not_add_up_is_refused_in_words(agency, council, lines, words):
    with pytest.raises(ValidationError) as refused:
        make(agency, council, lines)
    assert refused.value.messages == [words]
    assert not ScoringTable.objects.exists()


@pytest.mark.parametrize(
    ("levels", "words"),
    (
        ([], "Cần ít nhất một mức công nhận."),
        ([LevelDraft("Tốt", Decimal(101))], "Mức “Tốt” cần từ 0 đến 100 điểm."),
        (
            [LevelDraft("Tốt", Decimal(80)), LevelDraft("Khá", Decimal(80))],
            "Hai mức công nhận có cùng một số điểm.",
        ),
    ),
)
def test_levels_are_checked_in_words(agency, council, levels, words):
    with pytest.raises(ValidationError) as refused:
        make(agency, council, [line("1", 100)], levels)
    assert refused.value.messages == [words]


def test_a_new_version_ends_the_old_one_and_old_reviews_keep_theirs(agency, council, review, table):
    new = make(agency, council, [line("1", 100)], replaces=table)

    table.refresh_from_db()
    assert table.valid_until == new.valid_from
    assert Review.objects.get().table == table
    assert validity.table_for(review.registration, on=dt.date(2026, 11, 30)) == table
    assert validity.table_for(review.registration, on=dt.date(2026, 12, 1)) == new


def test_a_new_version_must_begin_after_the_old_one(agency, council, table):
    table.valid_from = dt.date(2026, 12, 1)

    with pytest.raises(ValidationError, match="cần sau ngày 01/12/2026"):
        make(agency, council, [line("1", 100)], replaces=table)


def test_a_table_is_replaced_once(agency, council, table):
    table.valid_until = dt.date(2026, 11, 30)

    with pytest.raises(ValidationError, match="đã có bảng thay thế"):
        make(agency, council, [line("1", 100)], replaces=table)


def test_the_sample_tables_are_whole_and_say_they_are_samples(agency, council):
    made = actions.ship_samples(agency, by=council)

    assert [t.subject for t in made] == ["model", "item"]
    assert all("Bảng mẫu" in t.name and "Bảng mẫu" in t.source for t in made)
    assert [sum(leaf.most for leaf in queries.leaves(t)) for t in made] == [100, 100]


def test_the_nearest_table_in_force_is_taken(item, agency, unit, table, council):
    nearer = make(unit, council, [line("1", 100)])
    ScoringTable.objects.filter(pk=nearer.pk).update(valid_from=dt.date(2026, 6, 1))

    assert validity.table_for(item, on=dt.date(2026, 5, 31)) == table
    assert validity.table_for(item, on=dt.date(2026, 6, 1)) == nearer


def test_a_case_is_opened_once(owner, item, table):
    first = actions.start(item, by=owner)

    assert actions.start(item, by=owner) == first
    assert (first.table, first.path, first.state) == (table, item.unit.path, State.SELF)
    assert trail.history_of(first).count() == 1


def test_opening_by_the_appraiser_invites_the_owner(appraiser, item, table, owner):
    actions.start(item, by=appraiser)

    assert list(Notice.objects.values_list("person", "text")) == [
        (owner.person_id, "Mời tự chấm điểm “Trả hồ sơ tại bản”.")
    ]


def test_without_a_table_a_case_is_refused_in_words(owner, item):
    with pytest.raises(ValidationError, match="Chưa có bảng điểm đang hiệu lực"):
        actions.start(item, by=owner)


def test_self_scoring_keeps_each_line_and_tells_who_checks(owner, head, review):
    actions.score(review, by=owner, marks=marks(review, "20.25", 15, "49.5"))

    review.refresh_from_db()
    assert (review.state, review.self_points) == (State.SCORED, Decimal("84.75"))
    assert [s.points for s in review.scores.all()] == [Decimal("20.25"), 15, Decimal("49.5")]
    assert list(Notice.objects.values_list("person", flat=True)) == [head.person_id]


def test_a_line_without_points_is_named(owner, review):
    given = marks(review, 20, 15, 50)
    last = next(reversed(given))
    del given[last]

    with pytest.raises(ValidationError) as refused:
        actions.score(review, by=owner, marks=given)
    assert refused.value.message_dict == {f"points_{last}": ["Dòng 2 chưa có điểm."]}
    assert not Score.objects.exists()


@pytest.mark.parametrize("who", ("colleague", "head", "council", "stranger"))
def test_nobody_scores_for_the_owner(request, review, who):
    with pytest.raises(PermissionDenied):
        actions.score(review, by=request.getfixturevalue(who), marks=marks(review, 1, 1, 1))


def test_a_check_keeps_who_changed_which_line_when_and_why(checked, appraiser):
    checked.refresh_from_db()
    assert (checked.state, checked.check_points) == (State.CHECKED, 76)

    row = queries.sheet(checked)[-1]
    cell = row.cells[1]
    assert (cell.before, cell.points, cell.gap) == (50, 41, -9)
    assert (cell.score.reason, cell.score.by_id) == ("Số liệu chưa đối chiếu", appraiser.person_id)


def test_why_a_case_lost_nine_points_is_in_the_trail(checked):
    event = trail.history_of(checked).filter(verb="review.points").first()

    assert event.changes == {"2 check": ["50", "41"]}
    assert event.note == "2: Số liệu chưa đối chiếu"
    assert queries.history(checked)[0].text == "Ghi điểm: 2: 50 → 41"


def test_every_changed_line_needs_its_own_reason(scored, appraiser):
    changed = marks(scored, 19, 14, 50, reasons={"1.1": "Đã có nơi làm"})

    with pytest.raises(ValidationError) as refused:
        actions.check(scored, by=appraiser, marks=changed)

    assert refused.value.messages == ["Dòng 1.2 đổi từ 15 thành 14, cần ghi lý do."]
    assert not Score.objects.filter(column=Column.CHECK).exists()
    assert Review.objects.get().state == State.SCORED


def test_a_returned_case_is_scored_again_with_a_reason(scored, appraiser, owner):
    actions.reopen(scored, by=appraiser, note="Dòng 2 thiếu số liệu 50%")
    actions.score(scored, by=owner, marks=marks(scored, 20, 15, 45))

    assert scored.self_points == 80
    assert Score.objects.filter(column=Column.SELF).count() == 3
    assert "Dòng 2 thiếu số liệu 50%" in Notice.objects.get(person=owner.person_id).text


def test_returning_without_a_reason_is_refused(scored, appraiser):
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.reopen(scored, by=appraiser, note=" ")


def test_of_two_who_check_at_once_one_wins(scored, appraiser, head):
    second = Review.objects.select_related("registration").get(pk=scored.pk)
    actions.check(scored, by=appraiser, marks=marks(scored, 20, 15, 50))

    with pytest.raises(StaleStateError):
        actions.check(second, by=head, marks=marks(second, 20, 15, 50))


def test_the_council_recognises_at_the_highest_level_reached(checked, council, owner):
    actions.recognise(checked, by=council, marks=marks(checked, 20, 15, 41), **COUNCIL)

    checked.refresh_from_db()
    assert (checked.state, checked.points, checked.level.name) == ("recognised", 76, "Tốt")
    assert (checked.decided_on, checked.decided_by_id) == (DAY, council.person_id)
    latest = Notice.objects.filter(person=owner.person_id).first()
    assert latest.text == "“Trả hồ sơ tại bản” được công nhận mức Tốt."


def test_a_level_that_is_not_reached_is_refused_in_words(checked, council):
    level = checked.table.levels.get(name="Xuất sắc")

    with pytest.raises(ValidationError) as refused:
        actions.recognise(
            checked, by=council, marks=marks(checked, 20, 15, 41), level=level, **COUNCIL
        )
    assert refused.value.message_dict == {"level": ["Mức “Xuất sắc” cần 90 điểm, hồ sơ có 76."]}


def test_below_the_lowest_level_only_declining_is_left(checked, council):
    low = marks(checked, 20, 15, 39, reasons={"2": "Biên bản mục 3"})

    with pytest.raises(ValidationError, match="chỉ có thể không công nhận"):
        actions.recognise(checked, by=council, marks=low, **COUNCIL)

    actions.decline(checked, by=council, marks=low, note="Chưa đủ điểm", **COUNCIL)
    checked.refresh_from_db()
    assert (checked.state, checked.points, checked.level) == ("declined", 74, None)


def test_declining_needs_a_reason(checked, council):
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.decline(checked, by=council, marks=marks(checked, 20, 15, 41), note="", **COUNCIL)


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"opinion": " "}, "opinion"),
        ({"decided_on": dt.date(2026, 11, 21)}, "decided_on"),
        ({"decided_on": dt.date(2020, 1, 1)}, "decided_on"),
    ),
)
def test_the_councils_minutes_are_asked_for(checked, council, changes, field):
    with pytest.raises(ValidationError) as refused:
        actions.recognise(
            checked, by=council, marks=marks(checked, 20, 15, 41), **{**COUNCIL, **changes}
        )
    assert list(refused.value.message_dict) == [field]


def test_the_council_waits_for_the_check(scored, council):
    with pytest.raises(StaleStateError):
        actions.recognise(scored, by=council, marks=marks(scored, 20, 15, 50), **COUNCIL)


def test_the_ranking_breaks_ties_by_the_smaller_correction_then_the_name(
    council, round_, unit, table
):
    def case(name_key, points, own):
        return ReviewFactory(
            registration__sheet__round=round_,
            registration__sheet__person__unit=unit,
            registration__sheet__person__name_key=name_key,
            table=table,
            state=State.CHECKED,
            self_points=own,
            check_points=points,
        )

    last = case("a", 80, 90)
    second, first = case("c", 85, 86), case("b", 85, 86)
    third = case("a", 85, 95)

    found = queries.ranking(council, round_, subject=Subject.ITEM, unit=None)

    assert found == [first, second, third, last]
    assert Person.objects.count() > 4


def test_the_stepper_counts_decided_all_and_overdue_cases(council, round_, unit, review):
    Tally.objects.create(round=round_, unit=unit, path=unit.path, items_accepted=2)
    round_.milestones.create(kind=MilestoneKind.REVIEW, due_on=dt.date(2026, 11, 10))

    assert list(queries.stepper_row(council, round_)) == [
        {"step": 5, "done": 0, "total": 1, "late": 1}
    ]


@pytest.mark.parametrize(
    ("who", "state", "row"),
    (
        ("owner", State.SELF, ("review.score", 1)),
        ("appraiser", State.SCORED, ("review.check", 1)),
        ("council", State.CHECKED, ("review.decide", 1)),
        ("head", State.SCORED, ("review.check", 1)),
    ),
)
def test_what_waits_is_ones_own_part_of_a_case(request, review, round_, who, state, row):
    Review.objects.update(state=state)

    rows = [r for q in queries.waiting_rows(request.getfixturevalue(who), round_) for r in q]

    assert [(r["what"], r["n"]) for r in rows if r["n"]] == [row]
    assert {r["what"] for r in rows} <= set(queries.WAITING)


def test_the_head_does_not_wait_for_the_model_of_their_own_division(head, model_review, round_):
    Review.objects.update(state=State.SCORED)

    rows = [r for q in queries.waiting_rows(head, round_) for r in q]

    assert rows == [{"what": "review.score", "n": 0}, {"what": "review.check", "n": 0}]
