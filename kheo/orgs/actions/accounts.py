"""What becomes of somebody's account: invited, printed for, signed out, unlocked, closed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.accounts import actions as accounts
from kheo.accounts.models import Invitation, User
from kheo.accounts.states import Way
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.orgs import access
from kheo.orgs.models import Person


@transaction.atomic
def invite(emails: Mapping[Person, str], *, by: Actor) -> list[Person]:
    """Invite each by mail, or by letter where there is no address; return those for a letter.

    All or nobody. What was sent to them before opens nothing any more.
    """
    by_letter, wrong = [], {}
    for person, email in emails.items():
        require(access.may_keep_account, by, person)
        user = _account(person, by=by)
        try:
            accounts.set_email(user, email, by=by)
        except ValidationError as error:
            wrong[str(person.pk)] = error.messages
            continue
        way = Way.MAIL if email else Way.LETTER
        accounts.invite(user, way, by=by)
        trail.record("person.invite", person, by=by, changes={"way": [None, str(way)]})
        if way == Way.LETTER:
            by_letter.append(person)
    if wrong:
        raise ValidationError(wrong)
    return by_letter


def _account(person: Person, *, by: Actor) -> User:
    if person.user is None:
        person.user = accounts.open_account(person.full_name, person.code, by=by)
        person.save(update_fields=["user"])
    if not person.user.is_active:
        words = _("Tài khoản của %(name)s đang khoá. Mở lại trước khi mời.")
        raise ValidationError(words % {"name": person})
    return person.user


@transaction.atomic
def print_letters(people: Iterable[Person], *, by: Actor) -> list[tuple[Person, Invitation, str]]:
    """Return a letter for each who is invited by letter, with the secret to print: once."""
    found = {}
    for person in people:
        require(access.may_keep_account, by, person)
        waiting = Invitation.objects.waiting().filter(user=person.user_id, way=Way.LETTER)
        if invitation := waiting.select_related("user").first():
            found[person] = invitation
            trail.record("person.letter", person, by=by)
    secrets = accounts.print_secrets(found.values(), by=by)
    return [(person, one, secrets[one.pk]) for person, one in found.items()]


@transaction.atomic
def invite_at_machine(person: Person, *, by: Actor) -> tuple[Invitation, str]:
    """Return an invitation with its secret for the first administrator, or the last locked out."""
    require(access.may_invite_at_machine, by, person)
    invitation = accounts.invite(_account(person, by=by), Way.LETTER, by=by)
    trail.record("person.invite", person, by=by, changes={"way": [None, str(Way.LETTER)]})
    return invitation, accounts.print_secrets([invitation], by=by)[invitation.pk]


def revoke_invitation(person: Person, *, by: Actor) -> None:
    """Take back what was sent to somebody."""
    _do("person.revoke", person, accounts.revoke, by=by)


def sign_out(person: Person, *, by: Actor) -> None:
    """End every session of somebody."""
    _do("person.sign_out", person, accounts.sign_out_everywhere, by=by)


def drop_factors(person: Person, *, by: Actor) -> None:
    """Take away second factors that were lost."""
    _do("person.factors", person, accounts.drop_factors, by=by)


def close_account(person: Person, *, by: Actor) -> None:
    """Let somebody's account open nothing more, at once."""
    _do("person.close_account", person, accounts.close_account, by=by)


def reopen_account(person: Person, *, by: Actor) -> None:
    """Let somebody sign in again."""
    _do("person.reopen_account", person, accounts.reopen_account, by=by)


def unlock(person: Person, *, by: Actor) -> None:
    """Forget the wrong passwords counted for somebody."""
    _do("person.unlock", person, accounts.unlock, by=by)


@transaction.atomic
def _do(verb: str, person: Person, act: Callable[..., Any], *, by: Actor) -> None:
    require(access.may_keep_account, by, person)
    if person.user is None:
        raise ValidationError(_("%(name)s chưa có tài khoản.") % {"name": person})
    act(person.user, by=by)
    trail.record(verb, person, by=by)
