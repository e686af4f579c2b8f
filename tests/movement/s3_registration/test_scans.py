"""A pile of scanned sheets is split by the codes on its pages: nothing lost, nothing doubled."""

import datetime as dt
import io
import random

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kheo.accounts.models import User
from kheo.documents.paper.typeset import pdf_of
from kheo.kernel import clock
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Scan, ScanPage
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.actions.scan import _split
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.scans import scanning
from kheo.movement.s3_registration.states import ScanState
from kheo.orgs.models import Post
from kheo.orgs.states import Power
from tests.factories import actor_in

pytestmark = pytest.mark.django_db


class Pile:
    """Two sheets, printed by the program and scanned out of order, one page upside down."""

    def __init__(self, office):
        self.office, self.clerk = office, office.clerk()
        self.owners = [office.owner(full_name=name) for name in ("Lò Văn An", "Lù Thị Bé")]
        self.sheets = [office.sent(by).sheet for by in self.owners]
        seen = paired.sheets_seen(self.clerk).order_by("pk")
        self.pdf = pdf_of(paired.papers(list(seen)))

    def pictures(self):
        """Return the pages as pictures: copies 1 and 2 of the first sheet, then of the second."""
        found = pypdfium2.PdfDocument(self.pdf)
        return [p.render(scale=150 / 72, grayscale=True).to_pil().convert("L") for p in found]

    def send(self, data, name="quet.pdf"):
        (scan,), _before = actions.send_scans([(name, data)], by=self.clerk)
        return Scan.objects.get(pk=scan.pk)

    def filed(self):
        rows = ScanPage.objects.filter(state=ScanState.FILED)
        return sorted(rows.values_list("copy__sheet", "copy__number"))


@pytest.fixture
def pile(office):
    return Pile(office)


def tiff(pictures):
    made = io.BytesIO()
    pictures[0].save(made, "TIFF", save_all=True, append_images=pictures[1:])
    return made.getvalue()


def blank():
    return Image.new("L", (1240, 1754), 255)


def test_a_mixed_turned_and_noisy_pile_goes_to_the_copies_its_codes_name(pile):
    pictures = pile.pictures()
    noisy = [Image.blend(p, Image.effect_noise(p.size, 40), 0.2) for p in pictures]
    turned = [p.rotate(n, expand=True, fillcolor=255) for p, n in zip(noisy, (0, 180, 1.5, 270))]  # noqa: B905 cut to the pages
    pile_of_all = [*turned, blank()]
    random.Random(7).shuffle(pile_of_all)

    scan = pile.send(tiff(pile_of_all), "chồng.tiff")

    assert len(pictures) == 4
    assert pile.filed() == [(s.pk, n) for s in pile.sheets for n in (1, 2)]
    assert (scan.pages, scan.found.count(), scan.refusal) == (5, 5, "")
    (left,) = scan.found.filter(state=ScanState.WAITING)
    assert left.note == "Không thấy mã trên trang."


def test_the_same_file_is_kept_once_and_the_same_page_filed_once(pile):
    first = pile.send(pile.pdf)
    again, before = actions.send_scans([("khac.pdf", pile.pdf)], by=pile.clerk)
    other = pile.send(pile.pdf + b"\n%%EOF\n")

    assert ([s.pk for s in again], before, Scan.objects.count()) == ([first.pk], 1, 2)
    assert len(pile.filed()) == 4
    assert set(other.found.values_list("state", flat=True)) == {ScanState.DOUBLE}


def test_a_task_that_runs_twice_or_again_after_it_broke_off_writes_each_page_once(pile):
    scan = pile.send(pile.pdf)
    scan.found.filter(place__gt=2).delete()  # as if the worker had died over page 3
    Scan.objects.filter(pk=scan.pk).update(read_at=None)

    _split.func(scan.pk)
    _split.func(scan.pk)

    assert list(scan.found.order_by("place").values_list("place", flat=True)) == [1, 2, 3, 4]
    assert len(pile.filed()) == 4


def test_a_page_without_a_code_is_filed_by_hand_beside_its_neighbour_or_set_aside(pile):
    scan = pile.send(tiff([pile.pictures()[1], blank(), Image.new("L", (900, 900), 250)]))
    one, other = scan.found.filter(state=ScanState.WAITING).select_related("scan")
    near = scanning.neighbour(one)

    actions.file_page(one, scanning.typed(f"DK-2026-{near.sheet_id:06d}", 2, pile.clerk),
                      by=pile.clerk)  # fmt: skip
    with pytest.raises(ValidationError, match="Cần nêu lý do"):
        actions.set_aside(other, by=pile.clerk, note=" ")
    actions.set_aside(other, by=pile.clerk, note="Tờ trắng")

    assert (near.sheet_id, near.number) == (pile.sheets[0].pk, 2)
    assert pile.filed() == [(pile.sheets[0].pk, 2)] * 2
    assert ScanPage.objects.get(pk=other.pk).note == "Tờ trắng"
    with pytest.raises(StaleStateError):
        actions.set_aside(one, by=pile.clerk, note="Nhầm")


def test_a_page_taken_out_of_a_copy_waits_again(pile):
    scan = pile.send(pile.pdf)
    one = scan.found.select_related("scan").first()

    actions.take_out(one, by=pile.clerk, note="Xếp nhầm")

    kept = ScanPage.objects.get(pk=one.pk)
    assert (kept.state, kept.copy, kept.note) == (ScanState.WAITING, None, "Xếp nhầm")


def test_a_code_out_of_reach_of_elsewhere_or_doubled_files_nothing(pile):
    home = "http://localhost:8000"
    sheet = pile.sheets[0].pk
    stranger = actor_in(pile.office.beside, Power.FILE)
    said = [
        scanning.named(codes, by)[1]
        for codes, by in (
            ([f"{home}/dk/{sheet}/1/"], stranger),
            ([f"https://elsewhere.example/dk/{sheet}/1/"], pile.clerk),
            ([f"{home}/dk/{sheet}/1/", f"{home}/dk/{sheet}/2/"], pile.clerk),
            ([f"{home}/dk/{10**14}/1/"], pile.clerk),
        )
    ]

    assert said == [
        "Mã của bản đăng ký không có, hoặc ngoài phạm vi lưu hồ sơ của bạn.",
        "Mã trên trang không phải mã bản đăng ký của hệ thống này.",
        "Trên trang có mã của nhiều bản.",
        "Mã của bản đăng ký không có, hoặc ngoài phạm vi lưu hồ sơ của bạn.",
    ]


def test_one_picture_of_two_copies_is_filed_with_each(pile):
    first, second = pile.pictures()[:2]
    both = Image.new("L", (first.width * 2, first.height), 255)
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    scan = pile.send(tiff([both]))
    (one,) = scan.found.select_related("scan")

    filed = actions.file_each(one, by=pile.clerk)

    key = pile.sheets[0].pk
    assert (one.bears, pile.filed()) == ([[key, 1], [key, 2]], [(key, 1), (key, 2)])
    assert [(p.place, p.part, p.file) for p in filed] == [(1, 1, one.file), (1, 2, one.file)]
    _split.func(scan.pk)
    assert scan.found.count() == 2
    actions.take_out(filed[0], by=pile.clerk, note="Nhầm")
    again = actions.file_each(filed[0], by=pile.clerk)
    assert ([p.state for p in again], len(pile.filed())) == (["filed", "double"], 2)


def test_only_copies_within_reach_are_offered_and_a_page_of_one_code_offers_none(pile):
    one = ScanPage(bears=[[pile.sheets[0].pk, 1], [pile.sheets[1].pk, 2]], scan=Scan())
    plain = ScanPage(bears=[[pile.sheets[0].pk, 1]])
    stranger = actor_in(pile.office.beside, Power.FILE)

    assert [str(c) for c in scanning.bearing(one, pile.clerk)] == [
        f"{pile.sheets[0]} 1/2", f"{pile.sheets[1]} 2/2",
    ]  # fmt: skip
    assert (scanning.bearing(one, stranger), scanning.bearing(plain, pile.clerk)) == ([], [])


def test_a_page_turned_by_hand_stays_turned_and_of_two_turns_at_once_one_counts(pile, desk):
    scan = pile.send(tiff([blank()]))
    one, other = scan.found.select_related("scan").get(), scan.found.select_related("scan").get()

    actions.turn(one, by=pile.clerk, degrees=270)
    with pytest.raises(StaleStateError):
        actions.turn(other, by=pile.clerk, degrees=270)
    desk.post(f"/ban-quet/trang/{one.pk}/", {"act": "right"})
    desk.post(f"/ban-quet/trang/{one.pk}/", {"act": "right"})
    shown = Image.open(io.BytesIO(desk.get(f"/ban-quet/trang/{one.pk}.jpg").content))

    assert (one.turned, scan.found.get().turned) == (270, 90)
    assert shown.width > shown.height
    with pytest.raises(PermissionDenied):
        actions.turn(one, by=pile.office.head(), degrees=90)


def test_the_receipt_of_copy_2_is_logged_as_its_page_is_filed_or_nothing_is(pile):
    scan = pile.send(tiff([blank()]))
    one = scan.found.select_related("scan").get()
    copy = pile.sheets[0].copies.get(number=2)
    with pytest.raises(ValidationError, match="không thể nhận trước đó"):
        actions.file_page(one, copy, by=pile.clerk, received=dt.date(2020, 1, 1))
    refused = (scan.found.get().state, pile.sheets[0].copies.get(number=2).received_on)

    actions.file_page(scan.found.select_related("scan").get(), copy, by=pile.clerk,
                      received=clock.today())  # fmt: skip

    copy.refresh_from_db()
    assert refused == (ScanState.WAITING, None)
    assert (copy.received_on, copy.received_by_id) == (clock.today(), pile.clerk.person_id)


def test_copies_filed_by_their_codes_wait_on_the_same_page_to_be_logged(pile, desk):
    scan = pile.send(pile.pdf)
    here = f"/ban-quet/{scan.pk}/"
    waiting = scanning.unlogged(scan, pile.clerk)
    none = desk.post(f"{here}nhan/", {"on": ""}, follow=True)

    said = desk.post(f"{here}nhan/", {"row": [c.pk for c in waiting], "on": ""}, follow=True)

    assert [(c.number, c.sheet_id) for c in waiting] == [(2, s.pk) for s in pile.sheets]
    assert "Chưa chọn mục nào." in none.text
    assert "Đã ghi sổ nhận 2 bản" in said.text
    assert scanning.unlogged(scan, pile.clerk) == []


def test_pages_are_seen_by_who_files_and_by_who_may_print_the_sheet(pile):
    pile.send(pile.pdf)
    owner, head = pile.owners[0], pile.office.head()
    secretary, stranger = pile.office.secretary(), pile.office.owner()

    seen = [scanning.visible_pages(by).count() for by in
            (pile.clerk, owner, head, secretary, stranger)]  # fmt: skip

    assert seen == [4, 2, 0, 0, 0]
    with pytest.raises(PermissionDenied):
        actions.send_scans([("a.pdf", pile.pdf)], by=head)
    with pytest.raises(PermissionDenied):
        actions.take_out(ScanPage.objects.select_related("scan").first(), by=head, note="x")


def test_a_file_that_is_no_scan_is_kept_with_the_reason(pile):
    scan = pile.send(b"MZ\x90 not a scan", "virus.pdf")

    assert (scan.refusal, scan.found.count()) == ("Không phải ảnh hoặc PDF mở được.", 0)
    assert scan.read_at is not None


@pytest.fixture
def desk(client, pile):
    client.force_login(Post.objects.get(pk=pile.clerk.post_id).person.user)
    return client


def test_the_pages_take_files_show_what_waits_and_file_it(desk, pile):
    sent = [
        SimpleUploadedFile("a.pdf", pile.pdf),
        SimpleUploadedFile("b.tif", tiff([blank(), Image.new("L", (900, 900), 250)])),
    ]
    listed = desk.post("/ban-quet/", {"scans": sent}, follow=True).content.decode()
    one, other = ScanPage.objects.filter(state=ScanState.WAITING)
    shown = desk.get(f"/ban-quet/{one.scan_id}/").content.decode()
    desk.post(f"/ban-quet/trang/{one.pk}/",
                 {"act": "file", "code": f"DK-2026-{pile.sheets[1].pk:06d}", "copy": "2"})  # fmt: skip
    wrong = desk.post(f"/ban-quet/trang/{other.pk}/", {"act": "file", "code": "?"}, follow=True)

    assert "Đã nhận 2 tệp" in listed
    assert "Không thấy mã trên trang." in shown
    assert pile.filed().count((pile.sheets[1].pk, 2)) == 2
    assert "Không thấy bản đăng ký mã “?”" in wrong.content.decode()
    page = desk.get(f"/ban-dang-ky/{pile.sheets[1].pk}/2/ban-quet/").content.decode()
    assert page.count("<img") == 2
    assert desk.get(f"/ban-quet/trang/{one.pk}.jpg")["Content-Type"] == "image/jpeg"


def test_wrong_files_are_refused_in_words(desk):
    none = desk.post("/ban-quet/", {})
    wrong = desk.post("/ban-quet/", {"scans": SimpleUploadedFile("a.svg", b"<svg/>")})

    assert "Chưa ghi. Cần điền ô này." in none.content.decode()
    assert "không thuộc loại nhận được" in wrong.content.decode()
    assert not Scan.objects.exists()


@pytest.mark.parametrize("n", (1, 3))
def test_the_list_costs_the_same_for_one_file_as_for_three(
    desk, pile, n, django_assert_num_queries
):
    for k in range(n):
        pile.send(b"no scan %d" % k)
    desk.get("/ban-quet/")

    with django_assert_num_queries(4):
        desk.get("/ban-quet/")


def test_a_stranger_finds_no_page(client, pile):
    pile.send(pile.pdf)
    one = ScanPage.objects.first()
    stranger = pile.office.owner()
    client.force_login(Post.objects.get(pk=stranger.post_id).person.user)

    answers = [client.get("/ban-quet/"), client.get(f"/ban-quet/trang/{one.pk}.jpg"),
               client.post(f"/ban-quet/trang/{one.pk}/", {"act": "aside", "note": "x"})]  # fmt: skip

    assert [a.status_code for a in answers] == [403, 404, 404]


def test_a_code_that_names_no_sheet_stays_in_its_box(pile, client):
    scan = pile.send(tiff([blank(), blank()]))
    one = ScanPage.objects.filter(scan=scan, state=ScanState.WAITING).first()
    client.force_login(User.objects.get(pk=pile.clerk.user_id))

    address = reverse("registration:scan_act", args=[one.pk])
    page = client.post(address, {"act": "file", "code": "DK-2026-999999", "copy": "1"}, follow=True)

    assert 'value="DK-2026-999999"' in page.text
    assert "Không thấy bản đăng ký mã “DK-2026-999999”" in page.text
