"""Two registrations of one sheet that are one thing: which may take in which, what hangs on them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from kheo.kernel.audit import trail
from kheo.kernel.text import fold
from kheo.movement.s3_registration.models import Merger, Registration
from kheo.movement.s3_registration.states import ENDED, PARTED


def absorbed(kept: Registration) -> list[Merger]:
    """Return what was merged into a registration, each readable still."""
    rows = Merger.objects.filter(kept=kept, undone_at=None).select_related("gone", "by")
    return list(rows)


def merged_into(gone: Registration) -> Merger | None:
    rows = Merger.objects.filter(gone=gone, undone_at=None)
    return rows.select_related("kept__round", "kept__unit", "kept__person").first()


def beside(registration: Registration) -> QuerySet[Registration]:
    """Return the registrations of the same sheet that may take *registration* in.

    What was sent goes only into what was sent too: nothing sent becomes a draft.
    """
    rows = Registration.objects.filter(sheet=registration.sheet_id)
    rows = rows.exclude(pk=registration.pk).exclude(state__in=ENDED)
    if registration.state not in PARTED:
        return rows.none()
    if registration.submitted_at:
        rows = rows.exclude(submitted_at=None)
    return rows.order_by("ordinal")


def tied(registration: Registration) -> list[str]:
    """Return which records of later stages, one for each registration, there are of this one."""
    relations = registration._meta.related_objects
    return sorted(
        str(relation.name)
        for relation in relations
        if relation.one_to_one
        and relation.related_model._default_manager.filter(
            **{relation.field.name: registration}
        ).exists()
    )


def hangs_new(merger: Merger) -> bool:
    """Tell whether anything was done to either of two since they were merged."""
    done = [
        trail.history_of(each).filter(pk__gt=merger.event).exists()
        for each in (merger.kept, merger.gone)
    ]
    return any(done) or tied(merger.kept) != merger.tied


def same_words(rows: Sequence[Registration]) -> dict[int, int]:
    """Return, by its key, which earlier place of the same sheet already says what a row says."""
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for row in rows:
        place = first.setdefault(fold(row.title), row.ordinal)
        if place != row.ordinal:
            found[row.pk] = place
    return found
