import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from kheo.documents import access, actions
from kheo.documents.models import Citation
from kheo.documents.states import Direction
from kheo.kernel.audit import trail
from kheo.orgs.states import Power
from tests.factories import UnitFactory, actor_in

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 20)


@pytest.fixture
def office():
    return UnitFactory(path="001.", name="Văn phòng UBND tỉnh Nam Sơn")


def register(office, by, **changed):
    given = {
        "unit": office, "direction": Direction.IN, "kind": "Công văn", "subject": "Đăng ký",
        "issuer": "Văn phòng UBND tỉnh Nam Sơn", "file_name": "cong-van.txt",
    } | changed  # fmt: skip
    return actions.register(b"Noi dung", by=by, **given)


def test_a_paper_is_entered_with_its_file_and_what_it_cites(office):
    by = actor_in(office, Power.LAUNCH)
    cited = Citation(ordinal=1, kind="Kế hoạch", number="27/KH-VP")

    document = register(office, by, number="87/VP-HCTC", citations=[cited])

    assert (str(document), document.size) == ("Công văn 87/VP-HCTC", 8)
    assert [str(c) for c in document.citations.all()] == ["Kế hoạch 27/KH-VP"]
    assert trail.history_of(document).get().verb == "document.register"


@pytest.mark.parametrize(
    ("cited_on", "issued_on", "linked"),
    ((DAY, DAY, True), (None, DAY, True), (DAY, None, True), (DAY, dt.date(2025, 3, 20), False)),
)
@pytest.mark.parametrize("cited_first", (True, False))
def test_a_citation_leads_to_the_paper_of_its_number_and_day(
    office, cited_first, cited_on, issued_on, linked
):
    by, below = actor_in(office, Power.LAUNCH), UnitFactory(path="001.001.")

    def plan():
        return register(office, by, kind="Kế hoạch", number="27/KH-VP", issued_on=issued_on)

    first = plan() if cited_first else None
    citation = Citation(ordinal=1, kind="Kế hoạch", number="27/KH-VP", issued_on=cited_on)
    register(below, by, number="87/VP-HCTC", citations=[citation])
    held = first or plan()

    assert Citation.objects.get().cited == (held if linked else None)


def test_a_citation_leads_to_no_paper_of_a_unit_beside(office):
    by = actor_in(office, Power.LAUNCH)
    citation = Citation(ordinal=1, kind="Kế hoạch", number="27/KH-VP")
    register(UnitFactory(path="001.001."), by, number="87/VP-HCTC", citations=[citation])

    register(UnitFactory(path="001.002."), by, number="27/KH-VP")

    assert Citation.objects.get().cited is None


def test_a_paper_whose_number_was_misread_is_cited_no_more(office):
    by = actor_in(office, Power.LAUNCH)
    citation = Citation(ordinal=1, kind="Kế hoạch", number="27/KH-VP")
    register(office, by, number="87/VP-HCTC", citations=[citation])
    misread = register(office, by, number="27/KH-VP")

    actions.correct(misread, by=by, citations=[], number="21/KH-VP")

    assert Citation.objects.get().cited is None


def test_a_paper_without_a_subject_is_refused(office):
    with pytest.raises(ValidationError):
        register(office, actor_in(office), subject="")


def test_staff_read_the_papers_of_the_units_above_and_not_those_beside(office):
    below = UnitFactory(path="001.001.")
    document = register(office, actor_in(office))

    assert list(access.visible_to(actor_in(below))) == [document]
    assert not access.visible_to(actor_in(UnitFactory(path="002.")))


def test_who_may_register(office):
    assert access.may_register(actor_in(office, Power.FILE))
    assert access.may_register(actor_in(office)).reason.startswith("Việc nạp văn bản")


def test_numbers_run_on_in_one_book_and_start_anew_each_year(office):
    by = actor_in(office)
    taken = [
        actions.take_number(office, "QĐ", by=by, on=day) for day in (DAY, DAY, dt.date(2027, 1, 4))
    ]

    assert (taken, actions.take_number(office, "TTr", by=by, on=DAY)) == ([1, 2, 1], 1)
