"""What was chosen at the launch of the points that the paper gives its criteria (``SCORING_CHOSEN``)."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s5_review import access, offering, queries
from kheo.movement.s5_review.actions.tables import create_table
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence

NAME_IN_NOTICE = 300  # letters of a movement's name, so that the sentence fits its column


@transaction.atomic
def choose_scoring(round_: Round, subjects: Sequence[str], *, by: Actor) -> None:
    """Lay down the table of the paper for each of *subjects*; who may not, asks those who may.

    Raises ValidationError where the points of the criteria make no table.
    """
    movement = round_.movement
    if not access.may_keep_tables(by, movement.unit):
        _ask(round_, subjects, by=by)
        return
    for subject in map(Subject, subjects):
        drawn = offering.paper_table(movement, subject)
        facts = {name: getattr(drawn, name) for name in ("name", "source", "valid_from")}
        create_table(
            movement.unit,
            by=by,
            movement=movement,
            subject=subject,
            lines=drawn.lines,
            levels=drawn.levels,
            **facts,
        )


def _ask(round_: Round, subjects: Sequence[str], *, by: Actor) -> None:
    movement = round_.movement
    trail.record("scoring_table.ask", movement, by=by, changes={"subjects": [None, [*subjects]]})
    words = gettext_noop(
        "Phong trào “%(name)s” đề nghị lập bảng điểm theo tiêu chí của văn bản phát động."
    )
    said = Sentence(words, {"name": movement.name[:NAME_IN_NOTICE]})
    url = f"{reverse('directive:detail', args=[round_.pk])}#scoring"
    tell(queries.keepers_of(movement.unit), said, url, by=by)
