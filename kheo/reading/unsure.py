"""Facts in which a recognised word may be wrong: each is doubted, so that a person looks."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from kheo.reading.facts import Fact

_SHOWN = 3
_COMPARE = "Đối chiếu bản giấy."


def doubted[T](record: T, text: str, unsure: Sequence[tuple[int, int]]) -> T:
    """Return *record* (a draft or its head) with a doubt on every fact that holds an unsure word.

    *unsure* are places in *text*, in order. A fact that is doubted already keeps its doubt.
    """
    if not unsure:
        return record
    values: dict[str, Any] = {f.name: getattr(record, f.name) for f in fields(record)}  # type: ignore[arg-type]  # dataclasses only
    changed = {name: _doubted(value, text, unsure) for name, value in values.items()}
    return replace(record, **changed)  # type: ignore[type-var]  # dataclasses only


def _doubted(value: Any, text: str, unsure: Sequence[tuple[int, int]]) -> Any:
    if isinstance(value, Fact):
        return _fact(value, text, unsure)
    if isinstance(value, tuple):
        return tuple(_doubted(part, text, unsure) for part in value)
    return value


def _fact(fact: Fact[Any], text: str, unsure: Sequence[tuple[int, int]]) -> Fact[Any]:
    words = [text[a:b] for a, b in unsure if a < fact.end and b > fact.start]
    if fact.doubt or not words:
        return fact
    named = ", ".join(f"“{word}”" for word in words[:_SHOWN])
    more = ", …" if len(words) > _SHOWN else ""
    doubt = f"Máy nhận dạng chữ chưa chắc: {named}{more}."
    return replace(fact, doubt=doubt, suggestion=_COMPARE)
