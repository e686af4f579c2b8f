"""Hold the people of a sheet against one another and against the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kheo.orgs.importing import register, twins
from kheo.orgs.importing.findings import Findings
from kheo.orgs.importing.register import Known
from kheo.orgs.importing.would import People, Who


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: the people found, the row of each by code, and where to tell of them."""

    found: People
    rows: dict[str, int]
    columns: dict[str, int]
    keys: set[int]  # the units one may see
    findings: Findings


def compare(one: Sheet) -> None:
    """Hold the people of a sheet against one another and against the register."""
    found, column = one.found, one.columns.get("full_name")
    people, pairs = twins.within(found.who)
    for code, twin in pairs:
        words = _("Có thể trùng với dòng %(row)s: %(name)s (%(code)s).")
        about = {"row": one.rows[twin], "name": found.who[twin].full_name, "code": twin}
        one.findings.doubt(one.rows[code], column, words % about)
    names = {who.folded for who in found.who.values()}
    known = register.people(found.who.keys(), names, people.phones.keys())
    same = _known(one, known, people)
    held = register.posts_of([person.pk for person in same.values()])
    _leave_out(one, same, held)


def _known(one: Sheet, known: Iterable[Known], people: twins.Twins) -> dict[str, Known]:
    """Return who of the sheet is in the register exactly so; tell of the others with that code."""
    columns, same = one.columns, {}
    for person in known:
        who = one.found.who.get(person.code)
        if who and _identity(who) == _identity(person):
            same[person.code] = person
        elif who:
            words = _("Mã %(code)s đã dùng cho người khác hoặc với thông tin khác trong sổ.")
            row = one.rows[person.code]
            one.findings.error(row, columns.get("code"), words % {"code": who.code})
        elif code := people.of(person):
            one.findings.doubt(one.rows[code], columns.get("full_name"), _told(one, person))
    return same


def _told(one: Sheet, person: Known) -> str:
    """Name somebody of the register where one may see them."""
    if person.unit not in one.keys:
        return _("Có thể trùng với một người đã có ở đơn vị ngoài phạm vi bạn quản trị.")
    words = _("Có thể trùng với %(name)s (%(code)s) trong sổ.")
    return words % {"name": person.full_name, "code": person.code}


def _leave_out(one: Sheet, same: dict[str, Known], held: dict[int, set[tuple[Any, ...]]]) -> None:
    """Leave out the people and posts the register holds already; another post of them is wrong."""
    found, kept = one.found, []
    for post in found.posts:
        person = same.get(post.code)
        if person is None:
            kept.append(post)
        elif tuple(post[1:]) not in held.get(person.pk, set()):
            words = _(
                "%(name)s đã có trong sổ, chức vụ này thì chưa. Giao thêm ở trang của người ấy."
            )
            row = one.rows[post.code]
            name = {"name": person.full_name}
            one.findings.error(row, one.columns.get("title"), words % name)
    for code in same:
        del found.who[code]
    found.posts, found.same = kept, len(same)


def _identity(one: Who | Known) -> tuple[Any, ...]:
    return (one.full_name, one.staff, one.sex, one.born_in, one.born_on, one.phone)
