"""What a picture says, and its copy that says nothing of it."""

import datetime as dt
import io

import pytest
from PIL import ExifTags, Image

from kheo.movement.s4_progress import pictures
from tests.movement.s4_progress.conftest import picture

VIETNAM = dt.timezone(dt.timedelta(hours=7))


def described(**said):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Máy ảnh"
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = said.get("moment", "2026:06:14 08:30:00")
    if "zone" in said:
        inner[ExifTags.Base.OffsetTimeOriginal] = said["zone"]
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (22.0, 23.0, 30.0),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: said.get("longitude", (103.0, 27.0, 0.0)),
        }
    )
    exif[ExifTags.Base.Orientation] = said.get("orientation", 1)
    return exif


def test_a_picture_tells_when_and_where_it_was_taken():
    seen = pictures.look(picture(exif=described()))

    assert seen.taken_at == dt.datetime(2026, 6, 14, 8, 30)  # noqa: DTZ001 a camera without a zone
    assert (seen.latitude, seen.longitude) == (22.391667, 103.45)


def test_the_zone_a_camera_tells_is_kept():
    seen = pictures.look(picture(exif=described(zone="+07:00")))

    assert seen.taken_at == dt.datetime(2026, 6, 14, 8, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "said",
    ({"moment": "0000:00:00 00:00:00", "longitude": (999.0, 0.0, 0.0)}, {"moment": "hôm qua"}),
)
def test_what_makes_no_sense_is_left_out(said):
    assert pictures.look(picture(exif=described(**said))).taken_at is None


def test_the_copy_is_small_upright_and_says_nothing():
    seen = pictures.look(picture(size=(3000, 1500), exif=described(orientation=6)))

    with Image.open(io.BytesIO(seen.copy)) as copy:
        assert (copy.format, copy.size, dict(copy.getexif())) == ("JPEG", (1000, 2000), {})


def test_a_heic_of_a_telephone_becomes_a_jpeg():
    seen = pictures.look(picture("HEIF"))

    with Image.open(io.BytesIO(seen.copy)) as copy:
        assert (copy.format, copy.size) == ("JPEG", (320, 240))


@pytest.mark.parametrize(
    "other",
    (
        picture("PNG"),
        picture(size=(160, 120)),
        picture(quality=30),
        picture("WEBP"),
        picture("HEIF"),
    ),
    ids=("png", "small", "squeezed", "webp", "heic"),
)
def test_the_same_picture_written_otherwise_is_known_again(other):
    one, two = pictures.look(picture()), pictures.look(other)

    assert (one.across ^ two.across).bit_count() <= 3
    assert (one.down ^ two.down).bit_count() <= 3


def test_another_picture_is_another():
    one, two = pictures.look(picture()), pictures.look(picture(seed=2))

    assert (one.across ^ two.across).bit_count() > 15


def test_a_blank_page_is_like_nothing():
    blank = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(blank, "PNG")

    assert pictures.look(blank.getvalue()).across is None


def test_a_bomb_is_not_opened(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", 1000)

    with pytest.raises(pictures.TooManyPixelsError):
        pictures.look(picture())


@pytest.mark.parametrize("data", (b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, b"", b"\xff\xd8\xff\xe0"))
def test_what_only_begins_as_a_picture_does_not_open(data):
    assert not pictures.opens(data)


def test_a_picture_cut_off_is_told_apart():
    with pytest.raises(pictures.UnopenedError):
        pictures.look(picture("PNG")[:-2000])
