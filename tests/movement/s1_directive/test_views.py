"""Papers over HTTP: the register, the upload, the confirm page, the launch, the movement's page."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.desk import search
from kheo.documents.models import OfficialDocument
from kheo.kernel import files
from kheo.kernel.audit import trail
from kheo.movement.models import Directive, Movement, Round
from kheo.movement.s1_directive import actions
from kheo.movement.s1_directive.forms import LaunchForm
from kheo.movement.s1_directive.states import DirectiveState, Verdict
from kheo.movement.s1_directive.titles import register_title
from kheo.orgs import queries as orgs
from kheo.orgs.states import Kind, Power
from kheo.reading.cleaning import clean
from kheo.reading.draft import read_bytes
from kheo.reading.opening import remarks
from tests.factories import PersonFactory, PostFactory, UnitFactory
from tests.factories.directive import (
    PAPER,
    DirectiveFactory,
    FactFactory,
    ReferenceTextFactory,
    RepairFactory,
    launched,
    read_paper,
)
from tests.reading import made
from tests.reading.test_opening import to_cp1258

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
INDEX = reverse("directive:index")
UPLOAD = reverse("directive:upload")


@pytest.fixture
def agency():
    return UnitFactory(name="Văn phòng UBND tỉnh Nam Sơn", kind=Kind.AGENCY, path="001.")


@pytest.fixture
def division(agency):
    return UnitFactory(name="Phòng Tổng hợp", parent=agency, path="001.001.", staff=7)


@pytest.fixture
def launcher(client, agency):
    post = PostFactory(unit=agency, powers=[Power.LAUNCH])
    client.force_login(post.person.user)
    return orgs.actor_of(post)


def sign_in(client, unit, *powers):
    post = PostFactory(unit=unit, powers=list(powers))
    client.force_login(post.person.user)
    return orgs.actor_of(post)


def send_file(client, data, name="cong-van.txt"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})


def fact_of(directive, kind):
    return directive.facts.filter(kind=kind).first()


def judge(client, directive, **act):
    return client.post(reverse("directive:judge", args=[directive.pk]), act, follow=True)


def ready(agency, by):
    directive = read_paper(agency, by)
    for fact in directive.facts.exclude(doubt=""):
        offered = (fact.suggestion or {}).get("value")
        verdict = Verdict.CORRECTED if offered else Verdict.STRUCK
        actions.judge(fact, verdict, by=by, value=offered)
    return actions.confirm(directive, by=by)


def test_upload_reads_the_file_and_leads_to_its_confirm_page(client, launcher):
    response = send_file(client, PAPER.encode())

    directive = Directive.objects.get()
    assert response.url == reverse("directive:confirm", args=[directive.pk])


@pytest.mark.parametrize(
    ("data", "name", "said"),
    (
        (b"", "cong-van.txt", "rỗng"),
        (b"%PDF-1.7 ...", "cong-van.txt", "là PDF hỏng"),
        (b"PK\x03\x04...", "cong-van.docx", "là tệp Word hỏng"),
        (b"abc", "cong-van.exe", "không thuộc loại nhận được"),
        (b"a" * 60_000_000, "cong-van.txt", "Mỗi tệp không quá 20 MB"),
    ),
    ids=("empty", "broken pdf named txt", "broken docx", "program", "60MB"),
)
def test_upload_of_a_bad_file_says_so_and_creates_nothing(client, launcher, data, name, said):
    response = send_file(client, data, name)

    assert (response.status_code, Directive.objects.count()) == (200, 0)
    assert said in response.text


def known(directive):
    """Return what the confirm page shows of each fact, without the places in the text."""
    return sorted((fact.kind, str(fact.value), fact.doubt) for fact in directive.facts.all())


@pytest.mark.parametrize(("make", "ending"), ((made.word, "docx"), (made.pdf, "pdf")))
def test_upload_of_word_and_pdf_leads_to_the_facts_of_the_text(client, launcher, make, ending):
    send_file(client, PAPER.encode())
    lines = clean(PAPER).text.split("\n")
    data = make(lines)

    sent = {"file": SimpleUploadedFile(f"cong-van.{ending}", data), "again": "1"}

    response = client.post(UPLOAD, sent)

    plain, directive = Directive.objects.order_by("pk")
    assert response.url == reverse("directive:confirm", args=[directive.pk])
    assert known(directive) == known(plain)
    document = directive.document
    assert (files.fetch(document.file), document.file_name) == (data, f"cong-van.{ending}")
    assert [line for line in document.text.split("\n") if line] == lines
    shown = client.get(response.url)
    assert shown.status_code == 200
    assert directive.facts.first().quote in shown.text


def test_upload_of_a_paper_in_an_old_encoding_shows_that_it_was_converted(client, launcher):
    send_file(client, to_cp1258(PAPER))

    directive = Directive.objects.get()
    assert directive.document.text == PAPER
    shown = client.get(reverse("directive:confirm", args=[directive.pk])).text
    assert "Văn bản dùng bảng mã Windows 1258, không phải Unicode; đã chuyển mã." in shown


def test_upload_without_a_file_asks_for_one(client, launcher):
    response = client.post(UPLOAD)

    assert "Chưa ghi. Cần điền ô này." in response.text


def test_upload_of_the_same_file_twice_leads_to_the_first(client, launcher):
    send_file(client, PAPER.encode())

    response = send_file(client, PAPER.encode(), "ban-sao.txt")

    assert response.url == reverse("directive:confirm", args=[Directive.objects.get().pk])


def test_the_same_words_in_another_encoding_are_told_and_read_again_only_when_asked(
    client, launcher
):
    send_file(client, PAPER.encode())
    first = Directive.objects.get()

    told = send_file(client, to_cp1258(PAPER), "tcvn.txt")
    asked = Directive.objects.count()
    sent = {"file": SimpleUploadedFile("tcvn.txt", to_cp1258(PAPER)), "again": "1"}
    client.post(UPLOAD, sent)

    assert "Văn bản có cùng nội dung đã được nạp ở" in told.text
    assert f'href="{reverse("directive:confirm", args=[first.pk])}"' in told.text
    assert (asked, Directive.objects.count()) == (1, 2)


def test_the_page_of_a_paper_whose_words_were_known_leads_to_the_earlier_one(client, launcher):
    send_file(client, PAPER.encode())
    first = Directive.objects.get()
    sent = {"file": SimpleUploadedFile("tcvn.txt", to_cp1258(PAPER)), "again": "1"}
    client.post(UPLOAD, sent)
    second = Directive.objects.exclude(pk=first.pk).get()

    pages = [client.get(reverse("directive:confirm", args=[d.pk])) for d in (first, second)]

    assert [page.context["earlier"] for page in pages] == [None, first]
    assert f'href="{reverse("directive:confirm", args=[first.pk])}"' in pages[1].text


def test_a_paper_nobody_used_is_taken_off_the_list_with_a_reason_and_may_be_read_anew(
    client, launcher
):
    send_file(client, PAPER.encode())
    first = Directive.objects.get()
    address = reverse("directive:remove", args=[first.pk])

    silent = client.post(address, {"note": " "})
    client.post(address, {"note": "Nạp nhầm tệp"})
    listed = client.get(INDEX).context["page"].rows
    kept = client.get(INDEX, {"state": "removed"}).context["page"].rows
    send_file(client, PAPER.encode())

    assert silent.status_code == 200
    assert (listed, [d.pk for d in kept]) == ([], [first.pk])
    event = trail.history_of(first)[0]
    assert (event.verb, event.note) == ("directive.remove", "Nạp nhầm tệp")
    assert Directive.objects.exclude(pk=first.pk).count() == 1
    assert len(search.find(launcher, "cong van")) == 1  # the one read anew


def test_a_launched_paper_is_not_removed(client, launcher, agency):
    directive = DirectiveFactory(unit=agency, state="opened", confirmed_by=PersonFactory())

    shown = client.post(
        reverse("directive:remove", args=[directive.pk]), {"note": "Nhầm"}, follow=True
    )

    directive.refresh_from_db()
    assert directive.state == "opened"
    assert "không bỏ được nữa" in shown.text


def test_what_was_recognised_from_a_picture_is_no_title():
    draft = read_bytes(PAPER.encode(), "x.txt")
    scanned = replace(draft, doubts=(remarks.recognised(),))

    assert register_title(draft, "anh.png")[1] == "87/VP-HCTC"
    assert register_title(scanned, "anh.png") == (
        "Công văn",
        "",
        "Công văn chưa rõ trích yếu (anh.png)",
    )


def test_upload_is_refused_without_the_power_to_launch(client, agency):
    sign_in(client, agency, Power.PLAN)

    assert send_file(client, PAPER.encode()).status_code == 403
    assert Directive.objects.count() == 0


def test_a_file_read_in_another_unit_is_pointed_at_and_read_again_only_when_asked(
    client, launcher, agency
):
    below = UnitFactory(parent=agency, path="001.060.", kind=Kind.DIVISION, name="Phòng Một Cửa")
    known = DirectiveFactory(unit=below)
    OfficialDocument.objects.filter(pk=known.document_id).update(
        sha256=hashlib.sha256(PAPER.encode()).hexdigest()
    )

    first = send_file(client, PAPER.encode())
    asked = Directive.objects.count()
    again = client.post(UPLOAD, {"file": SimpleUploadedFile("x.txt", PAPER.encode()), "again": "1"})

    assert "đã được nạp ở Phòng Một Cửa" in first.text
    assert (asked, Directive.objects.count()) == (1, 2)
    made = Directive.objects.exclude(pk=known.pk).get()
    assert again.url == reverse("directive:confirm", args=[made.pk])


@pytest.mark.parametrize("count", (1, 3))
def test_index_asks_the_same_number_of_queries_for_any_length(
    client, launcher, agency, django_assert_num_queries, count
):
    for _n in range(count):
        DirectiveFactory(unit=agency)

    with django_assert_num_queries(5):  # session, user, post, counts, rows
        response = client.get(INDEX)

    assert len(response.context["page"].rows) == count


def test_index_filters_by_state_and_by_words_without_marks(client, launcher, agency):
    found = read_paper(agency, launcher)
    DirectiveFactory(unit=agency, folded="ke hoach")
    ready_one = ready(*_other(agency, launcher))

    by_words = client.get(INDEX, {"q": "VAN PHONG 87"}).context["page"].rows
    by_state = client.get(INDEX, {"state": DirectiveState.CONFIRMED}).context["page"].rows

    assert (by_words, by_state) == ([ready_one, found], [ready_one])


def _other(agency, by):
    return UnitFactory(parent=agency, path="001.050.", kind=Kind.DIVISION), by


def test_confirm_page_underlines_each_fact_ties_it_to_its_draft_and_escapes_the_paper(
    client, launcher, agency
):
    directive = read_paper(agency, launcher)

    page = client.get(reverse("directive:confirm", args=[directive.pk])).text

    for fact in directive.facts.all():
        assert page.count(f'id="f{fact.pk}"') == 1
        assert page.count(f'id="d{fact.pk}"') == 1
        assert f'href="#d{fact.pk}"' in page
    assert "&lt;b&gt;đăng ký&lt;/b&gt;" in page
    assert "<b>đăng ký</b>" not in page
    assert "ngày không thể có" in page
    assert "Nhận 25/3/2014" in page


def test_confirm_page_of_an_unseen_paper_is_not_found(client, agency):
    directive = DirectiveFactory(unit=agency)
    sign_in(client, UnitFactory(path="002."), Power.LAUNCH)

    assert client.get(reverse("directive:confirm", args=[directive.pk])).status_code == 404
    assert judge(client, directive, all=1).status_code == 404


@pytest.mark.parametrize("count", (1, 3))
def test_confirm_page_asks_as_many_queries_for_one_fact_as_for_three(
    client, launcher, agency, django_assert_num_queries, count
):
    directive = DirectiveFactory(unit=agency, document__text="tiết kiệm điện nước")
    for n in range(count):
        FactFactory(directive=directive, ordinal=n, start=n, doubt="Xem lại." if n else "")
        RepairFactory(directive=directive, start=n)

    # user, post, directive, facts, repaired words; the session is cached
    with django_assert_num_queries(6):
        client.get(reverse("directive:confirm", args=[directive.pk]))


def test_the_suggested_day_is_taken_by_its_button_only(client, launcher, agency):
    directive = read_paper(agency, launcher)
    deadline = fact_of(directive, "deadline")

    judge(client, directive, all=1)
    deadline.refresh_from_db()
    before = deadline.verdict
    judge(client, directive, suggest=deadline.pk)

    deadline.refresh_from_db()
    assert (before, deadline.confirmed["iso"]) == (Verdict.PENDING, "2014-03-25")


def test_accepting_an_impossible_day_as_read_is_refused_in_words(client, launcher, agency):
    directive = read_paper(agency, launcher)

    response = judge(client, directive, accept=fact_of(directive, "deadline").pk)

    assert "không thể là một ngày có thật" in response.text


def test_a_verdict_on_a_stale_page_is_answered_in_words(client, launcher, agency):
    directive = read_paper(agency, launcher)
    number = fact_of(directive, "number")
    judge(client, directive, strike=number.pk)

    response = judge(client, directive, accept=number.pk, **{f"seen-{number.pk}": "pending"})

    number.refresh_from_db()
    assert number.verdict == Verdict.STRUCK
    assert "Người khác vừa xử lý chỗ này" in response.text


@pytest.mark.parametrize("act", ({}, {"accept": "999999"}, {"accept": "x"}, {"suggest": "1²"}))
def test_a_button_nobody_has_is_not_found(client, launcher, agency, act):
    directive = read_paper(agency, launcher)

    assert judge(client, directive, **act).status_code == 404


def test_correct_takes_what_was_typed_in_the_shape_of_the_fact(client, launcher, agency):
    directive = read_paper(agency, launcher)
    deadline = fact_of(directive, "deadline")
    url = reverse("directive:correct", args=[directive.pk, deadline.pk])

    client.post(
        url, {f"f{deadline.pk}-iso": "26/3/2014", f"f{deadline.pk}-what": "Gửi bản đăng ký"}
    )

    deadline.refresh_from_db()
    assert deadline.verdict == Verdict.CORRECTED
    assert (deadline.confirmed["iso"], deadline.confirmed["impossible"]) == ("2014-03-26", False)


def test_correct_with_an_impossible_day_keeps_what_was_typed_and_says_why(client, launcher, agency):
    directive = read_paper(agency, launcher)
    deadline = fact_of(directive, "deadline")
    url = reverse("directive:correct", args=[directive.pk, deadline.pk])

    response = client.post(url, {f"f{deadline.pk}-iso": "31/2/2014"})

    deadline.refresh_from_db()
    assert deadline.verdict == Verdict.PENDING
    assert "31/2/2014" in response.text
    assert "Đang ghi “31/2/2014”" in response.text


def test_correct_with_an_impossible_year_is_refused_in_words_on_the_same_page(
    client, launcher, agency
):
    directive = read_paper(agency, launcher)
    deadline = fact_of(directive, "deadline")
    url = reverse("directive:correct", args=[directive.pk, deadline.pk])

    response = client.post(url, {f"f{deadline.pk}-iso": "25/3/3013"})

    deadline.refresh_from_db()
    assert deadline.verdict == Verdict.PENDING
    assert "“25/3/3013” không thể là ngày đúng của văn bản này" in response.text
    assert 'value="25/3/3013"' in response.text


@pytest.mark.parametrize(
    "kind", ("number", "date", "name", "quota", "deadline", "staff", "citation")
)
def test_every_kind_of_fact_opens_for_correction(client, launcher, agency, kind):
    directive = read_paper(agency, launcher)
    url = reverse("directive:confirm", args=[directive.pk])

    response = client.get(url, {"sua": fact_of(directive, kind).pk})

    assert "Lưu chỗ sửa" in response.text


def test_confirm_names_the_open_doubt_and_then_leads_to_the_launch(client, launcher, agency):
    directive = read_paper(agency, launcher)
    url = reverse("directive:confirm", args=[directive.pk])

    refused = client.post(url, follow=True)
    for fact in directive.facts.exclude(doubt=""):
        judge(client, directive, strike=fact.pk)
    accepted = client.post(url)
    again = client.post(url, follow=True)

    assert "25/3/3013" in refused.text
    assert accepted.url == reverse("directive:open", args=[directive.pk])
    assert "vừa được người khác xác nhận" in again.text


def launch_data(directive, **changes):
    data = {
        "name": "Dân vận khéo",
        "first_year": "2026",
        "last_year": "2030",
        "year": "2026",
        "launched_on": "5/1/2026",
        "all_direct": "on",
        "on_transfer": "stay",
        "due_registration": "25/3/2026",
        "criterion": "Gần dân\n\n Có cách làm mới ",
    }
    data |= dict.fromkeys(("item_minimum", "item_target", "model_minimum", "model_target"), "1")
    return data | {"item_maximum": "3", "model_maximum": "2"} | changes


def test_the_launch_form_is_filled_from_the_confirmed_paper(client, launcher, agency, division):
    directive = ready(agency, launcher)

    form = client.get(reverse("directive:open", args=[directive.pk])).context["form"]

    assert form["item_name"].value() == "Dân vận chính quyền khéo"
    assert form["item_maximum"].value() == "3"
    assert form["due_registration"].value() == "25/3/2014"
    assert form["model_maximum"].value() in {None, ""}


def test_launch_opens_the_movement_for_all_direct_units(client, launcher, agency, division):
    directive = ready(agency, launcher)
    UnitFactory(parent=division, path="001.001.001.", kind=Kind.CENTRE)

    client.post(reverse("directive:open", args=[directive.pk]), launch_data(directive))

    movement = Movement.objects.get()
    assert list(movement.scope.all()) == [division]
    assert [c.text for c in movement.clauses.all()] == ["Gần dân", "Có cách làm mới"]
    round_ = Round.objects.get()
    assert (round_.milestones.get().due_on, round_.on_transfer) == (dt.date(2026, 3, 25), "stay")


def test_a_year_may_be_registered_for_at_the_end_of_the_one_before(
    client, launcher, agency, division
):
    directive = ready(agency, launcher)
    next_year = {"year": "2027", "first_year": "2027", "due_registration": "20/12/2026"}

    client.post(reverse("directive:open", args=[directive.pk]), launch_data(directive, **next_year))

    round_ = Round.objects.get()
    assert (round_.year, round_.milestones.get().due_on) == (2027, dt.date(2026, 12, 20))


@pytest.mark.parametrize(
    ("changes", "said"),
    (
        ({"all_direct": ""}, "Chưa chọn đơn vị nào"),
        ({"units": "999999", "all_direct": ""}, "Chưa chọn đúng"),
        ({"item_minimum": "4"}, "Cần tối thiểu không quá phấn đấu"),
        ({"item_maximum": "hai"}, "Đang ghi “hai”"),
        ({"last_year": "2025"}, "Năm cuối phải từ 2026"),
        ({"year": "2031"}, "Năm đầu tiên phải từ 2026 đến 2030"),
        ({"due_registration": "25/3/3013"}, "phải rơi vào năm đó, năm trước hoặc năm sau"),
        ({"due_review": "20/12/2025"}, "phải rơi vào năm đó hoặc năm sau"),
        ({"due_registration": "31/2/2026"}, "Đang ghi “31/2/2026”"),
        ({"name": "x" * 301}, "300"),
    ),
)
def test_launch_says_what_is_wrong_and_keeps_what_was_typed(
    client, launcher, agency, division, changes, said
):
    directive = ready(agency, launcher)
    data = launch_data(directive, **changes)

    response = client.post(reverse("directive:open", args=[directive.pk]), data)

    assert Movement.objects.count() == 0
    assert said in response.text
    assert "Có cách làm mới" in response.text


def test_all_that_is_wrong_with_a_launch_is_said_at_once_and_once_in_the_order_of_the_page(
    client, launcher, agency, division
):
    directive = ready(agency, launcher)
    wrong = {
        "name": "", "first_year": "2028", "last_year": "2027", "item_minimum": "4", "item_maximum": "hai",
        "criterion": "Gần dân: 40 điểm", "scored_subjects": "item", "due_registration": "25/3/3013",
        "units": "999999", "all_direct": "",
    }  # fmt: skip

    page = client.post(
        reverse("directive:open", args=[directive.pk]), launch_data(directive, **wrong)
    )

    form = page.context["form"]
    said = {name: len(form.errors[name]) for name in form.fields if name in form.errors}
    assert list(said.items()) == [
        (name, 1) for name in (
            "name", "last_year", "year", "scored_subjects", "item_target", "item_maximum",
            "due_registration", "units",
        )
    ]  # fmt: skip
    assert "Còn 8 chỗ cần" in page.text
    assert f'<a href="#{form["units"].auto_id}">Đơn vị phải thực hiện</a>' in page.text


def test_a_missing_year_does_not_keep_a_far_deadline_for_later(client, launcher, agency, division):
    directive = ready(agency, launcher)
    data = launch_data(directive, year="", due_registration="25/3/3013")

    form = client.post(reverse("directive:open", args=[directive.pk]), data).context["form"]

    assert list(form.errors) == ["year", "due_registration"]


def test_launch_of_a_paper_launched_meanwhile_is_said_in_words(client, launcher, agency, division):
    directive = ready(agency, launcher)
    url = reverse("directive:open", args=[directive.pk])
    client.post(url, launch_data(directive))

    response = client.post(url, launch_data(directive), follow=True)
    opened = client.get(url)
    confirm = client.get(reverse("directive:confirm", args=[directive.pk]))

    movement = reverse("directive:detail", args=[Round.objects.get().pk])
    assert "vừa được phát động" in response.text
    assert (response.redirect_chain, opened.url) == ([(movement, 302)], movement)
    assert f'href="{movement}"' in confirm.text
    assert Movement.objects.count() == 1


def test_the_movement_page_says_what_is_asked_and_warns_of_a_replaced_text(
    client, launcher, agency, division
):
    directive = ready(agency, launcher)
    client.post(
        reverse("directive:open", args=[directive.pk]),
        launch_data(directive, item_name="Dân vận chính quyền khéo"),
    )
    ReferenceTextFactory(number="27/KH-VP", replaced_by="Kế hoạch số 30/KH-VP")
    round_ = Round.objects.get()
    sign_in(client, division)

    page = client.get(reverse("directive:detail", args=[round_.pk])).text

    assert "Mỗi người đăng ký từ 01 đến 03 nội dung “Dân vận chính quyền khéo”" in page
    assert "Đã được thay bằng Kế hoạch số 30/KH-VP." in page
    assert "Trưởng các phòng, trung tâm" in page
    assert "1 đơn vị, 7 người" in page
    assert "Mở năm này" not in page


def test_the_original_is_for_who_the_paper_is_for(client, launcher, agency, division):
    directive = ready(agency, launcher)
    url = reverse("directive:file", args=[directive.pk])
    sign_in(client, division)
    before = client.get(url).status_code
    launched_paper(directive)

    found = client.get(url)
    sign_in(client, UnitFactory(path="002."), Power.LAUNCH)

    assert (before, client.get(url).status_code) == (404, 404)
    assert found.content == PAPER.encode()
    assert found["Content-Disposition"] == 'attachment; filename="cong-van.txt"'


def launched_paper(directive):
    Directive.objects.filter(pk=directive.pk).update(state=DirectiveState.OPENED)


def test_a_year_is_opened_and_closed_from_the_page(client, launcher, agency, division):
    round_ = launched(agency, [division], launcher)
    open_url = reverse("directive:open_year", args=[round_.pk])
    close_url = reverse("directive:close_year", args=[round_.pk])

    opened = client.post(open_url, {"year": "2027"})
    twice = client.post(open_url, {"year": "2027"})
    client.post(close_url)
    closed_twice = client.post(close_url, follow=True)

    new = Round.objects.get(year=2027)
    assert opened.url == reverse("directive:detail", args=[new.pk])
    assert "Năm 2027 đã mở rồi." in twice.text
    assert "đã được khép lại trước đó" in closed_twice.text


def test_what_a_transfer_does_is_set_on_the_page_and_the_next_year_keeps_it(
    client, launcher, agency, division
):
    round_ = launched(agency, [division], launcher)
    url = reverse("directive:transfers", args=[round_.pk])

    said = client.post(url, {"on_transfer": "stay"}, follow=True)
    client.post(url, {"on_transfer": "nonsense"})
    client.post(reverse("directive:open_year", args=[round_.pk]), {"year": "2027"})

    assert "Ở lại đơn vị cũ" in said.text
    assert set(Round.objects.values_list("on_transfer", flat=True)) == {"stay"}


def test_reopen_leads_back_and_says_when_it_is_too_late(client, launcher, agency):
    directive = ready(agency, launcher)
    url = reverse("directive:reopen", args=[directive.pk])

    client.post(url)
    late = client.post(url, follow=True)

    directive.refresh_from_db()
    assert directive.state == DirectiveState.READ
    assert "không sửa lại được" in late.text


@pytest.mark.parametrize(
    "typed",
    ({"aim": "x" * 3_000_000}, {f"more{n}": "1" for n in range(11_000)}),
    ids=("3 MB of words", "11,000 fields"),
)
def test_more_than_django_takes_is_refused_and_creates_nothing(
    client, launcher, agency, division, typed
):
    directive = ready(agency, launcher)
    url = reverse("directive:open", args=[directive.pk])

    response = client.post(url, launch_data(directive) | typed)

    assert (response.status_code, Movement.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    ("days", "said"),
    (
        ({"due_report": "05/01/2026"}, "“Gửi báo cáo năm” có hạn 05/01/2026, trước hôm nay."),
        (
            {"due_receipt": "25/12/2026"},
            "“Nộp bản đăng ký” có hạn 25/3/2026, sớm hơn “Xác nhận đã nhận văn bản” 25/12/2026.",
        ),
    ),
)
def test_odd_deadlines_are_named_and_launched_only_with_a_tick(
    client, launcher, agency, division, days, said
):
    directive = ready(agency, launcher)
    url = reverse("directive:open", args=[directive.pk])

    asked = client.post(url, launch_data(directive, **days))
    before = Movement.objects.count()
    client.post(url, launch_data(directive, anyway="on", **days))

    assert said in asked.text
    assert (before, Movement.objects.count()) == (0, 1)


def test_a_content_that_stands_twice_is_refused_however_it_is_written(
    client, launcher, agency, division
):
    directive = ready(agency, launcher)
    twice = {"content": "Học Bác.\nLàm theo\nhọc  bác"}

    response = client.post(
        reverse("directive:open", args=[directive.pk]), launch_data(directive, **twice)
    )

    assert response.context["form"].errors["content"] == ["“học bác” ghi hai lần. Bỏ một dòng."]
    assert Movement.objects.count() == 0


def test_an_empty_form_counts_each_gap_in_our_words_and_the_units_among_them(
    client, launcher, agency, division
):
    directive = ready(agency, launcher)

    response = client.post(reverse("directive:open", args=[directive.pk]), {})

    form = response.context["form"]
    said = {error for errors in form.errors.values() for error in errors}
    assert said == {
        "Chưa ghi. Cần điền ô này.",
        "Chưa chọn đơn vị nào phải thực hiện.",
    }
    assert f"Còn {len(form.errors)} chỗ cần sửa." in " ".join(response.text.split())
    assert 'href="#id_units"' in response.text


def test_a_stage_that_is_over_is_doubted_at_once_and_launched_only_with_a_tick(
    client, launcher, agency, division
):
    directive = ready(agency, launcher)
    url = reverse("directive:open", args=[directive.pk])
    past = {"first_year": "2021", "last_year": "2025", "year": "2025"}

    asked = client.post(url, launch_data(directive, **past))

    assert LaunchForm(directive, by=launcher, initial={"last_year": 2025}).odd == [
        "Giai đoạn đến năm 2025 đã qua."
    ]
    assert "Giai đoạn đến năm 2025 đã qua." in asked.text
    assert Movement.objects.count() == 0
