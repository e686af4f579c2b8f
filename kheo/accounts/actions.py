"""Everything that changes an account: opened, invited, activated, closed, signed out everywhere.

Whose account *by* may touch is a rule of the register of people: ``orgs.actions`` asks it first.
"""

import datetime as dt
import re
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts import codes, lockout
from kheo.accounts.models import Invitation, User
from kheo.accounts.states import Way
from kheo.accounts.tasks import send_invitation
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail


@transaction.atomic
def open_account(full_name: str, code: str, *, by: Actor) -> User:
    """Open an account that nobody can sign in to yet; its name is made of *code*."""
    user = User(username=_free_name(code), full_name=full_name, date_joined=clock.now())
    user.set_unusable_password()
    user.save(force_insert=True)
    trail.record("account.open", user, by=by, changes={"username": [None, user.username]})
    return user


def _free_name(code: str) -> str:
    plain = re.sub(r"[^\w.@+-]+", ".", code.casefold()).strip(".") or "tk"
    names, n = plain, 1
    while User.objects.filter(username__iexact=names).exists():
        n += 1
        names = f"{plain}.{n}"
    return names


@transaction.atomic
def set_email(user: User, email: str, *, by: Actor) -> User:
    """Write down where somebody gets mail; two accounts never share an address."""
    if email.casefold() == user.email.casefold():
        return user
    taken = User.objects.filter(email__iexact=email).exclude(pk=user.pk).first()
    if email and taken:
        words = _("%(email)s thuộc tài khoản của %(name)s. Mỗi người một địa chỉ.")
        raise ValidationError({"email": words % {"email": email, "name": taken}})
    before, user.email = user.email, email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    trail.record("account.email", user, by=by, changes={"email": [before, email]})
    return user


@transaction.atomic
def invite(user: User, way: Way, *, by: Actor) -> Invitation:
    """Ask somebody to set a password; what was sent before opens nothing any more."""
    now = clock.now()
    if way == Way.MAIL and not user.email:
        words = _("%(name)s chưa có thư điện tử. Ghi địa chỉ, hoặc mời bằng thư in.")
        raise ValidationError({"email": words % {"name": user}})
    Invitation.objects.waiting().filter(user=user).update(revoked_at=now)
    days = dt.timedelta(days=settings.INVITATION_DAYS)
    made = Invitation.objects.create(user=user, way=way, made_at=now, expires_at=now + days)
    trail.record("account.invite", user, by=by, changes={"way": [None, str(way)]})
    if way == Way.MAIL:
        transaction.on_commit(lambda: send_invitation.enqueue(made.pk))
    return made


@transaction.atomic
def print_secrets(invitations: Iterable[Invitation], *, by: Actor) -> dict[int, str]:
    """Return a new secret for each of *invitations*, to be printed now: it is not kept.

    A letter printed again makes the one before worthless.
    """
    secrets = {}
    for invitation in invitations:
        secret = secrets[invitation.pk] = codes.made()
        invitation.digest, invitation.sent_at = codes.digest(secret), clock.now()
        invitation.save(update_fields=["digest", "sent_at"])
        trail.record("account.print", invitation.user, by=by)
    return secrets


@transaction.atomic
def revoke(user: User, *, by: Actor) -> int:
    """Take back what was sent to somebody; return how many invitations that were."""
    count = Invitation.objects.waiting().filter(user=user).update(revoked_at=clock.now())
    if count:
        trail.record("account.revoke", user, by=by)
    return count


@transaction.atomic
def activate(invitation: Invitation, *, by: Actor, password: str) -> User:
    """Let the invited set their password, once; every place where they were signed in is left."""
    now = clock.now()
    taken = Invitation.objects.live(at=now).filter(pk=invitation.pk).update(used_at=now)
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    if not (taken and user.is_active):
        raise ValidationError(_("Mã này đã dùng hoặc đã hết hạn. Xin người quản trị lời mời mới."))
    user.set_password(password)
    user.save(update_fields=["password"])
    if invitation.way == Way.MAIL:  # who opened the mail reads it
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
    _end_sessions(user)
    trail.record("account.activate", user, by=by)
    return user


@transaction.atomic
def join(user: User, *, by: Actor) -> User:
    """Let the invited come in from the provider: the invitation is used, without a password."""
    Invitation.objects.waiting().filter(user=user).update(used_at=clock.now())
    trail.record("account.join", user, by=by)
    return user


@transaction.atomic
def sign_out_everywhere(user: User, *, by: Actor) -> int:
    """End every session of somebody; return how many there were."""
    count = _end_sessions(user)
    trail.record("account.sign_out", user, by=by)
    return count


@transaction.atomic
def close_account(user: User, *, by: Actor) -> User:
    """Let an account open nothing more, at once: invitations and sessions end with it."""
    if not user.is_active:
        return user
    user.is_active = False
    user.save(update_fields=["is_active"])
    Invitation.objects.waiting().filter(user=user).update(revoked_at=clock.now())
    _end_sessions(user)
    trail.record("account.close", user, by=by)
    return user


@transaction.atomic
def reopen_account(user: User, *, by: Actor) -> User:
    """Let somebody sign in again with what they had."""
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    trail.record("account.reopen", user, by=by)
    return user


@transaction.atomic
def drop_factors(user: User, *, by: Actor) -> int:
    """Take away the second factors of somebody who lost them; they enrol anew at the next sign-in."""
    count = int(Authenticator.objects.filter(user=user).delete()[0])
    _end_sessions(user)
    trail.record("account.factors", user, by=by)
    return count


@transaction.atomic
def unlock(user: User, *, by: Actor) -> bool:
    """Forget the wrong passwords counted for an account; tell whether there were any."""
    if not lockout.clear(lockout.account(user)):
        return False
    trail.record("account.unlock", user, by=by)
    return True


def _end_sessions(user: User) -> int:
    kept = UserSession.objects.filter(user=user)
    count, _kinds = Session.objects.filter(session_key__in=kept.values("session_key")).delete()
    kept.delete()
    return count
