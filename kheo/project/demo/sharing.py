"""Models that several units of the invented province carry together, in the running year."""

from kheo.kernel.actor import Actor
from kheo.movement.models import Partner, Registration
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration.states import STANDING
from kheo.orgs import queries
from kheo.orgs.models import Post, Unit
from kheo.project.demo.country import Country

# What each does in a model of another: the first of each pair invites, the second was invited.
PARTS = (
    "Cử hai người trực cùng, lo phần giấy mời và phòng họp.",
    "Theo dõi số liệu hằng tháng, làm bảng so sánh trước và sau.",
    "Tập huấn cho người mới, in tờ hướng dẫn.",
)
WISH = "Xin góp người nói tiếng Thái và xe đi các bản."


def share(land: Country) -> None:
    """Let divisions of one agency carry models together: joined, waiting, and asking to join."""
    lead, second, third, *_rest = (
        unit for unit in (*land.office[1:], land.office[0]) if _model_of(unit)
    )
    joined = _invite(land, lead, second, PARTS[0])
    actions.answer(joined, "accept", by=_head(land, second))
    _invite(land, lead, third, PARTS[1])
    _invite(land, third, lead, PARTS[2])
    model = _model_of(second)
    if model:
        actions.ask_to_join(model, by=_head(land, third), contribution=WISH)


def _invite(land: Country, lead: Unit, other: Unit, part: str) -> Partner:
    model = _model_of(lead)
    assert model is not None  # noqa: S101 chosen by having one
    return actions.invite(model, other, by=_head(land, lead), contribution=part)


def _model_of(unit: Unit) -> Registration | None:
    rows = Registration.objects.filter(unit=unit.pk, person=None, state__in=STANDING)
    rows = rows.filter(round__state=RoundState.OPEN).select_related("unit", "round")
    return rows.order_by("ordinal").first()


def _head(land: Country, unit: Unit) -> Actor:
    posts = Post.objects.select_related("person", "unit", "over")
    return queries.actor_of(posts.get(pk=land.posts[land.heads[unit.pk].pk].pk))
