"""What a list offers at all, before each record is asked for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kheo.kernel.actor import Actor
from kheo.movement.s3_registration.access.entries import enters
from kheo.movement.s3_registration.access.loads import may_load_at_all
from kheo.movement.s3_registration.access.may import (
    is_theirs,
    may_keep,
    may_register_models,
    receives,
)
from kheo.movement.s3_registration.access.seen import in_cell, sees_keeper, watches, watches_models
from kheo.movement.s3_registration.states import STANDING, State
from kheo.orgs.states import Power


@dataclass(frozen=True, slots=True)
class Acts:
    """What the list offers *by* at all; each record still has its own rule."""

    watch: bool
    keep: bool
    table: bool
    print: bool
    models: bool
    short: bool
    enter: bool
    load: bool

    @property
    def more(self) -> bool:
        """Whether there is more to offer than what everybody has: it stands folded away."""
        return any((self.keep, self.print, self.models, self.short, self.enter, self.load))


def acts(by: Actor) -> Acts:
    files, watch = by.has(Power.FILE), watches(by)
    whole = watch and not in_cell(by)
    return Acts(
        watch=whole,
        keep=bool(may_keep(by)),
        table=whole,
        print=files or in_cell(by),
        models=may_register_models(by),
        short=watches_models(by),
        enter=bool(enters(by)),
        load=bool(may_load_at_all(by)),
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """Which acts on many *by* may do to at least one of the rows listed."""

    decide: bool
    file: bool
    print: bool
    untold: bool = False  # a row does not tell *by* where copy 1 lies
    own: int = 0  # rows that wait for somebody else, being the actor's or their unit's own

    @property
    def anything(self) -> bool:
        return self.decide or self.file or self.print


def offered(by: Actor, rows: Sequence[Any]) -> Offered:
    """Ask the rules of each of *rows*, as plain tuples of the list: no record is read for it."""

    def theirs(r: Any) -> bool:
        return is_theirs(by, r.person_id, r.unit_id, r.unit__path)

    def files(r: Any) -> bool:
        keeper = r.second__custodian__path
        kept = keeper and r.second__received_on is None
        return bool(kept) and receives(by, keeper, r.unit__path)

    told = [sees_keeper(by, subject=r.subject, person_id=r.person_id) for r in rows]
    waiting = [
        theirs(r)
        for r in rows
        if r.state == State.SUBMITTED and by.may(Power.OVERSEE, r.unit__path) and not in_cell(by)
    ]
    return Offered(
        decide=not all(waiting),
        own=sum(waiting),
        file=not in_cell(by) and any(files(r) for r in rows),
        print=any(r.state in STANDING and sees for r, sees in zip(rows, told, strict=True)),
        untold=not all(told),
    )
