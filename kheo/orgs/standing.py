"""Where people stand with their accounts: who was invited, who never came, who is in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from kheo.accounts import lockout
from kheo.accounts.models import Invitation
from kheo.accounts.states import Standing
from kheo.kernel.actor import Actor
from kheo.orgs import access
from kheo.orgs.models import Person

_IN = Q(user__last_login__isnull=False) | (
    Q(user__isnull=False) & ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
)


def listed(by: Actor, which: Standing, *, at: datetime) -> QuerySet[Person]:
    """Return the people whose accounts *by* keeps and who stand as *which*, with what is waiting."""
    waiting = Invitation.objects.waiting()
    live = waiting.filter(user=OuterRef("user"), expires_at__gt=at)
    closed = Q(user__is_active=False)
    chosen = {
        Standing.NONE: Q(user=None),
        Standing.INVITED: Q(Exists(live), user__is_active=True) & ~_IN,
        Standing.LAPSED: Q(~Exists(live), user__is_active=True) & ~_IN,
        Standing.ACTIVE: _IN & ~closed,
        Standing.CLOSED: closed,
    }[which]
    rows = access.visible_accounts(by).filter(chosen).select_related("unit", "user")
    return rows.prefetch_related(Prefetch("user__invitations", waiting, to_attr="waiting"))


def of(person: Person, *, at: datetime) -> Standing:
    """Return where somebody stands at a moment."""
    return person.user.standing(at=at) if person.user else Standing.NONE


@dataclass(frozen=True, slots=True)
class Account:
    """All that the page of an account tells."""

    standing: Standing
    invitations: list[Invitation]
    sessions: int
    factors: int
    locked_until: datetime | None


def account_of(person: Person, *, at: datetime) -> Account:
    user = person.user
    if user is None:
        return Account(Standing.NONE, [], 0, 0, None)
    factors = Authenticator.objects.filter(user=user)
    return Account(
        standing=of(person, at=at),
        invitations=list(user.invitations.all()[:10]),
        sessions=UserSession.objects.filter(user=user).count(),
        factors=factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count(),
        locked_until=lockout.locked(lockout.account(user), at=at),
    )
