"""The history of any record in words: who did what, in what capacity, what changed, whether sealed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.citizens import access as citizens
from kheo.desk.history_words import FIELDS, OTHER, VERBS
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event, Seal
from kheo.kernel.ui.written import day, number
from kheo.movement.models import Card
from kheo.movement.s1_directive import access as s1
from kheo.movement.s1_directive import exports
from kheo.movement.s1_directive.states import FactKind
from kheo.movement.s2_plan import access as s2
from kheo.movement.s3_registration import access as s3
from kheo.movement.s5_review import access as s5
from kheo.movement.s5_review.states import Column
from kheo.movement.s6_commendation import access as s6
from kheo.movement.s7_replication import access as s7
from kheo.movement.s8_report import access as s8
from kheo.outreach import access as outreach

LONGEST = 400  # letters of a value shown
SHOWN = 8  # changes of one event that stand open; the rest lies folded
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record with a history: who may see it, and the page it belongs to."""

    label: Any
    visible: Callable[[Actor], QuerySet[Any]]
    url: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str

    @property
    def same(self) -> bool:
        """Tell whether it was taken as it was: a fact that a person found right."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the page shows it."""

    at: datetime
    when: str
    who: str
    what: str
    changes: list[Change]
    reason: str
    seal: Seal | None

    @property
    def first(self) -> list[Change]:
        return self.changes[:SHOWN]

    @property
    def rest(self) -> list[Change]:
        return self.changes[SHOWN:]


def _cards(by: Actor) -> QuerySet[Card]:
    """Return the cards in reach: to publish one opens the card, not how it came about."""
    return s7.visible_to(by).filter(under(by.reach or by.unit_path))


KINDS: dict[str, Kind] = {
    "van-ban": Kind(
        gettext_lazy("Văn bản chỉ đạo"),
        s1.visible_to,
        lambda r: reverse("directive:confirm", args=[r.pk]),
    ),
    "nam": Kind(
        gettext_lazy("Năm của phong trào"),
        s1.visible_rounds,
        lambda r: reverse("directive:detail", args=[r.pk]),
    ),
    "ke-hoach": Kind(
        gettext_lazy("Kế hoạch"),
        s2.visible_to,
        lambda r: reverse("plan:detail", args=[r.round_id, r.pk]),
    ),
    "dang-ky": Kind(
        gettext_lazy("Đăng ký"),
        s3.visible_to,
        lambda r: reverse("registration:detail", args=[r.round_id, r.pk]),
    ),
    "cham-diem": Kind(
        gettext_lazy("Hồ sơ chấm điểm"),
        s5.visible_to,
        lambda r: reverse("review:detail", args=[r.round_id, r.pk]),
    ),
    "de-nghi": Kind(
        gettext_lazy("Đề nghị khen thưởng"),
        s6.visible_to,
        lambda r: reverse("commendation:proposal", args=[r.round_id, r.pk]),
    ),
    "khen-thuong": Kind(
        gettext_lazy("Khen thưởng"),
        lambda by: s6.visible_awards(by).select_related("decision__proposal"),
        lambda r: reverse("commendation:award", args=[r.decision.proposal.round_id, r.pk]),
    ),
    "mo-hinh": Kind(
        gettext_lazy("Phiếu mô hình"),
        _cards,
        lambda r: reverse("replication:edit", args=[r.registration.round_id, r.registration_id]),
    ),
    "ra-soat": Kind(
        gettext_lazy("Rà soát mô hình"),
        s7.visible_checkups,
        lambda r: reverse(
            "replication:checkup", args=[r.period.round_id, r.period_id, r.registration_id]
        ),
    ),
    "y-kien": Kind(
        gettext_lazy("Ý kiến của dân"),
        citizens.visible_to,
        lambda r: reverse("citizens:grievance", args=[r.round_id, r.pk]),
    ),
    "bao-cao": Kind(
        gettext_lazy("Báo cáo năm"),
        s8.visible_to,
        lambda r: reverse("report:unit", args=[r.round_id, r.unit_id]),
    ),
    "hoc-tap": Kind(
        gettext_lazy("Buổi học tập"),
        outreach.visible_to,
        lambda r: reverse("outreach:session", args=[r.round_id, r.pk]),
    ),
}


def entries(subject: Model, events: Sequence[Event]) -> list[Entry]:
    """Return *events* of *subject* in words, as many queries for one as for many."""
    seals = trail.seals_of(events)
    names = _names(type(subject), events)
    return [
        Entry(
            at=event.at,
            when=_moment(event.at),
            who=", ".join(filter(None, (event.actor_name, event.capacity))),
            what=str(VERBS.get(event.verb, _("Cập nhật"))),
            changes=sorted(_changes(type(subject), event, names), key=lambda c: c.label),
            reason=event.note,
            seal=seals.get(event.pk),
        )
        for event in events
    ]


def _field(model: type[Model], name: str) -> "Field[Any, Any] | None":
    try:
        found = model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _names(model: type[Model], events: Sequence[Event]) -> dict[tuple[type[Model], int], str]:
    """Return what the keys in the changes stand for, asked once for each kind of record."""
    wanted: dict[type[Model], set[int]] = {}
    for event in events:
        for name, pair in event.changes.items():
            field = _field(model, name)
            if field and field.related_model and name.endswith("_id"):
                keys = {key for key in pair if isinstance(key, int)}
                wanted.setdefault(_related(field), set()).update(keys)
    return {
        (kind, key): str(record)
        for kind, keys in wanted.items()
        if keys
        for key, record in kind._default_manager.in_bulk(keys).items()
    }


def _related(field: "Field[Any, Any]") -> type[Model]:
    kind = field.related_model
    if not isinstance(kind, type):
        raise TypeError(f"{field} names no model.")
    return kind


def _changes(
    model: type[Model], event: Event, names: dict[tuple[type[Model], int], str]
) -> Iterator[Change]:
    for name, pair in event.changes.items():
        field = _field(model, name)
        read = _is_read(name)
        before, after = (
            _read(name, value) if read else _value(field, name, value, names) for value in pair
        )
        if before != after or read:
            yield Change(_label(event.verb.partition(".")[0], name), before, after)


def _is_read(name: str) -> bool:
    """Tell whether a change is of a fact read in a paper ("deadline 7") or a word ("repair 3")."""
    first, _space, rest = name.partition(" ")
    return rest.isdecimal() and (first in FactKind.values or first == "repair")


def _read(name: str, value: Any) -> str:
    kind = name.partition(" ")[0]
    if value is None:
        return _("không có")
    try:
        return _text(exports.words(kind, value)) if isinstance(value, dict) else _plain(value)
    except KeyError:  # the trail keeps what an older version wrote, with other parts
        return _plain(value)


def _label(kind: str, name: str) -> str:
    """Return what the interface calls a changed field: a field, a line of points, a fact read."""
    first, _space, rest = name.partition(" ")
    if rest in Column.values:
        return _("Dòng %(number)s, %(column)s") % {"number": first, "column": Column(rest).label}
    if rest and first in FactKind.values:
        return f"{FactKind(first).label} ({rest})"
    if first == "repair" and rest:
        return _("Chữ")
    known = (f"{kind}.{name}", name, name.removesuffix("_id"))
    return str(next((FIELDS[each] for each in known if each in FIELDS), OTHER))


def _value(
    field: "Field[Any, Any] | None",
    name: str,
    value: Any,
    names: dict[tuple[type[Model], int], str],
) -> str:
    if value in (None, "", [], {}):
        return _("để trống")
    if field and field.related_model and name.endswith("_id"):
        return names.get((_related(field), value), _("mục không còn"))
    if field and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field and field.get_internal_type() == "DecimalField":
        return number(Decimal(str(value)))
    return _plain(value if name != "figures" else _("%(n)s mục") % {"n": len(value)})


def _plain(value: Any) -> str:
    """Return a value of JSON in words: yes and no, days as they are written, lists in a row."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return "; ".join(_plain(each) for each in parts if each not in (None, ""))
    return _text(str(value))


def _text(text: str) -> str:
    if _MOMENT.match(text):
        return _moment(datetime.fromisoformat(text))
    if _DAY.match(text):
        return day(date.fromisoformat(text))
    return f"{text[:LONGEST]}…" if len(text) > LONGEST else text


def _moment(at: datetime) -> str:
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{day(local)} {local:%H:%M}"
