"""Whose account somebody keeps, and whom they only help.

Who could set another's password could act as them. Therefore an account is *kept* (a letter is
printed, the address or a second factor changed) only by whoever reaches every power of its owner.
Many a head leads a Party cell too, and nobody reaches both trees: such an account is *helped* by
whoever administers where its owner works or one of their posts, in ways that hand nobody a
secret (docs/decisions/0019).
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import ALLOWED, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Power


def visible_accounts(by: Actor) -> QuerySet[Person]:
    """Return the people at work in the units *by* administers, whose accounts are listed."""
    if not by.has(Power.ADMINISTER):
        return Person.objects.none()
    here = Unit.objects.filter(under(by.reach), pk=OuterRef("unit"))
    return Person.objects.filter(Exists(here), active=True)


def visible_helped(by: Actor) -> QuerySet[Person]:
    """Return those, and who works elsewhere and holds a post in the units *by* administers."""
    if not by.has(Power.ADMINISTER):
        return Person.objects.none()
    posts = _running(Post.objects.filter(under(by.reach, "unit__path")))
    here = Q(under(by.reach, "unit__path")) | Q(pk__in=posts.values("person"))
    return Person.objects.filter(here, active=True)


def may_help_account(by: Actor, person: Person) -> Verdict:
    """Allow what gives nobody a way in: mail to one's own address, unlocking, signing out."""
    if not by.has(Power.ADMINISTER):
        return denied(_("Chỉ người được giao quản trị đơn vị của người này mới giữ tài khoản."))
    if person.pk == by.person_id:
        return denied(_("Không ai tự mời, tự khoá tài khoản của mình. Dùng “Tài khoản của tôi”."))
    if not person.active:
        return denied(_("Người này đã nghỉ. Những gì đã ghi được giữ nguyên."))
    here = [person.unit.path, *_running(person.posts.all()).values_list("unit__path", flat=True)]
    if not any(by.reaches(path) for path in here):
        return denied(_("Chỉ người được giao quản trị đơn vị của người này mới giữ tài khoản."))
    return ALLOWED


def may_keep_account(by: Actor, person: Person) -> Verdict:
    """Allow opening and closing an account too, and what could let one act as its owner.

    Why it is refused is not said: the powers beyond one's reach may be those of a cell, and who
    is a Party member is not for everybody (requirement 000-17).
    """
    if not (verdict := may_help_account(by, person)):
        return verdict
    if not reached_together([by.reach], person):
        return denied(
            _(
                "Tài khoản này không do một mình bạn giữ. Bạn mời được qua thư điện tử, mở khoá đăng "
                "nhập, đăng xuất mọi nơi; việc khác nhờ người quản trị cấp trên hoặc người giữ máy "
                "chủ."
            )
        )
    return ALLOWED


def reached_together(reaches: Iterable[str], person: Person) -> bool:
    """Tell whether *reaches* together hold where *person* works and all they have powers over."""
    reaches = [reach for reach in reaches if reach]
    over = [person.unit.path, *_running(person.posts.all()).values_list("over__path", flat=True)]
    return all(any(path.startswith(reach) for reach in reaches) for path in over)


def _running(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Leave out what has ended; what has yet to begin counts, since the secret may wait for it."""
    return posts.exclude(until__lte=clock.today())


def may_invite_at_machine(by: Actor, person: Person) -> Verdict:
    """Leave the first invitation, which nobody could send, to who holds the machine itself."""
    if by.user_id is not None:
        return denied(_("Việc này chỉ làm được bằng lệnh kheo invite trên máy chủ."))
    if not person.active:
        return denied(_("Người này đã nghỉ. Những gì đã ghi được giữ nguyên."))
    return ALLOWED
