"""Files as they came, judged by what they hold and never by their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.kernel import files
from kheo.kernel.ui.written import number
from kheo.movement.s4_progress import pictures
from kheo.movement.s4_progress.states import AT_ONCE, PICTURES, Media, bare_name, limit_of, media_of


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name its owner gave it, and its bytes."""

    name: str
    data: bytes


def once(uploads: Sequence[Upload]) -> dict[str, Upload]:
    """Return the first of those with the same bytes, by their digests."""
    found: dict[str, Upload] = {}
    for upload in uploads:
        found.setdefault(files.digest(upload.data), upload)
    return found


def kinds_of(uploads: Sequence[Upload]) -> list[tuple[Upload, Media]]:
    """Return each file with its kind, or raise every fault of every file at once."""
    found = [(upload, media_of(upload.data)) for upload in uploads]
    faults = [said for upload, kind in found if (said := _fault(upload, kind))]
    if len(uploads) > AT_ONCE:
        limits = {"n": number(len(uploads)), "limit": number(AT_ONCE)}
        faults.append(
            _("Có %(n)s tệp. Mỗi lần gửi nhiều nhất %(limit)s tệp, chia làm vài lần.") % limits
        )
    if faults:
        raise ValidationError({"evidence": faults})
    return [(upload, kind) for upload, kind in found if kind is not None]


def _fault(upload: Upload, kind: Media | None) -> str:
    said = {"name": bare_name(upload.name)}
    if kind is None:
        return _("Tệp “%(name)s” không phải ảnh, PDF, Word hay Excel. Chọn tệp khác.") % said
    if len(upload.data) > limit_of(kind):
        said["size"] = number(round(len(upload.data) / 1024**2, 1))
        if kind in PICTURES:
            return _("Ảnh “%(name)s” nặng %(size)s MB. Mỗi ảnh không quá 50 MB.") % said
        return _("Tệp “%(name)s” nặng %(size)s MB. Mỗi tệp không quá 20 MB.") % said
    if kind in PICTURES and not pictures.opens(upload.data):
        return _("Ảnh “%(name)s” hỏng, không mở được. Chụp hoặc chép lại rồi chọn lại.") % said
    return ""
