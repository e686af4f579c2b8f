"""Who sees the sessions of study, and who records them."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.documents import access as documents
from kheo.documents.models import OfficialDocument
from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Kind, Power
from kheo.outreach.models import Format, Session, SessionFile
from kheo.outreach.states import FLOW


def visible_to(by: Actor) -> QuerySet[Session]:
    """Return the sessions of the units the actor's powers hold over, and of their own and those above.

    A session is held for the whole unit: whoever works there may read of it.
    """
    rows = Session.objects.filter(under(by.reach, "path") | Q(path__in=ancestors_of(by.unit_path)))
    return rows.select_related(
        "unit__parent", "round__movement__unit", "format", "document", "content", "recorded_by"
    )


def visible_files(by: Actor) -> QuerySet[SessionFile]:
    return SessionFile.objects.filter(session__in=visible_to(by).order_by())


def visible_units(by: Actor, round_: Round) -> QuerySet[Unit]:
    """Return the units a year's movement addresses, as far as the actor's powers hold."""
    return Unit.objects.filter(under(by.reach), addressed_by=round_.movement_id)


def visible_formats(by: Actor, round_: Round) -> QuerySet[Format]:
    """Return the formats of study of a year's movement to whoever sees the year."""
    rows = Format.objects.filter(movement=round_.movement_id).select_related("movement__unit")
    return rows if by.person_id else rows.none()


def visible_papers(by: Actor) -> QuerySet[OfficialDocument]:
    """Return the papers of the register a session may have been on."""
    return documents.visible_to(by).exclude(directive__state="removed")


def keeps_cell(by: Actor, path: str) -> bool:
    """Tell whether *by* keeps the Party cell at *path*: it answers for itself, to no unit."""
    mine = by.unit_kind == Kind.CELL and by.unit_path == path
    return mine and by.may(Power.OVERSEE, path)


def may_write(by: Actor, session: Session) -> Verdict:
    """Leave it to who receives papers and plans for the unit: what was received is studied.

    A Party cell records its own sessions, by whoever keeps its papers.
    """
    if not (by.may(Power.PLAN, session.path) or keeps_cell(by, session.path)):
        return denied(
            _("Chỉ người được giao nhận văn bản, lập kế hoạch của đơn vị mới ghi buổi học tập.")
        )
    if session.round.state != RoundState.OPEN:
        return denied(_("Năm này của phong trào đã khép lại."))
    return ALLOWED


RULES: Mapping[str, Rule[Session]] = {"withdraw": may_write}


def open_steps(by: Actor, session: Session) -> list[Step]:
    """Return the steps to offer as buttons."""
    return [s for s in FLOW.leaving(session.state) if RULES[s.name](by, session)]
