"""Where somebody reads mail, as those who administer them say it: nobody's word alone is taken.

The powers of who heads a unit and leads a Party cell lie in two trees, and nobody reaches both.
Whoever typed the address alone could type their own, have the invitation sent there, and act as
the invited. So each says it for themselves, and it holds once those who said the same reach all.
"""

import datetime as dt
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.orgs import access, queries
from kheo.orgs.access.accounts import reached_together
from kheo.orgs.models import Person, Unit, Vouching
from kheo.orgs.states import Power

SHOWN = 50  # whose address waits, on one page


def confirmed(person: Person) -> str:
    """Return the address somebody has shown to be theirs by opening what was sent there, or none."""
    if person.user is None or not person.user.email:
        return ""
    rows = EmailAddress.objects.filter(user=person.user, verified=True)
    return person.user.email if rows.filter(email__iexact=person.user.email).exists() else ""


def standing(person: Person) -> list[Vouching]:
    """Return what was said of the address of *person* lately, by who still administers."""
    since = clock.now() - dt.timedelta(days=settings.INVITATION_DAYS)
    rows = person.vouchings.filter(at__gte=since, post__person__active=True)
    rows = rows.exclude(post__until__lte=clock.today()).exclude(post__person=person)
    return [
        one
        for one in rows.select_related("post__over", "post__person")
        if Power.ADMINISTER in one.post.powers
    ]


def agreed(person: Person, email: str) -> bool:
    """Tell whether those who said *email* reach together all that *person* has powers over."""
    said = [one for one in standing(person) if one.email.casefold() == email.casefold()]
    return reached_together([one.post.over.path for one in said], person)


def who_is_missing(person: Person) -> QuerySet[Person]:
    """Return who administers, nearest above, what nobody who spoke so far reaches."""
    said = [one.post.over.path for one in standing(person)]
    posts = person.posts.exclude(until__lte=clock.today()).select_related("over")
    found: set[int] = set()
    for path in {person.unit.path, *(post.over.path for post in posts)}:
        if not any(path.startswith(reach) for reach in said):
            found |= _nearest(path)
    return Person.objects.filter(pk__in=found - {person.pk})


def _nearest(path: str) -> set[int]:
    for above in Unit.objects.filter(path__in=queries.ancestors_of(path)).order_by("-path"):
        holders = queries.holders_of(Power.ADMINISTER, above, on=clock.today())
        if keys := set(holders.values_list("pk", flat=True)):
            return keys
    return set()


def told(by: Actor, person: Person) -> str:
    """Return how it stands, in words that name nobody and no address *by* did not write."""
    words = standing(person)
    own = next((one.email for one in words if one.post_id == by.post_id), "")
    others = {one.email.casefold() for one in words if one.post_id != by.post_id}
    if own and others - {own.casefold()}:
        said = _(
            "Bạn ghi %(email)s, người quản trị khác ghi địa chỉ khác. Hỏi lại chính người ấy rồi "
            "ghi lại."
        )
        return said % {"email": own}
    if own:
        said = _("Bạn đã ghi %(email)s. Thư mời đi khi một người quản trị khác ghi cùng địa chỉ.")
        return said % {"email": own}
    if others:
        return _(
            "Một người quản trị khác đã ghi thư điện tử của người này. Hỏi chính người ấy, bấm "
            "“Mời đặt mật khẩu” và ghi địa chỉ; hai địa chỉ giống nhau thì thư mời được gửi."
        )
    return ""


def waiting(by: Actor) -> Sequence[Person]:
    """Return whom *by* may help and whose address waits for another word."""
    since = clock.now() - dt.timedelta(days=settings.INVITATION_DAYS)
    rows = access.visible_helped(by).filter(vouchings__at__gte=since).exclude(pk=by.me)
    return list(rows.select_related("unit").distinct().order_by("sort_key")[:SHOWN])
