"""Splitting, moving, renaming, dissolving units; abolishing a level."""

import datetime as dt
import unicodedata

import pytest
from django.core.exceptions import ValidationError

from kheo.documents.actions import take_number
from kheo.movement.models import Registration
from kheo.orgs import past
from kheo.orgs.models import Person, Unit
from kheo.orgs.reorganisation import actions, forms, hanging, heirs, preview, queries
from kheo.orgs.reorganisation.models import Level, Reorganisation, Successor, UnitLevel
from kheo.orgs.reorganisation.routes import Outline, Part, of_level
from kheo.orgs.reorganisation.states import Sort
from kheo.orgs.states import Kind
from tests.factories import MovementFactory, RoundFactory, UnitFactory
from tests.orgs.reorganisation.conftest import MARCH, paper, registered, seated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def outlined(sort, *sources, **more):
    return Outline(sort=sort, paper=paper(), sources=sources, **more)


def done(sort, by, *sources, **more):
    return actions.reorganise(outlined(sort, *sources, **more), by=by)


@pytest.fixture
def district(province):
    """A district with a division of its own and a commune; three people, one in each."""
    level = Level.objects.create(name="Quận thử", rank=3, since=dt.date(2016, 1, 1))
    unit = UnitFactory(path="001.030.", parent=province, kind=Kind.AGENCY, name="Huyện Mường")
    own = UnitFactory(path="001.030.001.", parent=unit, name="Phòng Nội vụ")
    commune = UnitFactory(path="001.030.002.", parent=unit, kind=Kind.COMMUNE, name="Xã Tà")
    office = UnitFactory(path="001.030.002.001.", parent=commune, name="Văn phòng")
    for one in (unit, own, office):
        seated(one)
    UnitLevel.objects.create(unit=unit, level=level, since=dt.date(2020, 1, 1))
    return unit


def test_an_abolished_level_closes_and_its_communes_go_up(district, province, administrator):
    level = Level.objects.get(name="Quận thử")
    sources = of_level(level, Unit.objects.open())

    done(Sort.ABOLISH, administrator, *sources, level=level)

    level.refresh_from_db()
    commune = Unit.objects.get(name="Xã Tà", closed_on=None)
    assert level.until == dt.date(2026, 2, 28)
    assert (commune.parent, commune.children.get().name) == (province, "Văn phòng")
    assert list(Successor.objects.order_by("old__path").values_list("old__name", "new__path")) == [
        ("Huyện Mường", province.path),
        ("Phòng Nội vụ", province.path),
        ("Xã Tà", commune.path),
        ("Văn phòng", f"{commune.path}001."),
    ]
    assert (Unit.objects.get(pk=province.pk).staff, commune.children.get().staff) == (2, 1)


def test_a_level_abolished_comes_back_with_its_units(district, administrator):
    level = Level.objects.get(name="Quận thử")
    event = done(Sort.ABOLISH, administrator, district, level=level)

    actions.undo(event, by=administrator, note="Nhầm")

    level.refresh_from_db()
    assert (level.until, UnitLevel.objects.get().until) == (None, None)
    assert Unit.objects.exclude(closed_on=None).count() == 0
    assert Unit.objects.filter(name="Xã Tà").count() == 1


def test_a_unit_moves_with_all_below_it(district, communes, administrator):
    commune = Unit.objects.get(name="Xã Tà")

    done(Sort.MOVE, administrator, commune, parent=communes[0])

    assert queries.of(commune, on=MARCH).goes_on[0].new.path == f"{communes[0].path}002."
    assert Person.objects.filter(unit__path=f"{communes[0].path}002.001.").count() == 1


def test_a_split_sends_each_where_it_was_said(communes, administrator, province):
    pang = communes[0]
    chair = pang.posts.get().person
    round_ = RoundFactory(movement=MovementFactory(unit=province, first_year=2026))
    for person in Person.objects.filter(unit__path__startswith=pang.path):
        registered(person, round_)
    parts = [
        Part(name="Xã Nà Thượng"),
        Part(name="Xã Nà Hạ", below=frozenset({pang.children.get().pk}), people=frozenset({chair.pk})),
    ]  # fmt: skip

    done(Sort.SPLIT, administrator, pang, parts=parts)

    upper, lower = Unit.objects.get(name="Xã Nà Thượng"), Unit.objects.get(name="Xã Nà Hạ")
    chair.refresh_from_db()
    assert (chair.unit, lower.children.get().staff, upper.staff) == (lower, 2, 0)
    assert Registration.objects.filter(unit__path__startswith=lower.path).count() == 3
    assert heirs.today().last(pang.path) == upper.path


def test_a_rename_by_decision_is_taken_back(communes, administrator):
    event = done(Sort.RENAME, administrator, communes[0], name="Phường Nà Pang")
    assert (Unit.objects.get(pk=communes[0].pk).name, event.unit) == ("Phường Nà Pang", communes[0])

    actions.undo(event, by=administrator, note="Nhầm")

    assert Unit.objects.get(pk=communes[0].pk).name == "Xã Nà Pang"
    assert communes[0].former_names.count() == 0
    assert [done.what for done in past.done_to(communes[0])] == ["Lấy lại tên cũ", "Đổi tên"]


def test_two_units_are_not_given_one_name(communes, administrator):
    with pytest.raises(ValidationError, match="Mỗi lần đổi tên một đơn vị") as refused:
        done(Sort.RENAME, administrator, *communes, name="Xã Chung")

    assert list(refused.value.error_dict) == ["sources"]
    assert not Unit.objects.filter(name="Xã Chung").exists()


def test_a_level_nobody_belongs_to_is_not_abolished(province, administrator):
    level = Level.objects.create(name="Khu", rank=5, since="2016-01-01")

    with pytest.raises(ValidationError, match="đang thuộc cấp Khu") as refused:
        done(Sort.ABOLISH, administrator, level=level)

    assert list(refused.value.error_dict) == ["level"]


def test_dissolving_leaves_nobody_without_a_unit(communes, administrator):
    with pytest.raises(ValidationError, match="Ghi đơn vị nhận người và việc"):
        done(Sort.DISSOLVE, administrator, communes[0])

    empty = UnitFactory(path="001.040.", parent=communes[0].parent, name="Ban Quản lý dự án")
    done(Sort.DISSOLVE, administrator, empty)

    assert Unit.objects.get(pk=empty.pk).closed_on == MARCH
    assert queries.of(empty, on=MARCH).goes_on[0].new is None


@pytest.mark.parametrize(
    ("sort", "field"),
    (
        (Sort.MERGE, "into"),
        (Sort.SPLIT, "parts"),
        (Sort.RENAME, "name"),
        (Sort.MOVE, "parent"),
    ),
)
def test_what_is_left_out_is_asked_for(communes, administrator, sort, field):
    with pytest.raises(ValidationError) as refused:
        done(sort, administrator, communes[0])

    assert list(refused.value.message_dict) == [field]


def test_a_unit_belongs_to_one_level_at_a_time_and_the_days_stay(communes, administrator):
    low = Level.objects.create(name="Cấp thử", rank=4, since=dt.date(2016, 1, 1))
    high = actions.open_level(by=administrator, name="Cấp cao", rank=1, since=dt.date(2016, 1, 1))
    actions.set_level(communes[0], by=administrator, level=low, on=dt.date(2021, 1, 1))

    actions.set_level(communes[0], by=administrator, level=high, on=MARCH)

    rows = communes[0].levels.values_list("level__name", "since", "until")
    assert list(rows) == [("Cấp thử", dt.date(2021, 1, 1), MARCH), ("Cấp cao", MARCH, None)]
    assert queries.level_of(communes[0], on=dt.date(2022, 1, 1)).level == low


def test_a_level_ends_only_when_no_unit_belongs_to_it(communes, administrator):
    level = Level.objects.create(name="Cấp thử", rank=4, since=dt.date(2016, 1, 1))
    actions.set_level(communes[0], by=administrator, level=level, on=dt.date(2021, 1, 1))

    with pytest.raises(ValidationError, match="Xã Nà Pang còn thuộc cấp này"):
        actions.end_level(level, by=administrator, until=MARCH)


def test_two_parts_of_one_name_and_a_name_borne_already_are_refused_before_anything_is_written(
    communes, administrator
):
    same = [Part(name="Xã Mới"), Part(name=unicodedata.normalize("NFD", "Xã  mới"))]
    for outline, said in (
        (outlined(Sort.SPLIT, communes[0], parts=same), "“Xã Mới” ghi hai lần."),
        (
            outlined(Sort.RENAME, communes[0], name=unicodedata.normalize("NFD", "Xã Nà Pang")),
            "Tên mới giống hệt tên đang dùng.",
        ),
        (outlined(Sort.RENAME, communes[0], name="Xã Nà Hỏi"), "Đã có “Xã Nà Hỏi”"),
    ):
        with pytest.raises(ValidationError, match=said):
            preview.previewed(outline)


def test_a_unit_that_has_closed_is_named_as_closed_where_it_is_typed(communes, administrator):
    Unit.objects.filter(pk=communes[0].pk).update(closed_on=MARCH)
    typed = {
        "number": "1/QĐ",
        "issued_on": "1/2/2026",
        "issuer": "UBND",
        "effective_on": "1/3/2026",
    }

    form = forms.OutlineForm(
        Sort.MERGE,
        administrator,
        typed | {"sources": "Xã Nà Hỏi", "into": "Xã Nà Pang", "below": "join", "unfinished": "go"},
    )

    said = "Xã Nà Pang, Tỉnh Nam Sơn đã đóng ngày 01/3/2026. Chọn đơn vị đang hoạt động."
    assert form.errors == {"into": [said]}


def test_a_unit_is_not_moved_to_where_it_is(communes, province, administrator):
    with pytest.raises(ValidationError, match="Xã Nà Pang đã trực thuộc") as refused:
        done(Sort.MOVE, administrator, communes[0], parent=province)

    assert list(refused.value.error_dict) == ["parent"]
    assert Unit.objects.filter(pk=communes[0].pk, closed_on=None).exists()


def test_a_unit_that_moved_goes_on_with_its_numbers_and_one_that_merged_begins_its_own(
    communes, province, administrator
):
    pang, hoi = communes
    for unit in communes:
        Unit.objects.filter(pk=unit.pk).update(symbol="UBND")
        unit.refresh_from_db()
    assert [take_number(pang, "BC", by=administrator, on=MARCH) for _n in range(3)] == [1, 2, 3]
    area = UnitFactory(path="001.030.", parent=province, name="Khu vực Một")
    done(Sort.MOVE, administrator, pang, parent=area)
    moved = Unit.objects.get(name=pang.name, closed_on=None)

    assert take_number(moved, "BC", by=administrator, on=MARCH) == 4
    assert take_number(moved, "BC", by=administrator, on=MARCH.replace(year=2027)) == 1
    assert take_number(hoi, "BC", by=administrator, on=MARCH) == 1
    event = Reorganisation.objects.get()
    assert "Đơn vị mở theo quyết định này đã lấy số văn bản." in hanging.on(event)
