"""One commune joins another: what goes along, what stays, and how it is taken back."""

import datetime as dt
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit.models import Event
from kheo.movement.models import Registration, Sheet, Tally
from kheo.notices.models import Notice
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.reorganisation import actions, preview
from kheo.orgs.reorganisation.models import Carried, Reorganisation, Successor
from kheo.orgs.reorganisation.states import Below, Open
from kheo.orgs.states import Kind
from kheo.project.demo import audit
from tests.factories import PersonFactory, UnitFactory, actor_in
from tests.orgs.reorganisation.conftest import MARCH, ended, merge, paper, registered, seated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def merged(communes, by, heads, **more):
    pang, hoi = communes
    return actions.reorganise(merge(pang, into=hoi, heads=heads, **more), by=by)


def test_units_close_with_the_day_and_name_who_goes_on(communes, administrator, heads):
    pang, hoi = communes

    event = merged(communes, administrator, heads)

    offices = (pang.children.get().pk, hoi.children.get().pk)
    assert list(Successor.objects.values_list("old", "new", "is_main")) == [
        (pang.pk, hoi.pk, True),
        (*offices, True),
    ]
    assert set(Unit.objects.exclude(closed_on=None).values_list("pk", "closed_on")) == {
        (pang.pk, MARCH),
        (offices[0], MARCH),
    }
    assert event.words == "Nhập Xã Nà Pang thành Xã Nà Hỏi"


def test_people_go_along_and_their_posts_go_on_with_their_powers(communes, administrator, heads):
    pang, hoi = communes
    chair = Post.objects.get(unit=pang)

    merged(communes, administrator, heads)

    chair.refresh_from_db()
    after = Post.objects.get(person=chair.person, until=None)
    assert (chair.until, chair.is_head) == (MARCH, True)
    assert (after.unit, after.over, after.powers, after.is_head, after.since) == (
        hoi, hoi, chair.powers, False, MARCH,
    )  # fmt: skip
    assert list(Unit.objects.order_by("path").values_list("staff", flat=True)[1:]) == [
        0, 0, 0, 2, 4,
    ]  # fmt: skip


def test_two_heads_are_refused_until_one_is_chosen(communes, administrator):
    with pytest.raises(ValidationError, match="Chọn một người") as refused:
        merged(communes, administrator, frozenset())

    assert list(refused.value.message_dict) == ["heads"]
    assert (Reorganisation.objects.count(), Unit.objects.exclude(closed_on=None).count()) == (0, 0)


def test_what_is_open_goes_along_and_what_is_closed_stays(communes, administrator, heads, year):
    old, new = communes[0].children.get(), communes[1].children.get()

    merged(communes, administrator, heads)

    where = Registration.objects.order_by("round__year", "unit__path")
    counts = Counter(where.values_list("round__year", "unit"))
    assert counts == {(2025, old.pk): 4, (2025, new.pk): 4, (2026, new.pk): 8}
    assert Sheet.objects.filter(made_in=old).count() == 2


def test_the_tallies_are_what_a_live_count_says(communes, administrator, heads, year):
    merged(communes, administrator, heads)

    for round_ in year:
        counted = {
            pk: {k: n for k, n in row.items() if n} for pk, row in audit.tallies(round_.pk).items()
        }
        kept = {
            row["unit_id"]: {
                name: n
                for name, n in row.items()
                if n and name not in {"id", "round_id", "unit_id", "path"}
            }
            for row in Tally.objects.filter(round=round_).values()
        }
        assert {pk: row for pk, row in kept.items() if row} == counted


def test_what_is_open_may_be_left_where_it_is(communes, administrator, heads, year):
    merged(communes, administrator, heads, unfinished=Open.STAY)

    assert Registration.objects.filter(unit__closed_on=MARCH).count() == 8


def test_the_movement_goes_on_with_the_successor(communes, administrator, heads, year):
    merged(communes, administrator, heads)

    assert list(year[0].movement.scope.all()) == [communes[1]]


def test_everybody_touched_is_told_and_the_trail_names_each(communes, administrator, heads):
    merged(communes, administrator, heads)

    assert Notice.objects.count() == 6
    assert set(Notice.objects.values_list("text", flat=True)) == {
        "Theo 12/QĐ-UBND, từ ngày 01/3/2026 bạn làm việc ở Xã Nà Hỏi, Tỉnh Nam Sơn.",
        "Theo 12/QĐ-UBND, từ ngày 01/3/2026 bạn làm việc ở Văn phòng, Xã Nà Hỏi.",
        "Nhập Xã Nà Pang thành Xã Nà Hỏi (12/QĐ-UBND).",
    }
    verbs = Event.objects.values_list("verb", flat=True)
    assert {verb: list(verbs).count(verb) for verb in verbs} == {
        "reorganisation.write": 1, "unit.close": 2, "person.carry": 3,
    }  # fmt: skip


def test_a_merge_into_a_new_unit_opens_it_with_what_lies_below(
    communes, province, administrator, heads
):
    outline = merge(*communes, name="Xã Nà Sơn", parent=province, heads=heads)

    actions.reorganise(outline, by=administrator)

    made = Unit.objects.get(name="Xã Nà Sơn")
    assert (made.path, made.kind, made.opened_on, made.staff) == ("001.013.", "commune", MARCH, 2)
    assert [(u.name, u.path, u.staff, u.is_focal) for u in made.children.all()] == [
        ("Văn phòng", "001.013.001.", 4, True)
    ]


def test_offices_may_be_kept_apart_or_joined_into_the_unit_itself(communes, administrator):
    pang, hoi = communes
    into = preview.previewed(merge(pang, into=hoi, below=Below.INTO))
    with pytest.raises(ValidationError, match="Đã có “Văn phòng”"):
        preview.previewed(merge(pang, into=hoi, below=Below.KEEP))
    Unit.objects.filter(parent=hoi).update(name="Văn phòng HĐND")
    apart = preview.previewed(merge(pang, into=hoi, below=Below.KEEP))

    assert [r.new.path for r in into.routes] == ["001.012.", "001.012."]
    assert [r.new.path for r in apart.routes] == ["001.012.", "001.012.002."]


def test_the_preview_counts_everything_it_touches(communes, administrator, heads, year):
    found = preview.previewed(merge(communes[0], into=communes[1]))

    assert {touch.what: touch.said or touch.count for touch in found.touches} == {
        "Đảng viên của chi bộ đóng lại": "dưới 5",
        "Đảng viên chuyển đơn vị": "dưới 5",
        "Đơn vị đóng lại": 2,
        "Người": 3,
        "Chức vụ": 3,
        "Phong trào đang mở giao cho đơn vị": 1,
        "Hạn còn ở phía trước": 2,
        "Nội dung, mô hình của năm đang mở": 4,
        "Nội dung, mô hình của các năm đã khép": 4,
    }
    assert [meeting.unit.name for meeting in found.meetings] == ["Xã Nà Hỏi", "Văn phòng"]


@pytest.mark.parametrize(
    ("members", "people", "said"), ((0, 9, "dưới 5"), (4, 9, "dưới 5"), (5, 9, "từ 5 trở lên"))
)
def test_the_preview_tells_of_nobody_whether_they_are_a_party_member(
    communes, members, people, said
):
    here, elsewhere = communes[0], UnitFactory(kind=Kind.CELL)
    there = Person.objects.filter(unit__path__startswith=here.path).count()
    PersonFactory.create_batch(members, unit=here, cell=elsewhere)
    PersonFactory.create_batch(people - there - members, unit=here)

    found = preview.previewed(merge(here, into=communes[1]))

    [told] = [one for one in found.touches if one.what == "Đảng viên chuyển đơn vị"]
    assert (told.said, told.count) == (said, 1)


def test_the_preview_counts_party_members_among_enough_others(communes):
    here, elsewhere = communes[0], UnitFactory(kind=Kind.CELL)
    PersonFactory.create_batch(5, unit=here, cell=elsewhere)
    PersonFactory.create_batch(5, unit=here)

    found = preview.previewed(merge(here, into=communes[1]))

    [told] = [one for one in found.touches if one.what == "Đảng viên chuyển đơn vị"]
    assert (told.said, told.count) == ("", 5)


def test_it_is_taken_back_whole(communes, administrator, heads, year):
    def state():
        return [
            list(Unit.objects.values_list("path", "closed_on", "staff")),
            list(Post.objects.values_list("pk", "unit", "until", "is_head")),
            list(Person.objects.order_by("pk").values_list("pk", "unit")),
            list(Registration.objects.order_by("pk").values_list("pk", "unit", "sort_key")),
            list(Sheet.objects.order_by("pk").values_list("unit", "path", "made_in")),
            list(year[0].movement.scope.order_by("pk")),
            [
                {k: v for k, v in row.items() if k != "id"}
                for row in Tally.objects.filter(items_submitted__gt=0)
                .order_by("round", "path")
                .values()
            ],
        ]

    before = state()
    event = merged(communes, administrator, heads)
    assert state() != before

    actions.undo(event, by=administrator, note="Nhập nhầm xã")

    assert state() == before
    assert (Carried.objects.count(), Successor.objects.count()) == (0, 0)
    assert Event.objects.get(verb="reorganisation.undo").note == "Nhập nhầm xã"


def test_a_unit_opened_by_it_is_withdrawn_with_it(communes, province, administrator, heads, year):
    outline = merge(*communes, name="Xã Nà Sơn", parent=province, heads=heads)
    event = actions.reorganise(outline, by=administrator)

    actions.undo(event, by=administrator, note="Nhầm")

    assert not Unit.objects.filter(name="Xã Nà Sơn").exists()
    assert Registration.objects.filter(unit__closed_on=None).count() == 16


def test_it_is_not_taken_back_once_something_new_hangs_on_it(
    communes, province, administrator, heads, year
):
    event = actions.reorganise(
        merge(*communes, name="Xã Nà Sơn", parent=province, heads=heads), by=administrator
    )
    made = Unit.objects.get(name="Xã Nà Sơn")
    registered(seated(made).person, year[1])

    with pytest.raises(ValidationError) as refused:
        actions.undo(event, by=administrator, note="Nhầm")

    assert refused.value.messages == [
        "Không huỷ được nữa.",
        "1 người mới đã vào đơn vị mở theo quyết định này.",
        "Đã giao chức vụ mới ở đơn vị nhận.",
        "1 bản đăng ký mới đã lập ở đơn vị mở theo quyết định này.",
    ]
    assert Unit.objects.filter(pk=made.pk, closed_on=None).exists()


def test_a_year_closed_since_keeps_it_from_being_taken_back(
    communes, province, administrator, heads, rounds
):
    event = actions.reorganise(
        merge(*communes, name="Xã Nà Sơn", parent=province, heads=heads), by=administrator
    )
    ended(rounds[1])

    with pytest.raises(ValidationError) as refused:
        actions.undo(event, by=administrator, note="Nhầm")

    assert refused.value.messages == [
        "Không huỷ được nữa.",
        "Năm 2026 đã khép lại, người chưa đăng ký ghi theo đơn vị mở ra.",
    ]


@pytest.mark.parametrize(
    ("of_paper", "field"),
    (
        ({"effective_on": dt.date(2026, 3, 21)}, "effective_on"),
        ({"effective_on": dt.date(2026, 2, 1)}, "effective_on"),
        ({"issued_on": dt.date(2019, 1, 1), "effective_on": dt.date(2020, 1, 1)}, "effective_on"),
    ),
)
def test_an_impossible_day_is_refused(communes, administrator, heads, of_paper, field):
    with pytest.raises(ValidationError) as refused:
        merged(communes, administrator, heads, paper=paper(**of_paper))

    assert list(refused.value.message_dict) == [field]


def test_a_cycle_is_refused(communes, administrator):
    with pytest.raises(ValidationError, match="vòng tròn"):
        actions.reorganise(merge(communes[0], into=communes[0].children.get()), by=administrator)


def test_a_closed_receiver_is_refused(communes, administrator):
    Unit.objects.filter(pk=communes[1].pk).update(closed_on=MARCH)
    communes[1].refresh_from_db()

    with pytest.raises(ValidationError, match="đã đóng ngày 01/3/2026"):
        actions.reorganise(merge(communes[0], into=communes[1]), by=administrator)


def test_an_event_before_a_later_one_is_refused(communes, province, administrator, heads):
    merged(communes, administrator, heads)
    third = UnitFactory(path="001.020.", parent=province, name="Xã Tà Lèng", kind="commune")
    early = paper(effective_on=dt.date(2026, 2, 25), number="9/QĐ-UBND")

    with pytest.raises(ValidationError, match="12/QĐ-UBND"):
        actions.reorganise(merge(third, into=communes[1], paper=early), by=administrator)


def test_who_does_not_administer_all_of_it_may_not(communes, heads):
    own = actor_in(communes[1], "administer")

    with pytest.raises(PermissionDenied):
        merged(communes, own, heads)
