"""Too many wrong passwords: who is made to wait, and how long.

Counted for the account and for the address apart: the first stops guessing one password, the
second trying one password on many accounts. An office may share one address, so it bears more.
"""

import datetime as dt
import math
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kheo.accounts.models import Failure, User
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail

WINDOW = dt.timedelta(minutes=15)  # failures further apart are forgotten
LOCK = dt.timedelta(minutes=15)
OF_ACCOUNT, OF_ADDRESS = 5, 50
SYSTEM = Actor.system("Đăng nhập")


@dataclass(frozen=True, slots=True)
class Counted:
    """Something wrong attempts are counted for."""

    key: str
    most: int


def _key(kind: str, what: str) -> str:
    return salted_hmac("kheo.accounts.lockout", f"{kind}:{what}", algorithm="sha256").hexdigest()


def account(user: User) -> Counted:
    return Counted(_key("account", str(user.pk)), OF_ACCOUNT)


def address(ip: str) -> Counted:
    return Counted(_key("address", ip), OF_ADDRESS)


def named(typed: str) -> User | None:
    """Return the account somebody means by a name or a mail address."""
    meant = Q(username__iexact=typed) | Q(email__iexact=typed)
    return User.objects.filter(meant).first() if typed else None


def typed_name(typed: str) -> Counted:
    """Return what is counted for a name; one that nobody bears is counted like any other."""
    user = named(typed)
    return account(user) if user else Counted(_key("nobody", typed.casefold()), OF_ACCOUNT)


def locked(*counted: Counted, at: dt.datetime) -> dt.datetime | None:
    """Return until when one of *counted* must wait, if any must."""
    rows = Failure.objects.filter(key__in=[one.key for one in counted], locked_until__gt=at)
    return max((row.locked_until for row in rows if row.locked_until), default=None)


@transaction.atomic
def fail(*counted: Counted, at: dt.datetime) -> dt.datetime | None:
    """Count one more failure; return until when to wait if it was one too many."""
    until = None
    for one in counted:
        Failure.objects.get_or_create(key=one.key, defaults={"since": at})
        row = Failure.objects.select_for_update().get(key=one.key)
        if at - row.since > WINDOW:
            row.count, row.since = 0, at
        row.count += 1
        if row.count >= one.most:
            row.count, row.since, row.locked_until = 0, at, at + LOCK
            until = row.locked_until
        row.save(update_fields=["count", "since", "locked_until"])
    return until


def clear(one: Counted) -> bool:
    """Forget the failures of *one*; tell whether there were any."""
    return Failure.objects.filter(key=one.key).delete()[0] > 0


def note(user: User | None) -> None:
    """Leave a line in the trail: an account was locked by wrong passwords."""
    if user:
        trail.record("account.lock", user, by=SYSTEM)


def words(until: dt.datetime, at: dt.datetime) -> str:
    """Return how long to wait, in words."""
    minutes = max(1, math.ceil((until - at).total_seconds() / 60))
    said = _(
        "Sai quá nhiều lần nên tạm khoá. Còn %(minutes)s phút nữa mới thử lại được; "
        "gấp thì nhờ người quản trị của cơ quan mở khoá."
    )
    return said % {"minutes": minutes}
