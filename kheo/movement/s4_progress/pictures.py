"""What a picture says of itself, and its scaled copy that says nothing but what it shows."""

import io
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from PIL import ExifTags, Image, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener()

LARGEST = 200_000_000  # pixels: a bomb of a few kilobytes may hold thousands of millions
SIDE = 2000  # of the copy: enough to read a paper that was photographed
_QUALITY = 82
_HASHED = 8
_PLAIN = 5  # fewer edges than this, or nearly only edges, and every blank page is alike
_FAULTS = (OSError, ValueError, SyntaxError, ArithmeticError, TypeError, LookupError, MemoryError)


class UnopenedError(Exception):
    """The bytes begin as a picture and do not hold one."""


class TooManyPixelsError(Exception):
    """The picture would fill the memory."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at a picture gave."""

    copy: bytes  # JPEG, upright, nothing in it about who, when and where
    taken_at: datetime | None  # as the camera's clock said, with its zone where it was told
    latitude: float | None
    longitude: float | None
    across: (
        int | None
    )  # 64 bits: each point against its right neighbour; None where nothing is seen
    down: int | None  # the same against the point below


def opens(data: bytes) -> bool:
    """Tell whether *data* begins with a whole description of a picture; its points are not read."""
    try:
        with _opened(data):
            return True
    except UnopenedError:
        return False


def look(data: bytes) -> Seen:
    """Return what a picture shows and says; raises UnopenedError and TooManyPixelsError."""
    with _opened(data) as image:
        if image.width * image.height > LARGEST:
            raise TooManyPixelsError
        taken_at, place = _said(image)
        try:
            image.draft("RGB", (SIDE, SIDE))  # a JPEG is decoded at a fraction of its size
            upright = ImageOps.exif_transpose(image).convert("RGB")
        except _FAULTS as error:
            raise UnopenedError from error
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    across, down = _hashes(upright)
    return Seen(_jpeg(upright), taken_at, *place, across, down)


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # counted by ourselves
            return Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "HEIF"))
    except Image.DecompressionBombError as error:
        raise TooManyPixelsError from error
    except _FAULTS as error:
        raise UnopenedError from error


def _jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    bare = Image.frombytes("RGB", image.size, image.tobytes())  # the points alone, no description
    bare.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _said(image: Image.Image) -> tuple[datetime | None, tuple[float | None, float | None]]:
    with suppress(*_FAULTS):  # cameras and editors write what they like
        said = image.getexif()
        return _moment(said), _place(said)
    return None, (None, None)


def _moment(said: Image.Exif) -> datetime | None:
    inner = said.get_ifd(ExifTags.IFD.Exif)
    written = str(inner.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
    zone = str(inner.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
    for text, form in ((written + zone, "%Y:%m:%d %H:%M:%S%z"), (written, "%Y:%m:%d %H:%M:%S")):
        with suppress(ValueError):
            return datetime.strptime(text, form)  # noqa: DTZ007 the caller knows the zone of a camera that tells none
    return None


def _place(said: Image.Exif) -> tuple[float | None, float | None]:
    inner = said.get_ifd(ExifTags.IFD.GPSInfo)
    tags = ExifTags.GPS
    try:
        latitude = _degrees(inner[tags.GPSLatitude], inner[tags.GPSLatitudeRef] == "S")
        longitude = _degrees(inner[tags.GPSLongitude], inner[tags.GPSLongitudeRef] == "W")
    except _FAULTS:
        return None, None
    known = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude)  # noqa: PLR2004 degrees
    return (latitude, longitude) if known else (None, None)


def _degrees(parts: tuple[Fraction, ...], negative: bool) -> float:  # noqa: FBT001 a sign
    whole, minutes, seconds = (float(part) for part in parts)
    degrees = round(whole + minutes / 60 + seconds / 3600, 6)
    return -degrees if negative else degrees


def _hashes(image: Image.Image) -> tuple[int | None, int | None]:
    """Return the two difference hashes: unmoved by scale, compression and brightness."""
    grey = image.convert("L")
    wide = grey.resize((_HASHED + 1, _HASHED), Image.Resampling.BOX).tobytes()
    high = grey.resize((_HASHED, _HASHED + 1), Image.Resampling.BOX).tobytes()
    row = _HASHED + 1
    across = [wide[y * row + x] > wide[y * row + x + 1] for y in range(8) for x in range(8)]
    down = [high[y * 8 + x] > high[y * 8 + x + 8] for y in range(8) for x in range(8)]
    if not _PLAIN <= sum(across) <= len(across) - _PLAIN:
        return None, None
    return _bits(across), _bits(down)


def _bits(signs: list[bool]) -> int:
    return sum(1 << n for n, sign in enumerate(signs) if sign)
