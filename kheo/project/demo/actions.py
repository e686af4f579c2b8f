"""The only place where invented data is written: in bulk, past the actions, and then checked."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F, Model

from kheo.documents.models import OfficialDocument
from kheo.kernel import pouring
from kheo.kernel.actor import Actor
from kheo.movement.models import Directive, Fact, Round
from kheo.movement.s1_directive.states import DirectiveState, Verdict
from kheo.orgs.actions.marking import mark_all
from kheo.project import statistics
from kheo.project.demo.store import Store


@transaction.atomic
def keep(store: Store, *, by: Actor) -> None:
    """Write all records of *store* in the order their models first came."""
    _only_system(by)
    for model, records in store:
        model._default_manager.bulk_create(records, batch_size=500)
    pouring.go_on_after(store.records)


def pour(
    model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]], *, by: Actor
) -> None:
    """Write *rows* of bare values for the columns *names*; other columns get their defaults.

    Values are as the database takes them: keys, whole numbers, truths, ISO days, UTC moments.
    """
    _only_system(by)
    pouring.pour(model, names, rows)
    if "id" in names:
        pouring.go_on_after([model])


@transaction.atomic
def opened(directive: Directive, when: dt.datetime, *, by: Actor) -> None:
    """Let the facts of a letter just read be accepted and the letter launched, at a past moment."""
    _only_system(by)
    document = directive.document
    confirmed_by = document.registered_by_id
    Fact.objects.filter(directive=directive).update(verdict=Verdict.ACCEPTED, confirmed=F("value"))
    OfficialDocument.objects.filter(pk=document.pk).update(registered_at=when)
    Directive.objects.filter(pk=directive.pk).update(
        state=DirectiveState.OPENED, confirmed_at=when, confirmed_by_id=confirmed_by
    )


def closed(round_: Round, staff: int, *, by: Actor) -> None:
    """Keep how many people a year addressed as it was closed."""
    _only_system(by)
    Round.objects.filter(pk=round_.pk).update(staff=staff)


def _only_system(by: Actor) -> None:
    if by.user_id is not None:
        raise PermissionDenied("Dữ liệu dùng thử do hệ thống nạp, không ai nạp thay được.")


def finish(*, by: Actor) -> None:
    """Check every reference of what was loaded, and let the database learn what it holds."""
    _only_system(by)
    connection.check_constraints()
    mark_all(by=by)
    statistics.refresh()
