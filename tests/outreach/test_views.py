"""The log of study over HTTP."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kheo.movement.models import Movement
from kheo.orgs.states import Power
from kheo.outreach.models import Format, Session
from kheo.outreach.states import FORMATS
from tests.factories import PostFactory
from tests.outreach.conftest import recorded

pytestmark = pytest.mark.django_db


def sign_in(client, unit, *powers):
    client.force_login(PostFactory(unit=unit, powers=list(powers)).person.user)


def at(name, year, *args):
    return reverse(f"outreach:{name}", args=[year.round.pk, *args])


def typed(**changes):
    return {
        "day": "12/3/2026", "subject": "Tư tưởng dân vận", "people": "12", "expected": "",
        "format": str(Format.objects.earliest("pk").pk), "document": "", "paper": "",
        "led_by": "", "content": "", "result": "",
    } | changes  # fmt: skip


@pytest.mark.parametrize("count", (1, 3))
def test_the_log_asks_the_same_number_of_queries_for_any_length(
    client, year, django_assert_num_queries, count
):
    for n in range(count):
        recorded(year, subject=f"Buổi {n}")
    sign_in(client, year.agency, Power.FILE)

    # session, user, post, round; count, rows, units, formats; chosen formats, papers; stepper
    with django_assert_num_queries(11):
        response = client.get(at("sessions", year))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", (1, 3))
def test_the_units_ask_the_same_number_of_queries_for_any_length(
    client, year, django_assert_num_queries, count
):
    if count == 3:
        year.round.movement.scope.add(year.agency)
    else:
        year.round.movement.scope.remove(year.beside)
    sign_in(client, year.agency, Power.FILE)

    with django_assert_num_queries(7):  # session, user, post, round, rows, counts, stepper
        response = client.get(at("units", year))

    assert len(response.context["page"].rows) == count


def test_a_session_is_recorded_read_corrected_and_withdrawn_on_its_pages(client, year):
    sign_in(client, year.division, Power.PLAN)
    png = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7 bien ban")
    shown = client.post(at("sessions", year), typed(evidence=png), follow=True)
    session = Session.objects.get()
    fixed = client.post(
        at("correct", year, session.pk), typed(people="14", reason="Đếm lại"), follow=True
    )
    without = client.post(at("withdraw", year, session.pk), {"reason": ""})
    gone = client.post(at("withdraw", year, session.pk), {"reason": "Ghi trùng"}, follow=True)

    assert "Đã ghi buổi này." in shown.text
    assert "Tư tưởng dân vận" in shown.text
    assert "Đã sửa buổi này." in fixed.text
    assert "Chưa ghi. Cần điền ô này." in without.text
    assert "không tính vào số liệu nữa" in gone.text
    session.refresh_from_db()
    assert (session.people, session.state) == (14, "withdrawn")
    file = client.get(reverse("outreach:file", args=[session.files.get().pk]))
    assert (file.content, file["Content-Type"]) == (b"%PDF-1.7 bien ban", "application/pdf")
    assert client.get(at("correct", year, session.pk)).status_code == 403
    assert "Đếm lại" in client.get(reverse("history", args=["hoc-tap", session.pk])).text


@pytest.mark.parametrize(
    ("changes", "said"),
    (
        ({"day": "31/2/2026"}, "Lịch không có ngày này."),
        ({"day": "1/4/2026"}, "Cần một ngày từ 01/01/2026 đến 20/3/2026."),
        ({"people": "mười"}, "Đang ghi “mười”. Cần một số nguyên"),
        ({"people": "0"}, "Đang ghi “0”."),
        ({"expected": "3"}, "Có 12 người dự, nhiều hơn tổng số 3."),
        ({"subject": ""}, "Chưa ghi. Cần điền ô này."),
        ({"document": "999999"}, "Chưa chọn đúng."),
    ),
)
def test_bad_input_is_said_in_words_and_what_was_typed_is_kept(client, year, changes, said):
    sign_in(client, year.division, Power.PLAN)

    page = client.post(at("sessions", year), typed(result="Mỗi người một việc", **changes))

    assert said in page.text
    assert "Mỗi người một việc" in page.text
    assert Session.objects.count() == 0


def test_a_stranger_finds_nothing_and_a_colleague_reads_only(client, year):
    session = recorded(year)
    pages = [at("session", year, session.pk), at("correct", year, session.pk)]
    sign_in(client, year.beside, *Power)
    codes = [client.get(url).status_code for url in pages]
    codes.append(client.post(at("withdraw", year, session.pk), {"reason": "x"}).status_code)

    sign_in(client, year.division)
    reads = [client.get(url).status_code for url in pages]
    writes = [
        client.post(url, typed(reason="x")).status_code
        for url in (at("sessions", year), at("withdraw", year, session.pk))
    ]

    assert codes == [404, 404, 404]
    assert reads == [200, 403]
    assert writes == [403, 403]


def test_the_log_is_handed_out_as_a_sheet(client, year):
    recorded(year, led_by="=1+1", expected=15)
    recorded(year, subject="Khác", people=5)
    sign_in(client, year.agency, Power.FILE)

    response = client.get(at("export", year), {"q": "nghi quyet"})

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    found = rows.to_python()
    assert found[3][1:8] == [
        "Phòng Tổng hợp", "Nghị quyết 25 về công tác dân vận", "", "", "=1+1", 12, 15,
    ]  # fmt: skip
    assert (found[4][1:3], found[4][6]) == (["Cộng", "1 buổi"], 12)


def test_formats_are_kept_by_the_office_and_a_movement_without_any_asks_for_none(client, year):
    recorded(year, format=Format.objects.get(name=FORMATS[0]))
    sign_in(client, year.agency, Power.FILE)
    url = at("formats", year)
    client.post(url, {"name": "Tọa đàm"})
    used, fresh = Format.objects.get(name=FORMATS[0]), Format.objects.get(name="Tọa đàm")
    kept = client.post(at("format", year, used.pk), {"act": "drop"}, follow=True)
    client.post(at("format", year, fresh.pk), {"act": "drop"})
    names = list(Format.objects.values_list("name", flat=True))
    Session.objects.all().delete()
    Format.objects.all().delete()
    sign_in(client, year.division, Power.PLAN)
    bare = client.get(at("sessions", year)).context["form"].fields

    assert "đang được dùng nên không xoá được" in kept.text
    assert names == list(FORMATS)
    assert "format" not in bare
    assert client.post(url, {"usual": "1"}).status_code == 403
    assert Movement.objects.count() == 1


def test_the_movement_page_leads_to_the_log(client, year):
    sign_in(client, year.division)

    page = client.get(reverse("movement", args=[year.round.pk]))

    assert f'href="{at("sessions", year)}"' in page.text
