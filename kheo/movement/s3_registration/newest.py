"""Which version of a form holds: the newest for what was never sent, for the rest its own."""

from collections.abc import Iterable

from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.models import FormVersion, Registration
from kheo.movement.s3_registration.questions import Question


def newest_form(round_: Round, subject: str) -> FormVersion | None:
    """Return the newest version of the form of a movement; None while it is as shipped."""
    return form_numbered(round_, subject)


def form_numbered(round_: Round, subject: str, number: int | None = None) -> FormVersion | None:
    rows = FormVersion.objects.filter(movement=round_.movement_id, subject=subject)
    if number is not None:
        rows = rows.filter(number=number)
    return rows.order_by("-number").first()


def form_for(round_: Round, subject: str, old: Registration | None) -> FormVersion | None:
    """Return the form to write on: what was once sent keeps the one it was sent on."""
    return old.form_version if old and old.submitted_at else newest_form(round_, subject)


def on_newest(rows: Iterable[Registration]) -> list[Registration]:
    """Return *rows*, of one sheet, each with the form that now holds for it."""
    found = list(rows)
    drafts = [r for r in found if not r.submitted_at]
    if drafts:
        form = newest_form(drafts[0].round, drafts[0].subject)
        for draft in drafts:
            draft.form_version = form
    return found


def added_questions(round_: Round, subject: str) -> list[tuple[str, Question]]:
    """Return each question an office ever added, as last worded, with its subject."""
    rows = FormVersion.objects.filter(movement=round_.movement_id).order_by("subject", "number")
    rows = rows.filter(subject__in=[subject] if subject else Subject.values)
    # An item's and a model's keys are each counted from one.
    found = {(v.subject, q.key): q for v in rows for q in v.questions if q.added}
    return [(of, q) for (of, _key), q in found.items()]
