"""A file that takes minutes: kept at once, read in the background, asked for again."""

import datetime as dt
import tempfile
from pathlib import Path

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse

from kheo.kernel import clock, heartbeat
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Directive, Recognition
from kheo.movement.s1_directive import actions, waiting
from kheo.movement.s1_directive.actions import recognition
from kheo.movement.s1_directive.states import DirectiveState
from kheo.notices.models import Notice
from kheo.orgs import queries as orgs
from kheo.orgs.states import Kind, Power
from tests.factories import DocumentFactory, PostFactory, UnitFactory, actor_in
from tests.factories.directive import DirectiveFactory
from tests.reading import made

LINES = ("Kính gửi: Các phòng, trung tâm", "Gửi danh sách trước ngày 25/3/2026.")
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def small_scan():
    """Return a slip of paper as a scanner gives it: quick to recognise."""
    lines = " \\ ".join(LINES)
    page = f'#set page(width: 13cm, height: 3cm)\n#set text(font: "Tinos", size: 14pt)\n{lines}'
    return made.scanned(made.typeset(page))


@pytest.fixture(scope="module")
def scan():
    return small_scan()


@pytest.fixture
def queue(settings, tmp_path):
    """Keep tasks in the database, as a server does, with a worker that lives."""
    settings.TASKS = DATABASE
    settings.VAR = tmp_path
    (tmp_path / heartbeat.HEARTBEAT).touch()


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """Leave no program on the path, as on a machine where nothing was installed."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def agency(db):
    return UnitFactory(name="Văn phòng UBND tỉnh Nam Sơn", kind=Kind.AGENCY, path="001.")


@pytest.fixture
def by(agency):
    return actor_in(agency, Power.LAUNCH)


@pytest.fixture
def signed(client, agency):
    post = PostFactory(unit=agency, powers=[Power.LAUNCH])
    client.force_login(post.person.user)
    return orgs.actor_of(post)


def asked(agency, by):
    """Return a paper whose reading was asked for and has not begun."""
    document = DocumentFactory(unit=agency, text="", registered_by_id=by.person_id)
    directive = DirectiveFactory(unit=agency, document=document, state=DirectiveState.RECOGNISING)
    Recognition.objects.create(directive=directive, asked_at=clock.now())
    return directive


def send(scan, by, agency, name="quet.pdf"):
    return actions.read(scan, name, by=by, unit=agency)


def work():
    call_command("db_worker", "--batch", "--no-startup-delay", "--interval", "0", verbosity=0)


def verbs(directive):
    return [event.verb for event in trail.history_of(directive).order_by("id")]


def later(**delta):
    """Let the last sign of life lie *delta* back."""
    Recognition.objects.update(heard_at=clock.now() - dt.timedelta(**delta))


@pytest.mark.django_db(transaction=True)
def test_a_scan_is_kept_at_once_and_read_by_the_worker(scan, by, agency, queue):
    directive = send(scan, by, agency)
    kept = (directive.state, directive.document.text, directive.facts.count())
    with default_storage.open(directive.document.file) as stored:
        assert stored.read() == scan
    before = set(Path(tempfile.gettempdir()).glob("kheo-office-*"))

    work()

    directive.refresh_from_db()
    document = directive.document
    assert kept == (DirectiveState.RECOGNISING, "", 0)
    assert directive.state == DirectiveState.READ
    assert LINES[0] in document.text
    assert [f.value["iso"] for f in directive.facts.filter(kind="deadline")] == ["2026-03-25"]
    assert [d["kind"] for d in directive.doubts][:1] == ["ocr"]
    assert verbs(directive) == ["directive.ask", "directive.recognise"]
    [event] = trail.history_of(directive).filter(verb="directive.recognise")
    assert event.user_id == by.user_id
    assert set(Path(tempfile.gettempdir()).glob("kheo-office-*")) == before


def test_a_task_run_twice_yields_one_draft(scan, by, agency):
    directive = send(scan, by, agency)
    facts = directive.facts.count()

    actions.recognise.call(directive.pk, 1, by=_record(by))

    assert (directive.state, directive.facts.count()) == (DirectiveState.READ, facts)
    assert verbs(directive) == ["directive.ask", "directive.recognise"]


def _record(by):
    return recognition._record(by)


def test_an_earlier_attempt_that_comes_home_late_writes_nothing(by, agency, queue):
    directive = asked(agency, by)
    Recognition.objects.update(begun_at=clock.now())
    later(minutes=4)
    actions.retry(directive, by=by)

    actions.recognise.call(directive.pk, 1, by=_record(by))

    directive.refresh_from_db()
    assert (directive.state, directive.facts.count()) == (DirectiveState.RECOGNISING, 0)


def test_a_paper_removed_meanwhile_is_left_alone(by, agency, queue):
    directive = asked(agency, by)
    key = directive.pk
    Directive.objects.filter(pk=key).delete()

    actions.recognise.call(key, 1, by=_record(by))

    assert Directive.objects.count() == 0


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize(
    ("data", "name", "said"),
    (
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "anh.png", "tesseract-ocr-vie"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "a.odt",
         "libreoffice-writer-nogui"),
    ),
)  # fmt: skip
def test_what_cannot_be_read_here_keeps_the_file_and_says_what_to_install(
    data, name, said, by, agency
):
    directive = send(data, by, agency, name)

    assert directive.state == DirectiveState.UNREAD
    assert said in directive.recognition.refusal
    assert default_storage.exists(directive.document.file)
    assert verbs(directive) == ["directive.ask", "directive.give_up"]


def test_asked_again_after_the_program_was_installed_it_is_read(
    scan, by, agency, monkeypatch, tmp_path
):
    with monkeypatch.context() as bare:
        bare.setenv("PATH", str(tmp_path))
        directive = send(scan, by, agency)
    assert directive.state == DirectiveState.UNREAD

    actions.retry(directive, by=by)

    assert directive.state == DirectiveState.READ
    assert Recognition.objects.get().attempt == 2
    assert verbs(directive)[-2:] == ["directive.retry", "directive.recognise"]


def test_retry_is_refused_while_the_reading_is_under_way(by, agency, queue):
    directive = asked(agency, by)
    Recognition.objects.update(begun_at=clock.now(), heard_at=clock.now())

    with pytest.raises(StaleStateError):
        actions.retry(directive, by=by)


def test_retry_is_refused_of_a_paper_that_no_machine_had_to_recognise(by, agency):
    with pytest.raises(StaleStateError):
        actions.retry(DirectiveFactory(unit=agency), by=by)


def test_retry_is_refused_to_who_does_not_launch(by, agency, queue):
    directive = asked(agency, by)

    with pytest.raises(PermissionDenied, match="người được giao phát động"):
        actions.retry(directive, by=actor_in(agency, Power.PLAN))


def test_who_went_away_is_told_how_it_ended(by, agency, queue):
    directive = asked(agency, by)
    Recognition.objects.update(asked_at=clock.now() - dt.timedelta(minutes=2))

    actions.recognise.call(directive.pk, 1, by=_record(by))

    [notice] = Notice.objects.all()
    assert (notice.person_id, notice.sender) == (by.person_id, "Máy đọc văn bản")
    assert notice.url == reverse("directive:confirm", args=[directive.pk])
    assert "Không còn thấy tệp" in Recognition.objects.get().refusal


def test_pages_are_counted_as_they_are_read(scan, by, agency, queue):
    with pypdfium2.PdfDocument(scan) as source, pypdfium2.PdfDocument.new() as twice:
        twice.import_pages(source)
        twice.import_pages(source)
        two = made.saved(twice)
    directive = send(two, by, agency)

    actions.recognise.call(directive.pk, 1, by=_record(by))

    asked = Recognition.objects.get()
    assert asked.pages == 2
    assert asked.page in {0, 1}


def page_of(client, directive, **headers):
    response = client.get(reverse("directive:waiting", args=[directive.pk]), headers=headers)
    return response, " ".join(response.content.decode().split())


def test_the_page_of_an_upload_says_how_far_it_is(signed, agency, client, queue):
    directive = asked(agency, signed)
    waits, queued = page_of(client, directive)
    Recognition.objects.update(begun_at=clock.now(), heard_at=clock.now(), page=1, pages=5)

    _response, running = page_of(client, directive)

    assert waits.status_code == 200
    assert "Đang chờ đến lượt" in queued
    assert "trang 2 trên 5" in running
    assert "Tải lại trang" in running
    assert "Đọc lại" not in running


def test_the_page_says_that_nobody_reads(signed, agency, client, queue, tmp_path):
    directive = asked(agency, signed)
    (tmp_path / heartbeat.HEARTBEAT).unlink()

    _response, said = page_of(client, directive)

    assert "Bộ phận đọc văn bản hiện không chạy" in said
    assert "kheo worker" in said


def test_the_page_of_a_reading_that_broke_off_asks_to_read_again(signed, agency, client, queue):
    directive = asked(agency, signed)
    Recognition.objects.update(begun_at=clock.now())
    later(minutes=4)

    _response, said = page_of(client, directive)

    assert "Việc đọc dừng giữa chừng" in said
    assert reverse("directive:retry", args=[directive.pk]) in said
    assert "hx-trigger" not in said
    assert waiting.broken_off().count() == 1


def test_htmx_is_led_to_the_confirm_page_once_it_is_read(signed, agency, client):
    directive = DirectiveFactory(unit=agency)
    url = reverse("directive:confirm", args=[directive.pk])

    plain, _said = page_of(client, directive)
    polled, _said = page_of(client, directive, **{"hx-request": "true"})

    assert plain.url == url
    assert polled.headers["HX-Redirect"] == url


def test_the_confirm_page_of_a_paper_still_unread_leads_to_its_waiting_page(
    signed, agency, client, queue
):
    directive = asked(agency, signed)

    response = client.get(reverse("directive:confirm", args=[directive.pk]))

    assert response.url == reverse("directive:waiting", args=[directive.pk])
