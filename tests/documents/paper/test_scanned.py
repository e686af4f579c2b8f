"""Pages the project printed itself are scanned, and their codes read again."""

import io

import pypdfium2
import pytest
from PIL import Image

from kheo.documents.paper.description import Head
from kheo.documents.paper.registration import PersonForm, PersonItem, registration_form
from kheo.documents.paper.scanned import UnscannableError, pages_of
from kheo.documents.paper.typeset import pdf_of

ADDRESS = "https://danvan.namson.example/dk/4711/"


@pytest.fixture(scope="module")
def printed():
    items = [PersonItem("Phòng họp không giấy", "", "", "Cách làm. " * 220, "", "")] * 2
    form = PersonForm(
        head=Head("Văn phòng", "UBND tỉnh", "Nam Sơn"), movement="Dân vận khéo", year=2026,
        full_name="Lò Văn An", post="", unit="Phòng Nội chính", items=items, address=ADDRESS,
        code="DK-2026-004711", second_keeper="Phòng Hành chính",
    )  # fmt: skip
    return pdf_of(registration_form(form))


def picture(pdf, page, *, turned=0.0, noise=0.0, dpi=150):
    drawn = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72, grayscale=True).to_pil()
    drawn = drawn.convert("L").rotate(turned, expand=True, fillcolor=255)
    return Image.blend(drawn, Image.effect_noise(drawn.size, 40), noise)


def saved(*pictures, kind="JPEG"):
    made = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}
    pictures[0].save(made, kind, **more)
    return made.getvalue()


def test_every_page_of_a_printed_sheet_carries_the_plain_address_of_its_copy(printed):
    found = list(pages_of(printed))

    codes = [page.codes for page in found]
    half = len(codes) // 2
    assert half > 1
    assert codes == [(f"{ADDRESS}1/",)] * half + [(f"{ADDRESS}2/",)] * half


@pytest.mark.parametrize("turned", (-2.0, 90.0, 181.5))
def test_a_turned_and_noisy_picture_is_read(printed, turned):
    data = saved(picture(printed, 0, turned=turned, noise=0.2))

    (page,) = pages_of(data)

    assert page.codes == (f"{ADDRESS}1/",)


def test_a_tiff_of_many_pages_is_taken_apart(printed):
    data = saved(picture(printed, 0, dpi=130), Image.new("L", (900, 1200), 255), kind="TIFF")

    found = [(page.place, page.pages, page.codes) for page in pages_of(data)]

    assert found == [(1, 2, (f"{ADDRESS}1/",)), (2, 2, ())]


def test_the_same_page_is_known_again_and_another_is_not(printed):
    first, second = (list(pages_of(printed)) for _n in range(2))

    assert [page.sha256 for page in first] == [page.sha256 for page in second]
    assert len({page.sha256 for page in first}) == len(first)


@pytest.mark.parametrize(
    "data", (b"", b"MZ\x90", b"%PDF-1.7 broken", b"<svg/>", b"\x89PNG\r\n\x1a\n0")
)
def test_what_is_no_scan_is_refused_in_words(data):
    with pytest.raises(UnscannableError, match=r"Không phải ảnh|PDF hỏng"):
        list(pages_of(data))
