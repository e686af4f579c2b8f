"""What becomes of somebody's account: invited, printed for, signed out, unlocked, closed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts import actions as accounts
from kheo.accounts.models import Invitation, User
from kheo.accounts.states import Way
from kheo.kernel import clock
from kheo.kernel.access import Rule, require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.orgs import access, doors, vouching
from kheo.orgs.models import Person, Vouching


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of those who were to be invited."""

    mailed: list[Person] = field(default_factory=list)
    by_letter: list[Person] = field(default_factory=list)
    waiting: list[Person] = field(default_factory=list)  # for another's word on their address


@transaction.atomic
def invite(emails: Mapping[Person, str], *, by: Actor) -> Invited:
    """Invite each by mail, or by letter where there is no address. All or nobody.

    Whom *by* may only help is invited where they have shown to read mail, or else once those who
    administer all their powers have said the same address. What was sent before opens nothing.
    """
    found, wrong = Invited(), {}
    for person, email in emails.items():
        try:
            _invite(person, email, found, by=by)
        except ValidationError as error:
            wrong[str(person.pk)] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return found


def _invite(person: Person, email: str, found: Invited, *, by: Actor) -> None:
    require(access.may_help_account, by, person)
    if access.may_keep_account(by, person):
        _send(person, email, by=by)
        (found.mailed if email else found.by_letter).append(person)
        return
    own = vouching.confirmed(person)
    if own and email.casefold() in {"", own.casefold()}:
        _send(person, own, by=by)
    elif _agreed(person, email, by=by):
        _send(person, email, by=by)
    else:
        found.waiting.append(person)
        return
    found.mailed.append(person)


def _send(person: Person, email: str, *, by: Actor) -> None:
    user = _account(person, by=by)
    accounts.set_email(user, email, by=by)
    way = Way.MAIL if email else Way.LETTER
    accounts.invite(user, way, by=by)
    person.vouchings.all().delete()
    _record("person.invite", person, by=by, changes={"way": [None, str(way)]})


def _record(verb: str, person: Person, *, by: Actor, **more: Any) -> None:
    """Note what who administers the person did, which the page of the person tells.

    What somebody else did is noted of the account alone: in what capacity they helped would tell
    of the post they reach.
    """
    if by.reaches(person.unit.path):
        trail.record(verb, person, by=by, **more)


def _agreed(person: Person, email: str, *, by: Actor) -> bool:
    """Write down the word of *by* on an address; tell whether it is now that of all who must agree."""
    if not email:
        raise ValidationError(
            _(
                "Với người này bạn không in được thư mời. Ghi thư điện tử của chính người ấy; thư mời "
                "đi khi một người quản trị khác ghi cùng địa chỉ."
            )
        )
    Vouching.objects.update_or_create(
        person=person, post_id=by.post_id or 0, defaults={"email": email, "at": clock.now()}
    )
    trail.record("person.vouch", person, by=by, changes={"email": [None, email]})
    if vouching.agreed(person, email):
        return True
    words = _("Ghi thư điện tử của %(name)s để thư mời đặt mật khẩu được gửi.")
    address = reverse("orgs:account", args=[person.pk])
    doors.tell(vouching.who_is_missing(person), words % {"name": person}, address, by=by)
    return False


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
def invite_at_machine(
    person: Person, *, by: Actor, without_factors: bool = False
) -> tuple[Invitation, str]:
    """Return an invitation with its secret for the first administrator, or the last locked out.

    Its second factors are dropped where that is asked for: of some nobody else may.
    """
    require(access.may_invite_at_machine, by, person)
    user = _account(person, by=by)
    if without_factors:
        accounts.drop_factors(user, by=by)
        trail.record("person.factors", person, by=by)
    invitation = accounts.invite(user, Way.LETTER, by=by)
    trail.record("person.invite", person, by=by, changes={"way": [None, str(Way.LETTER)]})
    return invitation, accounts.print_secrets([invitation], by=by)[invitation.pk]


def revoke_invitation(person: Person, *, by: Actor) -> None:
    """Take back what was sent to somebody."""
    _do("person.revoke", person, accounts.revoke, _HELP, by=by)


def sign_out(person: Person, *, by: Actor) -> None:
    """End every session of somebody."""
    _do("person.sign_out", person, accounts.sign_out_everywhere, _HELP, by=by)


def unlock(person: Person, *, by: Actor) -> None:
    """Forget the wrong passwords counted for somebody."""
    _do("person.unlock", person, accounts.unlock, _HELP, by=by)


def drop_factors(person: Person, *, by: Actor) -> None:
    """Take away second factors that were lost."""
    _do("person.factors", person, accounts.drop_factors, _KEEP, by=by)


def close_account(person: Person, *, by: Actor) -> None:
    """Let somebody's account open nothing more, at once."""
    _do("person.close_account", person, accounts.close_account, _KEEP, by=by)


def reopen_account(person: Person, *, by: Actor) -> None:
    """Let somebody sign in again."""
    _do("person.reopen_account", person, accounts.reopen_account, _KEEP, by=by)


_HELP, _KEEP = access.may_help_account, access.may_keep_account


@transaction.atomic
def _do(
    verb: str, person: Person, act: Callable[..., Any], rule: Rule[Person], *, by: Actor
) -> None:
    require(rule, by, person)
    if person.user is None:
        raise ValidationError(_("%(name)s chưa có tài khoản.") % {"name": person})
    act(person.user, by=by)
    _record(verb, person, by=by)
