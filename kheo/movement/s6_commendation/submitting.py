"""Who stands behind a proposal: the one who signs it, whom the decision names, never both signers."""

from kheo.documents.paper.authority import authority
from kheo.kernel import clock
from kheo.movement.s6_commendation.models import Proposal
from kheo.orgs.models import Post, Unit
from kheo.orgs.queries import head_of
from kheo.orgs.states import Power


def post_of(made: Proposal) -> Post | None:
    """Return the post in which somebody sent the proposal, if it was sent."""
    on = clock.day_of(made.sent_at) if made.sent_at else clock.today()
    posts = Post.objects.filter(person=made.sent_by_id, over=made.unit_id, since__lte=on)
    held = posts.exclude(until__lte=on).select_related("person", "unit")
    return next((post for post in held if Power.COMMEND in post.powers), None)


def signing(made: Proposal, decides: Unit) -> Post | None:
    """Return whose post signs the proposal to the unit that *decides*.

    A unit that asks another asks by its head; within one unit its head decides, so who submits
    signs.
    """
    if made.unit_id != decides.pk:
        return head_of(made.unit, on=clock.today())
    return post_of(made)


def asking(made: Proposal, decides: Unit) -> str:
    """Return who asks, as the bases of a decision of the unit that *decides* name them."""
    if made.unit_id != decides.pk:
        return made.unit.name
    post = signing(made, decides)
    if post is None:
        return f"bộ phận khen thưởng {decides.name}"
    if post.unit_id != decides.pk:
        return authority(post.title, post.unit.name)
    return f"{post.title} {post.person.full_name}"
