"""What the clerk of the invented office enters for somebody who has sent nothing."""

from kheo.movement.models import Round
from kheo.movement.s1_directive.queries import clauses
from kheo.movement.s1_directive.states import ClauseKind, RoundState
from kheo.movement.s3_registration.bulk import actions, whom
from kheo.movement.s3_registration.bulk.check import Typed, check
from kheo.movement.s3_registration.bulk.reader import Reader
from kheo.orgs import queries
from kheo.orgs.models import Post
from kheo.project.demo.country import Country

ITEM = {
    "title": "Mỗi tuần một buổi đi cùng tổ hoà giải của thôn",
    "duty": "Theo dõi công tác hoà giải ở cơ sở",
    "target": "Dự 20 buổi, mỗi buổi ghi một việc cần làm tiếp",
}


def enter(land: Country) -> None:
    """Let the clerk keep a draft for the first silent person of the office, who may send it late."""
    posts = Post.objects.select_related("person", "unit", "over")
    by = queries.actor_of(posts.get(person__user__username="vanthu", over=land.agencies[0].pk))
    round_ = Round.objects.filter(state=RoundState.OPEN).latest("year")
    person = whom.silent(by.reach, round_).order_by("unit__path", "sort_key").first()
    if person is None:
        return
    criterion = clauses(round_, ClauseKind.CRITERION)[:1]
    values = {**ITEM, "due_on": f"20/12/{round_.year}", "criteria": [str(c.pk) for c in criterion]}
    found = check(by.reach, round_, Reader(round_), [Typed(1, person, values, {})])
    actions.enter(found, by=by, round_=round_, unit=person.unit, send=False)
