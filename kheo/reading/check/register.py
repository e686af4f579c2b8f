"""What a paper cites or addresses that was no longer in force, or no longer there, on its day."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from kheo.kernel.text import fold
from kheo.reading.check.findings import Findings, doubt
from kheo.reading.facts import Citation, Doubt, Fact
from kheo.reading.find.dates import shown


@dataclass(frozen=True, slots=True)
class Ended:
    """A text or a body that ended: until when it stood, what came instead, who says so.

    Not *sure*: nobody has held it against the text itself, so a doubt asks for that and asserts nothing.
    """

    name: str
    until: date
    sure: bool
    instead: str
    source: str
    pattern: re.Pattern[str]
    title: str  # by which a law is cited with its year instead of its number


@cache
def texts() -> dict[str, Ended]:
    """Return the texts known to be replaced, by their number."""
    return {ended.name: ended for ended in _load("texts")}


@cache
def bodies() -> tuple[Ended, ...]:
    """Return the bodies known to be dissolved."""
    return tuple(_load("bodies"))


def _load(kind: str) -> Iterator[Ended]:
    data = files("kheo.reading").joinpath("data/ended.json").read_text(encoding="utf-8")
    for row in json.loads(data)[kind]:
        yield Ended(
            name=row["name"],
            until=date.fromisoformat(row["until"]),
            sure=row["sure"],
            instead=row["instead"],
            source=row["source"],
            pattern=re.compile(row.get("pattern", re.escape(row["name"])), re.IGNORECASE),
            title=row.get("title", ""),
        )


def find_outdated(found: Findings) -> Iterator[Doubt]:
    """Yield what had ended before the day of the paper; a paper without a day is not judged."""
    if found.head.date is None:
        return
    day = found.head.date.value
    for citation in found.citations:
        yield from _replaced(citation, texts().get(citation.value.number), day)
    for citation in found.unnumbered:
        yield from _replaced(citation, _titled().get(_plain(citation.value.title)), day)
    for receiver in (*found.addressees, *found.recipients):
        for body in bodies():
            if day > body.until and body.pattern.search(receiver.value.name):
                last = shown(body.until)
                if body.sure:
                    said = f"{body.name} không còn sau ngày {last}."
                    advice = f"Thay bằng {body.instead}."
                else:
                    said = f"{body.name} có thể không còn sau ngày {last}, cần kiểm tra lại."
                    advice = f"Kiểm tra rồi thay bằng {body.instead}, nếu đúng."
                yield doubt("dissolved_body", receiver, said, advice)
                break


def _replaced(citation: Fact[Citation], text: Ended | None, day: date) -> Iterator[Doubt]:
    if text and day > text.until:
        last = shown(text.until)
        if text.sure:
            said = f"{text.name} hết hiệu lực sau ngày {last}."
            advice = f"Dẫn {text.instead}."
        else:
            said = f"{text.name} có thể đã hết hiệu lực sau ngày {last}, cần kiểm tra lại."
            advice = f"Kiểm tra rồi dẫn {text.instead}, nếu đúng."
        yield doubt("replaced_text", citation, said, advice)


@cache
def _titled() -> dict[str, Ended]:
    return {text.title: text for text in texts().values() if text.title}


def _plain(title: str) -> str:
    """Return a title as the register has it: no capitals, no marks, no tones."""
    return " ".join(re.findall(r"\w+", fold(title)))
