"""A review is opened, scored, checked and decided."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day as written_day
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s5_review import access, queries, validity
from kheo.movement.s5_review.models import Level, Review, Score
from kheo.movement.s5_review.states import (
    FLOW,
    Column,
    Mark,
    State,
    mark_faults,
    total_of,
)
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person
from kheo.orgs.states import Power


@transaction.atomic
def start(registration: Registration, *, by: Actor) -> Review:
    """Open the case of an accepted registration under the table in force today."""
    require(access.may_start, by, registration)
    rows = Review.objects.select_related("registration__unit")
    if there := rows.filter(registration=registration).first():
        return there
    table = validity.table_for(registration, on=clock.today())
    if table is None:
        raise ValidationError(
            _("Chưa có bảng điểm đang hiệu lực cho “%(kind)s”. Hội đồng lập bảng điểm trước.")
            % {"kind": registration.get_subject_display()}
        )
    made = Review(
        registration=registration,
        round_id=registration.round_id,
        table=table,
        path=registration.unit.path,
    )
    Review.objects.bulk_create([made], ignore_conflicts=True)  # another may have been quicker
    review = rows.get(registration=registration)
    trail.record("review.start", review, by=by)
    if not access.owns(by, registration):
        _tell_owner(review, gettext_noop("Mời tự chấm điểm “%(title)s”."), by)
    return review


@transaction.atomic
def score(review: Review, *, by: Actor, marks: Mapping[int, Mark]) -> Review:
    """Send the owner's own points."""
    require(access.may_score, by, review)
    total = _check(review, State.SELF, marks, None)
    advance(review, FLOW, "score", by=by, self_points=total)
    _write(review, Column.SELF, marks, by=by, before=queries.points(review, Column.SELF))
    people = queries.holders_above(Power.APPRAISE, review)
    return _tell(review, people, gettext_noop("“%(title)s” đã tự chấm điểm, chờ thẩm định."), by)


@transaction.atomic
def reopen(review: Review, *, by: Actor, note: str) -> Review:
    """Give the case back to its owner to score again."""
    require(access.may_check, by, review)
    advance(review, FLOW, "reopen", by=by, note=note)
    words = gettext_noop("Điểm tự chấm của “%(title)s” được trả lại: %(note)s")
    return _tell_owner(review, words, by, note=note)


@transaction.atomic
def check(review: Review, *, by: Actor, marks: Mapping[int, Mark]) -> Review:
    """Send the points of the unit above; each line it changes carries its reason."""
    require(access.may_check, by, review)
    before = queries.points(review, Column.SELF)
    total = _check(review, State.SCORED, marks, before)
    advance(review, FLOW, "check", by=by, check_points=total)
    _write(review, Column.CHECK, marks, by=by, before=before)
    _tell_owner(review, gettext_noop("“%(title)s” đã được thẩm định."), by)
    people = queries.holders_above(Power.COUNCIL, review)
    return _tell(review, people, gettext_noop("“%(title)s” đã thẩm định, chờ hội đồng."), by)


@transaction.atomic
def recognise(
    review: Review,
    *,
    by: Actor,
    marks: Mapping[int, Mark],
    opinion: str,
    decided_on: date,
    level: Level | None = None,
) -> Review:
    """Recognise at *level*, or at the highest the council's points reach."""
    require(access.may_decide, by, review)
    facts = _council(review, by, marks, opinion, decided_on)
    reached = queries.level_reached(review, level, facts["points"])
    before = queries.points(review, Column.CHECK)
    advance(review, FLOW, "recognise", by=by, level_id=reached.pk, **facts)
    _write(review, Column.COUNCIL, marks, by=by, before=before)
    words = gettext_noop("“%(title)s” được công nhận mức %(level)s.")
    return _tell_owner(review, words, by, level=reached.name)


@transaction.atomic
def decline(
    review: Review,
    *,
    by: Actor,
    marks: Mapping[int, Mark],
    opinion: str,
    decided_on: date,
    note: str,
) -> Review:
    """Decide not to recognise, with the reason."""
    require(access.may_decide, by, review)
    facts = _council(review, by, marks, opinion, decided_on)
    before = queries.points(review, Column.CHECK)
    advance(review, FLOW, "decline", by=by, note=note, **facts)
    _write(review, Column.COUNCIL, marks, by=by, before=before)
    words = gettext_noop("“%(title)s” không được công nhận: %(note)s")
    return _tell_owner(review, words, by, note=note)


def _council(
    review: Review, by: Actor, marks: Mapping[int, Mark], opinion: str, decided_on: date
) -> dict[str, Any]:
    total = _check(review, State.CHECKED, marks, queries.points(review, Column.CHECK))
    faults = {}
    if decided_on > clock.today():
        faults["decided_on"] = _("Ngày %(day)s chưa đến. Ghi ngày hội đồng đã họp.") % {
            "day": written_day(decided_on)
        }
    sent = review.registration.submitted_at
    if sent and decided_on < (first := clock.day_of(sent)):
        words = {"day": written_day(decided_on), "first": written_day(first)}
        faults["decided_on"] = (
            _("Ngày %(day)s có trước ngày gửi đăng ký %(first)s. Ghi ngày hội đồng đã họp.") % words
        )
    if not opinion.strip():
        faults["opinion"] = _("Cần ghi ý kiến của hội đồng theo biên bản.")
    if faults:
        raise ValidationError(faults)
    return {
        "points": total,
        "opinion": nfc(opinion).strip(),
        "decided_on": decided_on,
        "decided_by_id": _person(by),
    }


def _check(
    review: Review, state: State, marks: Mapping[int, Mark], base: Mapping[int, Decimal] | None
) -> Decimal:
    """Return the sum of *marks*, or raise what is wrong with them, each at its box."""
    if review.state != state:
        raise StaleStateError(review.state)
    leaves = queries.leaves(review.table_id)
    faults = mark_faults(leaves, marks, base)
    if faults:
        raise ValidationError(dict(faults))
    return total_of({leaf.key: marks[leaf.key] for leaf in leaves})


def _write(
    review: Review,
    column: Column,
    marks: Mapping[int, Mark],
    *,
    by: Actor,
    before: Mapping[int, Decimal],
) -> None:
    """Keep a column of points, and what it changed in the trail, old and new by line."""
    leaves = queries.leaves(review.table_id)
    numbers = {leaf.key: leaf.number for leaf in leaves}
    rows = [
        Score(
            review=review,
            line_id=leaf.key,
            column=column,
            points=marks[leaf.key].points,
            reason=nfc(marks[leaf.key].reason).strip(),
            by_id=_person(by),
            at=clock.now(),
        )
        for leaf in leaves
    ]
    Score.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["review", "line", "column"],
        update_fields=["points", "reason", "by", "at"],
    )
    changes = {
        f"{numbers[r.line_id]} {column}": [before.get(r.line_id), r.points]
        for r in rows
        if before.get(r.line_id) != r.points
    }
    reasons = "\n".join(f"{numbers[r.line_id]}: {r.reason}" for r in rows if r.reason)
    trail.record("review.points", review, by=by, changes=changes, note=reasons)


def _person(by: Actor) -> int:
    """Return the person who acts; the system itself judges nothing."""
    if by.person_id is None:
        raise PermissionDenied(_("Việc này phải do một người làm."))
    return by.person_id


def _tell(review: Review, people: Sequence[Person], words: str, by: Actor, **more: str) -> Review:
    url = reverse("review:detail", args=[review.registration.round_id, review.pk])
    tell(people, Sentence(words, {"title": review.registration.title, **more}), url, by=by)
    return review


def _tell_owner(review: Review, words: str, by: Actor, **more: str) -> Review:
    return _tell(review, queries.people_of(review.registration), words, by, **more)
