"""The two ways in which opening a file ends without its text."""

from kheo.reading.opening.limits import MAX_LETTERS


class UnreadableError(ValueError):
    """The file cannot be read; `str(error)` is a Vietnamese sentence for the officer."""


class NeedsTimeError(Exception):
    """The file can be read, but in minutes: whoever was in a hurry asks again without."""


def refuse_bulk(text: str, shown: str) -> None:
    """Raise UnreadableError for more text than the finders go through while a person waits."""
    if len(text) <= MAX_LETTERS:
        return
    found, most = (f"{n:,}".replace(",", ".") for n in (len(text), MAX_LETTERS))
    raise UnreadableError(
        f"Tệp “{shown}” có {found} chữ trên {text.count('\n') + 1} dòng, vượt giới hạn {most} chữ. "
        "Hãy tách bớt phần phụ lục, chỉ nạp phần văn bản chỉ đạo."
    )
