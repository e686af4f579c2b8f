"""Pages of a list by its key: the thousandth page costs what the first does."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.kernel.statements import Source
from kheo.kernel.ui.written import number

AFTER, BEFORE, LAST = "sau", "truoc", "cuoi"
SIZE = 50


@dataclass(frozen=True, slots=True)
class Page[M: Model]:
    """One page of rows, the cursors around it, and addresses that keep every other filter."""

    rows: Sequence[M]
    start: int
    total: int | None
    previous: str = ""
    next: str = ""
    first_url: str = ""
    previous_url: str = ""
    next_url: str = ""
    last_url: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.rows) - 1

    @property
    def range(self) -> str:
        """Return "1-50 trong 1.000.000"."""
        shown = f"{number(self.start)}-{number(self.end)}" if self.rows else "0"
        if self.total is None:
            return shown
        return _("%(shown)s trong %(total)s") % {"shown": shown, "total": number(self.total)}

    @property
    def printed(self) -> str:
        """Say on paper which rows of how many a page holds: nobody can turn to the next one."""
        if not self.rows:
            return ""
        words = {"first": number(self.start), "last": number(self.end)}
        if not (self.previous or self.next):
            n = len(self.rows)
            said = ngettext("Trang in có đủ %(n)d dòng.", "Trang in có đủ %(n)d dòng.", n)
            return said % {"n": n}
        if self.total is None:
            return _("Trang in có từ dòng %(first)s đến dòng %(last)s, chưa phải cả bảng.") % words
        words["total"] = number(self.total)
        return _("Trang in có từ dòng %(first)s đến dòng %(last)s trong %(total)s dòng.") % words


def token(key: object, start: int) -> str:
    """Return an opaque cursor, safe in an address."""
    written = key.isoformat() if isinstance(key, date) else key
    packed = json.dumps([written, start], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_token(text: str) -> tuple[Any, int] | None:
    """Return the key and the number of the row it was cut at, or None for no cursor of ours."""
    try:
        padded = text + "=" * (-len(text) % 4)
        key, start = json.loads(urlsafe_b64decode(padded.encode()))
    except (ValueError, TypeError):
        return None
    plain = isinstance(key, str | int) and isinstance(start, int) and not isinstance(key, bool)
    return (key, start) if plain else None


def keyset[M: Model](
    rows: QuerySet[M] | Source[M],
    key_field: str,
    *,
    after: str = "",
    before: str = "",
    last: bool = False,
    size: int = SIZE,
    total: int | None = None,
) -> Page[M]:
    """Return one page of *rows* ordered by *key_field*, a unique indexed column ("-id": falling).

    Two cursors bound it: *after* the last row of the page before, or *before* the first row of
    the page after. A broken cursor leads to the first page. *total* is only shown.
    """
    descending = key_field.startswith("-")
    name = key_field.lstrip("-")
    falling = name if descending else f"-{name}"
    beyond, short_of = (
        (f"{name}__lt", f"{name}__gt") if descending else (f"{name}__gt", f"{name}__lt")
    )
    try:
        if (cut := read_token(after)) is not None:
            found = _take(rows, key_field, size + 1, **{beyond: cut[0]})
            if found:
                return _page(found[:size], name, cut[1] + 1, total, more=(True, len(found) > size))
        elif (cut := read_token(before)) is not None:
            found = _take(rows, falling, size + 1, **{short_of: cut[0]})[::-1]
            if len(found) > size:
                start = max(cut[1] - size, 2)
                return _page(found[-size:], name, start, total, more=(True, True))
        elif last and total is not None:
            keep = total % size or size
            found = _take(rows, falling, keep + 1)[::-1]
            if len(found) > keep:
                start = max(total - keep + 1, 2)
                return _page(found[-keep:], name, start, total, more=(True, False))
    except (ValueError, ValidationError):
        pass  # a key of the wrong kind: somebody else's cursor
    found = _take(rows, key_field, size + 1)
    return _page(found[:size], name, 1, total, more=(False, len(found) > size))


def _take[M: Model](rows: QuerySet[M] | Source[M], order: str, size: int, **where: Any) -> list[M]:
    if isinstance(rows, Source):
        return rows.take(order, where, size)
    return list(rows.order_by(order).filter(**where)[:size])


def _page[M: Model](
    rows: list[M], name: str, start: int, total: int | None, *, more: tuple[bool, bool]
) -> Page[M]:
    key = attrgetter(name.replace("__", "."))
    back, on = more
    if total is None and rows and not on:
        total = start + len(rows) - 1  # nothing follows: the last row is the count
    return Page(
        rows=rows,
        start=start if rows else 0,
        total=total,
        previous=token(key(rows[0]), start) if rows and back else "",
        next=token(key(rows[-1]), start + len(rows) - 1) if rows and on else "",
    )


def address(params: QueryDict, **changes: str) -> str:
    """Return the query of *params* with *changes*; an empty value takes its name away."""
    changed = params.copy()
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return f"?{changed.urlencode()}"


def paged[M: Model](
    params: QueryDict,
    rows: QuerySet[M] | Source[M],
    key_field: str,
    *,
    size: int = SIZE,
    total: int | None = None,
) -> Page[M]:
    """Return the page an address asks for, with addresses of its neighbours."""
    page = keyset(
        rows,
        key_field,
        after=params.get(AFTER, ""),
        before=params.get(BEFORE, ""),
        last=LAST in params,
        size=size,
        total=total,
    )
    here = {AFTER: "", BEFORE: "", LAST: ""}
    return replace(
        page,
        first_url=address(params, **here) if page.previous else "",
        previous_url=address(params, **{**here, BEFORE: page.previous}) if page.previous else "",
        next_url=address(params, **{**here, AFTER: page.next}) if page.next else "",
        last_url=address(params, **{**here, LAST: "1"}) if page.next and total else "",
    )
