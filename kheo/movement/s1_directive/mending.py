"""What saying "not so" of a repaired word does to the facts that carry it; pure values."""

import re
from collections.abc import Callable
from typing import Any


def swapped(value: Any, old: str, new: str, before: str, after: str) -> Any:
    """Return *value* with *old* written *new* in each of its texts.

    A text that holds the same word elsewhere is changed only where *before* and *after*, the
    words at the place meant, stand around it.
    """
    return _each(value, lambda text: _swap(text, old, new, before, after))


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each(part, change) for part in value]
    if isinstance(value, dict):
        return {name: _each(part, change) for name, part in value.items()}
    return value


def _swap(text: str, old: str, new: str, before: str, after: str) -> str:
    pattern = r"\s+".join(map(re.escape, old.split()))
    places = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", text))
    if len(places) > 1:
        places = [p for p in places if _fits(text, p, before, after)] or places
    for place in reversed(places):
        text = text[: place.start()] + " ".join(new.split()) + text[place.end() :]
    return text


def _fits(text: str, place: re.Match[str], before: str, after: str) -> bool:
    left, right = text[: place.start()].split()[-1:], text[place.end() :].split()[:1]
    return (not left or left == before.split()[-1:]) and (not right or right == after.split()[:1])
