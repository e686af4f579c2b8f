"""What scores a movement, and the table that the criteria of its paper would make (setting ``SCORED_BY``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive import titles
from kheo.movement.s1_directive.models import Clause, Movement
from kheo.movement.s1_directive.numbering import numbered
from kheo.movement.s1_directive.scored import Scoring, Standing
from kheo.movement.s1_directive.states import ClauseKind, Subject
from kheo.movement.s5_review import access
from kheo.movement.s5_review.models import ScoringTable
from kheo.movement.s5_review.points import lines_with_points, total_points
from kheo.movement.s5_review.samples import sample_levels
from kheo.movement.s5_review.states import LevelDraft, LineDraft, table_faults, trimmed
from kheo.movement.s5_review.validity import in_force
from kheo.orgs.models import Unit

NAME = 300  # letters of a table's name, and of its source


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table as the criteria of a movement have it."""

    name: str
    source: str
    subject: Subject
    valid_from: date
    lines: Sequence[LineDraft]
    levels: Sequence[LevelDraft]


def scored_by(
    unit: Unit, criteria: Sequence[str], movement: Movement | None = None, *, by: Actor
) -> Scoring:
    """Return by what a movement of *unit* is scored and what its *criteria* offer to *by*."""
    tables = in_force(unit.path, movement, on=clock.today())
    standing = [_standing(subject, tables.get(subject)) for subject in Subject]
    lines = lines_with_points(criteria)
    if not lines:
        return Scoring(standing)
    levels = [level for subject in Subject for level in levels_for(subject, tables.get(subject))]
    return Scoring(
        standing,
        lines=lines,
        total=trimmed(total_points(lines)),
        faults=table_faults(lines, levels_for(Subject.ITEM, tables.get(Subject.ITEM))),
        levels=list(dict.fromkeys(levels)),
        reason=access.may_keep_tables(by, unit).reason,
    )


def _standing(subject: Subject, table: ScoringTable | None) -> Standing:
    if table is None:
        return Standing(subject, str(subject.label))
    label, own = str(subject.label), table.movement_id is not None
    return Standing(subject, label, table.name, table.source, table.pk, of_movement=own)


def levels_for(subject: Subject, table: ScoringTable | None) -> list[LevelDraft]:
    """Return the levels of the table used otherwise, else those of the sample.

    The criteria of a paper tell points, and as a rule no levels.
    """
    if table is None:
        return sample_levels(subject)
    return [LevelDraft(level.name, trimmed(level.least)) for level in table.levels.all()]


def paper_table(movement: Movement, subject: Subject) -> PaperTable:
    """Return the table that the criteria of *movement* make for what people or units register."""
    today = clock.today()
    paper = movement.directive.document if movement.directive else None
    label = str(subject.label)
    words = {"what": label[:1].lower() + label[1:], "name": movement.name}
    found = Clause.objects.filter(movement=movement, kind=ClauseKind.CRITERION)
    return PaperTable(
        name=(_("Bảng điểm %(what)s, phong trào “%(name)s”") % words)[:NAME],
        source=(titles.cited(paper) if paper else "")[:NAME],
        subject=subject,
        valid_from=min(movement.launched_on, today),
        lines=lines_with_points(numbered(c.number, c.text) for c in found),
        levels=levels_for(subject, in_force(movement.unit.path, None, on=today).get(subject)),
    )
