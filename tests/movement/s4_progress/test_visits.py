"""Visits: drawn so that anyone can repeat it, by people from outside, told once they are over."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.documents.masters.states import Kind
from kheo.kernel import files
from kheo.kernel.audit import trail
from kheo.movement.models import Draw, Visit, VisitFile
from kheo.movement.s3_registration.states import State
from kheo.movement.s4_progress import access, actions, drawing, exports, visiting
from kheo.movement.s4_progress.actions import Upload
from kheo.movement.s4_progress.states import Conclusion, VisitState
from kheo.notices.models import Notice
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Power
from tests.factories import RegistrationFactory, SheetFactory, UnitFactory, actor_in
from tests.factories.masters import laid_out_by, last_line
from tests.factories.progress import VisitFactory, done_visit
from tests.movement.s4_progress.conftest import PNG

TODAY = dt.date(2026, 6, 15)
SEEN = {
    "day": TODAY, "seen": "Đếm được 31 hộ trong sổ", "agreed": True, "conclusion": Conclusion.KEEP,
}  # fmt: skip


def person(by):
    return Person.objects.get(pk=by.person_id)


def beside(agency, n=2):
    """Return a division beside the visited one."""
    path = f"{agency.path}{n:03}."
    return Unit.objects.filter(path=path).first() or UnitFactory(path=path, parent=agency)


@pytest.fixture
def visitor(agency):
    return actor_in(beside(agency), Power.OVERSEE)


@pytest.fixture
def visit(item, visitor, clerk):
    planned = actions.plan_visit(item, by=clerk)
    actions.assign([planned], [person(visitor)], by=clerk)
    return planned


def more(round_, agency, count):
    sheets = [SheetFactory(round=round_, unit=beside(agency)) for _n in range(count)]
    return [RegistrationFactory(sheet=sheet, state=State.ACCEPTED) for sheet in sheets]


@settings(max_examples=10, deadline=None, database=None)
@given(keys=st.sets(st.integers(1, 10**6), max_size=30), wanted=st.integers(1, 40), seed=st.text())
def test_a_drawing_depends_on_seed_and_list_alone(keys, wanted, seed):
    once = drawing.drawn(sorted(keys), seed, wanted)
    again = drawing.drawn(sorted(keys, reverse=True), seed, wanted)

    assert once == again
    assert len(once) == min(wanted, len(keys))
    assert drawing.read(drawing.written(sorted(keys))) == sorted(keys)


def test_a_lot_is_the_sha256_anyone_can_compute():
    assert drawing.lot("08-24-31", 77) == hashlib.sha256(b"08-24-31:77").hexdigest()


def test_what_is_drawn_can_be_drawn_again_from_what_was_kept(round_, agency, item, clerk):
    others = more(round_, agency, 5)

    draw = actions.draw(round_, agency, by=clerk, wanted=3, seed=" 08-24-31 ")

    keys = sorted([item.pk, *(one.pk for one in others)])
    assert (draw.seed, draw.given, draw.listed) == ("08-24-31", True, 6)
    assert drawing.read(files.fetch(draw.file)) == keys
    drawn = list(draw.visits.order_by("place_drawn").values_list("registration", flat=True))
    assert drawn == drawing.drawn(keys, "08-24-31", 3)
    repeated = visiting.repeat(draw)
    assert (repeated.same, repeated.whole) == (True, True)
    assert [e.verb for e in trail.history_of(draw)] == ["visit.draw"]


def test_a_drawing_somebody_tampered_with_is_told(round_, agency, clerk):
    keys = [one.pk for one in more(round_, agency, 6)]
    draw = actions.draw(round_, agency, by=clerk, wanted=2, seed="17-04-35")
    drawn = drawing.drawn(keys, draw.seed, 2)
    # One seed in thirty draws the same two.
    other = next(seed for seed in map(str, range(99)) if drawing.drawn(keys, seed, 2) != drawn)
    Draw.objects.filter(pk=draw.pk).update(seed=other, sha256="0" * 64)

    repeated = visiting.repeat(Draw.objects.get())

    assert (repeated.same, repeated.whole) == (False, False)


def test_what_was_drawn_once_is_not_drawn_again_and_an_empty_urn_is_told(
    round_, agency, item, clerk
):
    actions.draw(round_, agency, by=clerk, wanted=5)

    with pytest.raises(ValidationError) as refused:
        actions.draw(round_, agency, by=clerk, wanted=1)

    assert "không còn nội dung, mô hình nào đã ghi nhận" in refused.value.messages[0]
    assert [v.registration for v in Visit.objects.all()] == [item]


def test_only_who_files_or_appraises_draws_and_only_in_their_reach(
    round_, agency, owner, colleague, stranger, clerk
):
    appraiser = actor_in(agency, Power.APPRAISE)
    actors = {"owner": owner, "colleague": colleague, "clerk": clerk, "appraiser": appraiser}

    may = {name for name, by in actors.items() if access.may_draw(by, round_)}

    assert may == {"clerk", "appraiser"}
    with pytest.raises(ValidationError):
        actions.draw(round_, agency, by=stranger, wanted=1)


def test_nobody_of_the_unit_visits_it_and_then_nothing_is_given(
    item, visitor, colleague, unit, agency, clerk
):
    planned = actions.plan_visit(item, by=clerk)
    second_post = actor_in(beside(agency, 3), Power.OVERSEE)
    Post.objects.create(
        person_id=second_post.person_id, unit=unit, over=unit, title="Tổ viên", since=TODAY
    )
    team = [person(by) for by in (visitor, colleague, second_post)]

    with pytest.raises(ValidationError) as refused:
        actions.assign([planned], team, by=clerk)

    names = [team[1].full_name, team[2].full_name]
    assert [said.partition(" là người của")[0] for said in refused.value.messages] == names
    assert (Visit.objects.get().state, planned.team.count()) == (VisitState.PLANNED, 0)
    assert not Notice.objects.exists()


def test_visitors_are_told_read_beforehand_and_the_visited_learn_of_it_afterwards(
    item, owner, visitor, visit
):
    before = access.followed_by(visitor).filter(pk=item.pk).exists()
    unseen = access.visible_visits(owner).count()
    actions.record(visit, by=visitor, **SEEN, uploads=[Upload("sổ.png", PNG)] * 2)

    assert (before, unseen) == (True, 0)
    assert list(access.visible_visits(owner)) == [visit]
    told = list(Notice.objects.order_by("pk").values_list("person", flat=True))
    assert told == [visitor.person_id, *sorted([item.person_id, visit.made_by_id])]
    kept = VisitFile.objects.get()
    assert (kept.name, kept.kind) == ("sổ.png", "image/png")
    assert files.fetch(kept.copy).startswith(b"\xff\xd8\xff")


def test_only_who_was_given_a_visit_records_it_and_not_after_moving_into_the_unit(
    visit, clerk, colleague, visitor, unit
):
    for by in (clerk, colleague):
        with pytest.raises(PermissionDenied):
            actions.record(visit, by=by, **SEEN)
    Person.objects.filter(pk=visitor.person_id).update(unit=unit)

    with pytest.raises(PermissionDenied, match="Bạn thuộc đơn vị được kiểm tra"):
        actions.record(visit, by=visitor, **SEEN)

    visit.refresh_from_db()
    assert visit.state == VisitState.ASSIGNED


@pytest.mark.parametrize(
    ("typed", "where"),
    (
        ({"seen": "  "}, "seen"),
        ({"day": dt.date(2026, 6, 16)}, "day"),
        ({"day": dt.date(2025, 12, 31)}, "day"),
        ({"mend_by": dt.date(2026, 7, 1)}, "to_mend"),
        ({"to_mend": "Ghi sổ", "mend_by": TODAY}, "mend_by"),
        ({"uploads": [Upload("x.pdf", b"MZ")]}, "evidence"),
    ),
)
def test_a_faulty_record_is_refused_whole(visit, visitor, typed, where):
    with pytest.raises(ValidationError) as refused:
        actions.record(visit, by=visitor, **SEEN | typed)

    assert list(refused.value.message_dict) == [where]
    visit.refresh_from_db()
    assert visit.state == VisitState.ASSIGNED


def test_what_had_to_be_mended_is_looked_at_again_once(visit, visitor):
    actions.record(visit, by=visitor, **SEEN, to_mend="Ghi sổ đủ", mend_by=dt.date(2026, 7, 1))
    actions.recheck(visit, by=visitor, said="Sổ đã đủ")

    assert access.visit_steps(visitor, visit) == set()
    with pytest.raises(PermissionDenied, match="Đã ghi kết quả kiểm tra lại"):
        actions.recheck(visit, by=visitor, said="Lần nữa")


def test_a_visit_given_up_says_why_to_its_visitors_and_may_be_planned_again(visit, clerk, visitor):
    with pytest.raises(ValidationError):
        actions.cancel(visit, by=clerk, reason=" ")
    actions.cancel(visit, by=clerk, reason="Mưa lũ")

    again = actions.plan_visit(visit.registration, by=clerk)

    assert again.pk != visit.pk
    newest = Notice.objects.filter(person=visitor.person_id).latest("pk")
    assert newest.text == "Không kiểm tra “Trả hồ sơ tại bản” nữa: Mưa lũ"


def test_the_list_costs_the_same_with_three_visits(
    enter, clerk, round_, agency, item, django_assert_num_queries
):
    actions.plan_visit(item, by=clerk)
    client, url = enter(clerk), reverse("progress:visits", args=[round_.pk])
    client.get(url)

    with django_assert_num_queries(9):
        client.get(url)
    for one in more(round_, agency, 2):
        VisitFactory(registration=one)
    with django_assert_num_queries(9):
        page = client.get(url)

    assert len(page.context["page"].rows) == 3


def test_drawing_giving_and_recording_on_the_pages(enter, clerk, visitor, round_, agency, item):
    client = enter(clerk)
    drawn = client.post(
        reverse("progress:draw", args=[round_.pk]), {"unit": agency.pk, "wanted": "1", "seed": "7"}
    )
    visit = Visit.objects.get()
    page = client.get(drawn.url)
    give = reverse("progress:assign_visits", args=[round_.pk])
    unknown = client.post(give, {"luot": visit.pk, "codes": "KHONGCO"})
    client.post(give, {"luot": visit.pk, "people": visitor.person_id, "due_on": "30/6/2026"})

    assert "kết quả trùng khớp" in page.text
    assert "Không có ai trong phạm vi của bạn mang mã KHONGCO." in unknown.text
    here = reverse("progress:visit", args=[round_.pk, visit.pk])
    typed = {"day": "15/6/2026", "seen": "Đếm 31 hộ", "agreed": "no", "conclusion": "strengthen"}
    client = enter(visitor)
    wrong = client.post(here, typed | {"evidence": SimpleUploadedFile("phim.pdf", b"MZ x")})
    client.post(here, typed | {"evidence": SimpleUploadedFile("sổ.png", PNG)})
    visit.refresh_from_db()
    assert "Đếm 31 hộ" in wrong.text
    assert "Tệp “phim.pdf” không phải ảnh, PDF, Word hay Excel." in wrong.text
    assert (visit.state, visit.agreed, visit.conclusion) == (VisitState.DONE, False, "strengthen")
    shown = client.get(reverse("progress:visit_file", args=[visit.files.get().pk]))
    assert shown["Content-Type"] == "image/png"


def test_owner_colleague_and_stranger_before_and_after(
    enter, owner, colleague, stranger, visitor, visit
):
    url = reverse("progress:visit", args=[visit.round_id, visit.pk])
    chairs = (owner, colleague, stranger)
    before = [enter(by).get(url).status_code for by in chairs]
    actions.record(visit, by=visitor, **SEEN)

    assert before == [404, 404, 404]
    assert [enter(by).get(url).status_code for by in chairs] == [200, 404, 404]
    assert enter(owner).post(url, {"seen": "Tốt"}).status_code == 403


def test_the_record_is_printed_with_its_team_and_conclusion(item, visitor, clerk):
    visit = done_visit(item, person(visitor), person(clerk), to_mend="Ghi sổ đủ")

    paper = exports.visit_paper(visit, visiting.team(visit))

    assert [(v[1], v[3]) for v in paper.body[5].rows] == [
        (person(visitor).full_name, "Trưởng đoàn"),
        (person(clerk).full_name, "Thành viên"),
    ]


def test_the_record_in_word_is_laid_out_by_who_leads_the_visit(enter, visit, clerk, agency):
    laid_out_by(agency, clerk, Kind.VISIT, "Mẫu của cơ quan")

    answer = enter(clerk).get(reverse("progress:visit_docx", args=[visit.round_id, visit.pk]))

    assert last_line(answer.content) == "Mẫu của cơ quan"
