"""The contents of a movement as lines, with the numbers that their paper gave them."""

import re

from kheo.kernel.text import fold, nfc

_MARK = re.compile(
    r"(?P<number>Điều \d{1,3}|\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđ]|[-+])"
    r"(?:(?<=[-+])|\s?[.):]|\s?/-?)\s*(?=\S)"
)
_LONGEST = 20


def lines_of(text: str) -> list[str]:
    """Return the lines of *text* that say something."""
    return [" ".join(nfc(line).split()) for line in text.splitlines() if line.strip()]


def parted(line: str) -> tuple[str, str]:
    """Return the number a *line* opens with, "" where it has none, and its words."""
    mark = _MARK.match(line)
    # "1.500 hộ" and "2. 3" open with no number of a list.
    if mark is None or line[mark.end()].isdecimal():
        return "", line
    return mark["number"], line[mark.end() :]


def mark_of(number: str) -> str:
    """Return *number* with the sign that Decree 30/2020 writes behind it: "1.", "a)", "-"."""
    if not number or number in {"-", "+"}:
        return number
    return f"{number})" if len(number) == 1 and number.islower() else f"{number}."


def numbered(number: str, text: str) -> str:
    """Return *text* behind its *number* as the paper has it; a mark of a list counts as a dash."""
    if number and not number[0].isalnum():
        number = "+" if number == "+" else "-"
    mark = mark_of(number[:_LONGEST])
    return f"{mark} {text}" if mark and not parted(text)[0] else text


def doubled(text: str) -> str:
    """Return the first line of *text* that stands there twice, however it is written."""
    seen: set[str] = set()
    for line in lines_of(text):
        bare = fold(parted(line)[1]).strip(" .;,")
        if bare in seen:
            return line
        seen.add(bare)
    return ""
