"""The letter that urges the units whose people have not registered, each person named."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kheo.documents.paper.authority import signer
from kheo.documents.paper.description import Paper, Signer
from kheo.documents.paper.letters import MissingUnit, Reminder, reminder
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import exports
from kheo.movement.s3_registration.behind import people_behind, people_stopped
from kheo.orgs.models import Unit
from kheo.orgs.queries import agency_of, focal_of, head_of

MOST = 40  # units one letter names; beyond it nobody reads the list
_FALLBACK = "kế hoạch của phong trào"


def letter(
    by: Actor,
    round_: Round,
    units: Sequence[Unit],
    *,
    due: date,
    until: date | None = None,
    notation: str = "",
) -> Paper:
    """Return the letter to *units*; without it the new day is left to be written in, so a number."""
    issuing = Unit.objects.get(path=by.reach)
    agency, today = agency_of(issuing), clock.today()
    post = head_of(agency, on=today)
    head = exports.head(issuing, today)
    missing = [MissingUnit(unit.name, _named(unit, round_)) for unit in units]
    return reminder(
        Reminder(
            head=replace(head, symbol=agency.symbol or "CV", notation=notation),
            movement=round_.movement.name,
            year=round_.year,
            what="bản đăng ký",
            basis=_basis(round_),
            deadline=due,
            new_deadline=until,
            send_to=focal_of(issuing).name,
            addressees=["Các đơn vị có tên trong danh sách"],
            missing=missing,
            signer=signer(post.title, post.person.full_name) if post else Signer("Thủ trưởng"),
            recipients=["Như trên", "Lưu: VT"],
        )
    )


def _named(unit: Unit, round_: Round) -> list[str]:
    silent = [person.full_name for person in people_behind(unit, round_)]
    stopped = [f"{sheet} (việc đã đăng ký đã dừng)" for sheet in people_stopped(unit, round_)]
    return silent + stopped


def subject(round_: Round) -> str:
    """Return what the register says of the letter."""
    return f"Đôn đốc đăng ký phong trào “{round_.movement.name}” năm {round_.year}"


def _basis(round_: Round) -> str:
    """Return the paper that launched the movement, named by its number and day where it has them."""
    directive = round_.movement.directive
    paper = directive.document if directive else None
    if paper is None or not paper.number or not paper.issued_on:
        return _FALLBACK
    named = f"{paper.kind} số {paper.number}".strip()
    return f"{named} ngày {day(paper.issued_on)} của {paper.issuer}"
