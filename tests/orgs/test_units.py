"""A unit opens, is renamed, closes; what must not happen is refused in words."""

import datetime as dt
import unicodedata

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel.audit.models import Event
from kheo.movement.s3_registration.states import State
from kheo.notices.models import Notice
from kheo.orgs import actions, tree
from kheo.orgs.models import Unit
from kheo.orgs.states import Kind, Power
from tests.factories import PostFactory, RegistrationFactory, SheetFactory, UnitFactory, actor_in
from tests.orgs.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
JULY = dt.date(2025, 7, 1)


def opened(parent, by, name="Phòng Thi đua", on=JULY, **facts):
    return actions.open_unit(
        parent, by=by, name=name, kind=Kind.DIVISION, on=on, facts=actions.Facts(**facts)
    )


def said(refused):
    return refused.value.messages


def test_a_unit_opens_under_another_with_the_next_number(agency, division, administrator):
    unit = opened(agency, administrator)

    assert (unit.path, unit.parent, unit.line) == ("001.001.002.", agency, agency.line)
    assert Event.objects.get(verb="unit.open").subject_id == unit.pk


def test_the_number_of_a_closed_unit_is_never_given_again(agency, division, administrator):
    actions.close_unit(division, by=administrator, on=JULY, note="QĐ 12")

    assert opened(agency, administrator).path == "001.001.002."


@pytest.mark.parametrize(
    ("name", "day", "field"),
    (
        ("Phòng Tổ chức", JULY, "name"),
        (unicodedata.normalize("NFD", "Phòng  TỔ chức"), JULY, "name"),
        ("Phòng mới", dt.date(2026, 3, 21), "on"),
        ("Phòng mới", dt.date(2019, 12, 31), "on"),
    ),
)
def test_a_double_name_or_an_impossible_day_is_refused(
    agency, division, administrator, name, day, field
):
    with pytest.raises(ValidationError) as refused:
        opened(agency, administrator, name, day)

    assert list(refused.value.message_dict) == [field]
    assert Unit.objects.filter(parent=agency).count() == 1


def test_two_names_that_differ_by_a_mark_are_two_names(agency, division, administrator):
    assert opened(agency, administrator, "Phòng Tô chức").name == "Phòng Tô chức"


@pytest.mark.parametrize("code", ("H2", "26.3", "H26-3", "H26.1234"))
def test_a_code_of_another_form_is_refused(division, administrator, code):
    with pytest.raises(ValidationError, match="H26"):
        actions.change_unit(division, by=administrator, facts=actions.Facts(code=code))


def test_a_code_belongs_to_one_unit_even_a_closed_one(agency, division, administrator):
    actions.change_unit(division, by=administrator, facts=actions.Facts(code="H26.3.1"))
    actions.close_unit(division, by=administrator, on=JULY, note="QĐ 12")

    with pytest.raises(ValidationError, match="Phòng Tổ chức"):
        opened(agency, administrator, code="H26.3.1")


def test_an_agency_has_one_focal_office(agency, division, administrator):
    actions.change_unit(division, by=administrator, facts=actions.Facts(is_focal=True))

    with pytest.raises(ValidationError, match="Bỏ đầu mối"):
        opened(agency, administrator, is_focal=True)


def test_facts_left_as_they_were_leave_no_trace(division, administrator):
    actions.change_unit(division, by=administrator, facts=actions.Facts())

    assert not Event.objects.exists()


def test_a_renamed_unit_is_found_by_both_names_and_shown_by_its_name_of_the_day(
    division, administrator
):
    actions.rename_unit(division, by=administrator, name="Phòng Cán bộ", on=JULY)

    for words in ("to chuc", "can bo"):
        assert list(tree.named(administrator, words)) == [division]
    before = tree.named(administrator, "can bo", JULY - dt.timedelta(days=1)).get()
    after = tree.named(administrator, "to chuc", JULY).get()
    assert (before.then, after.then) == ("Phòng Tổ chức", "Phòng Cán bộ")
    assert after.path == division.path


def test_the_head_hears_that_the_unit_has_another_name(division, administrator):
    head = PostFactory(unit=division, is_head=True).person

    actions.rename_unit(division, by=administrator, name="Phòng Cán bộ", on=JULY)

    assert Notice.objects.get().person == head


@pytest.mark.parametrize(
    ("name", "day", "field"),
    (
        ("Phòng Tổ chức", JULY, "name"),
        ("Phòng Cán bộ", dt.date(2020, 1, 1), "on"),
        ("Phòng Cán bộ", dt.date(2027, 1, 1), "on"),
    ),
)
def test_a_name_unchanged_or_on_an_impossible_day_is_refused(
    division, administrator, name, day, field
):
    with pytest.raises(ValidationError) as refused:
        actions.rename_unit(division, by=administrator, name=name, on=day)

    assert list(refused.value.message_dict) == [field]


def test_names_follow_one_another_in_time(division, administrator):
    actions.rename_unit(division, by=administrator, name="Phòng Cán bộ", on=JULY)

    with pytest.raises(ValidationError):
        actions.rename_unit(division, by=administrator, name="Phòng Nhân sự", on=JULY)


def test_a_closed_unit_stays_in_the_tree_of_its_days(agency, division, administrator):
    actions.close_unit(division, by=administrator, on=JULY, note="QĐ 12/QĐ-UBND")

    assert list(tree.children(administrator, agency, TODAY)) == []
    assert list(tree.children(administrator, agency, dt.date(2025, 6, 30))) == [division]
    assert Event.objects.get(verb="unit.close").note == "QĐ 12/QĐ-UBND"


def test_a_unit_with_units_people_or_registrations_does_not_close(agency, division, administrator):
    PostFactory(unit=agency)
    sheet = SheetFactory(person=None, unit=agency)
    RegistrationFactory(sheet=sheet, state=State.SUBMITTED)

    with pytest.raises(ValidationError) as refused:
        actions.close_unit(agency, by=administrator, on=TODAY, note="QĐ 12")

    assert said(refused) == [
        "Chưa đóng được.",
        "Còn đơn vị trực thuộc: Phòng Tổ chức.",
        "Còn 1 chức vụ ở đơn vị này chưa kết thúc trước ngày 20/3/2026.",
        "Còn 1 nội dung, mô hình đã ghi trong năm chưa khép lại.",
    ]
    agency.refresh_from_db()
    assert agency.closed_on is None


def test_a_unit_does_not_close_on_the_day_it_opened(division, administrator):
    with pytest.raises(ValidationError):
        actions.close_unit(division, by=administrator, on=division.opened_on, note="QĐ 12")


def test_nobody_closes_the_unit_their_own_power_hangs_on(province, administrator):
    with pytest.raises(PermissionDenied, match="cấp trên"):
        actions.close_unit(province, by=administrator, on=TODAY, note="QĐ 12")


def test_a_closed_unit_is_changed_no_more(division, administrator):
    division = actions.close_unit(division, by=administrator, on=JULY, note="QĐ 12")

    with pytest.raises(PermissionDenied, match="đã đóng"):
        actions.rename_unit(division, by=administrator, name="Phòng khác", on=TODAY)


def test_only_who_administers_the_unit_changes_it(agency, division):
    neighbour = UnitFactory(path="001.002.", parent=agency.parent, kind=Kind.AGENCY)
    for by in (
        actor_in(division, *(set(Power) - {Power.ADMINISTER})),
        actor_in(neighbour, Power.ADMINISTER),
    ):
        with pytest.raises(PermissionDenied):
            actions.change_unit(division, by=by, facts=actions.Facts(symbol="TC"))
        with pytest.raises(PermissionDenied):
            opened(agency, by)
