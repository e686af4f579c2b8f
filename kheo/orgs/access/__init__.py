"""Who may see the tree and its people, and who may change them.

Who administers sees and changes the units below the post's own, and the people in them. Colleagues
find each other; who is a Party member, and in which cell, is read by the person, the cell and the
office that files the copies (requirement 000-17), not even by who administers. Whose account
somebody keeps is told in ``accounts``.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import ALLOWED, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.orgs.access.accounts import (
    may_help_account,
    may_invite_at_machine,
    may_keep_account,
    visible_accounts,
    visible_helped,
)
from kheo.orgs.models import Import, Person, Post, Unit
from kheo.orgs.states import PARTY_OWN, Kind, Power

__all__ = [
    "administers",
    "handed_on",
    "listed_people",
    "may_change_person",
    "may_change_unit",
    "may_close_unit",
    "may_delegate",
    "may_end_post",
    "may_enter",
    "may_grant",
    "may_handle",
    "may_help_account",
    "may_import",
    "may_invite_at_machine",
    "may_keep_account",
    "may_list_people",
    "may_merge",
    "may_move_person",
    "may_read_trail",
    "may_rejoin",
    "may_revoke",
    "may_set_cell",
    "may_undo",
    "own_post",
    "sees_contact",
    "sees_party",
    "shown_posts",
    "visible_accounts",
    "visible_helped",
    "visible_imports",
    "visible_people",
    "visible_posts",
    "visible_units",
]


def administers(by: Actor) -> bool:
    return by.has(Power.ADMINISTER)


def may_enter(by: Actor, _record: None = None) -> Verdict:
    if not administers(by):
        return denied(_("Các trang này dành cho người được giao quản trị của cơ quan."))
    return ALLOWED


def may_read_trail(by: Actor, _record: None = None) -> Verdict:
    """Leave the whole trail to who administers the whole: it names what happens in every unit."""
    if not (administers(by) and by.over_all):
        return denied(_("Vết của toàn hệ thống dành cho người quản trị cấp cao nhất."))
    return ALLOWED


def may_list_people(by: Actor, _record: None = None) -> Verdict:
    """Allow the list to who administers the people, or files their papers and writes their cells."""
    if not (administers(by) or by.has(Power.FILE)):
        return denied(_("Danh sách này dành cho người quản trị và đầu mối lưu hồ sơ."))
    return ALLOWED


def visible_units(by: Actor) -> QuerySet[Unit]:
    """Return the units *by* administers, closed ones too."""
    return Unit.objects.filter(under(by.reach)) if administers(by) else Unit.objects.none()


def visible_posts(by: Actor) -> QuerySet[Post]:
    """Return the posts in the units *by* administers."""
    if not administers(by):
        return Post.objects.none()
    return Post.objects.filter(under(by.reach, "unit__path"))


def listed_people(by: Actor) -> QuerySet[Person]:
    """Return the people *by* administers or files papers for, those who have left too."""
    if not may_list_people(by):
        return Person.objects.none()
    # Asked of each person, in the order of names: the units first would mean sorting them all.
    here = Unit.objects.filter(under(by.reach), pk=OuterRef("unit"))
    return Person.objects.filter(Exists(here))


def visible_people(by: Actor) -> QuerySet[Person]:
    """Return the people whose page *by* may open.

    Oneself, one's colleagues, who is administered or whose papers are filed, a cell's members.
    """
    if by.person_id is None:
        return Person.objects.none()
    seen = Q(pk=by.person_id) | Q(unit=by.unit_id)
    if by.has(Power.ADMINISTER) or by.has(Power.FILE):
        seen |= under(by.reach, "unit__path")
    if _keeps_cell(by):
        seen |= Q(cell=by.unit_id)
    return Person.objects.filter(seen)


def _keeps_cell(by: Actor) -> bool:
    return by.unit_kind == Kind.CELL and by.has(Power.OVERSEE)


def sees_party(by: Actor, person: Person) -> bool:
    """Tell whether *by* may read if *person* is a Party member, and in which cell."""
    of_cell = _keeps_cell(by) and person.cell_id == by.unit_id
    return person.pk == by.person_id or of_cell or by.may(Power.FILE, person.unit.path)


def shown_posts(by: Actor, posts: Iterable[Post]) -> list[Post]:
    """Return those of *posts* that *by* may read: who leads a cell is a member of it."""
    return [post for post in posts if not _tells_of_party(post) or _reads_cell(by, post)]


def _tells_of_party(post: Post) -> bool:
    return post.unit.kind in PARTY_OWN and post.unit_id != post.person.unit_id


def _reads_cell(by: Actor, post: Post) -> bool:
    return sees_party(by, post.person) or by.may(Power.ADMINISTER, post.unit.path)


def sees_contact(by: Actor, person: Person) -> bool:
    """Tell whether *by* may read the day of birth and the phone of *person*."""
    return person.pk == by.person_id or by.may(Power.ADMINISTER, person.unit.path)


def may_change_unit(by: Actor, unit: Unit) -> Verdict:
    if not by.may(Power.ADMINISTER, unit.path):
        return denied(_("Chỉ người được giao quản trị đơn vị này mới thay đổi được."))
    if unit.closed_on:
        return denied(_("Đơn vị đã đóng. Những gì đã ghi được giữ nguyên."))
    return ALLOWED


def may_close_unit(by: Actor, unit: Unit) -> Verdict:
    if unit.path == by.reach:
        return denied(_("Đây là đơn vị bạn đang quản trị. Việc đóng thuộc cấp trên."))
    return may_change_unit(by, unit)


def may_change_person(by: Actor, person: Person) -> Verdict:
    if not by.may(Power.ADMINISTER, person.unit.path):
        return denied(_("Chỉ người được giao quản trị đơn vị của người này mới thay đổi được."))
    if not person.active:
        return denied(_("Người này đã nghỉ. Những gì đã ghi được giữ nguyên."))
    return ALLOWED


def may_move_person(by: Actor, person: Person) -> Verdict:
    """Allow what changes where somebody works: never for oneself."""
    if person.pk == by.person_id:
        return denied(_("Không ai tự giao chức vụ, chuyển hoặc cho nghỉ chính mình."))
    return may_change_person(by, person)


def may_rejoin(by: Actor, person: Person) -> Verdict:
    """Allow taking back somebody who left to who administers where they were."""
    if not by.may(Power.ADMINISTER, person.unit.path):
        return denied(_("Chỉ người được giao quản trị đơn vị của người này mới thay đổi được."))
    if person.active:
        return denied(_("Người này đang làm việc, không cần nhận lại."))
    if person.merged_into_id:
        return denied(_("Bản ghi này đã gộp vào bản ghi khác. Mở bản ghi ấy."))
    return ALLOWED


def may_merge(by: Actor, pair: tuple[Person, Person]) -> Verdict:
    """Allow joining two records of one person to who administers both, and every post of the second.

    Its posts pass to the first with their powers: nobody hands on what they could not give.
    """
    kept, gone = pair
    for person in pair:
        if not (verdict := may_move_person(by, person)):
            return verdict
    if kept.pk == gone.pk:
        return denied(_("Đây là cùng một bản ghi. Chọn hai bản ghi khác nhau."))
    for post in gone.posts.select_related("unit", "over", "person__unit"):
        if not (by.may(Power.ADMINISTER, post.unit.path) and by.reaches(post.over.path)):
            words = _(
                "Chức vụ “%(title)s” ở %(unit)s ngoài phạm vi bạn quản trị. Cấp trên gộp được."
            )
            if not shown_posts(by, [post]):
                words = _("Một chức vụ ở ngoài phạm vi bạn quản trị. Cấp trên gộp được.")
            return denied(words % {"title": post.title, "unit": post.unit})
    return ALLOWED


def own_post(by: Actor) -> Post | None:
    """Return the post *by* acts in, to hand it on; the system holds none."""
    posts = Post.objects.filter(pk=by.post_id or 0, person=by.me)
    return posts.select_related("unit", "over", "person").first()


def handed_on(by: Actor) -> QuerySet[Post]:
    """Return what *by* has handed on of any post of theirs, and what others have handed to them."""
    rows = Post.objects.filter(delegated=True)
    return rows.filter(Q(stands_for__person=by.me) | Q(person=by.me))


def may_delegate(by: Actor, post: Post | None) -> Verdict:
    """Let who holds a post hand on what it gives: never what was itself handed to them."""
    if post is None or post.person_id != by.person_id:
        return denied(_("Chỉ người giữ chức vụ mới uỷ quyền chức vụ ấy."))
    if post.stands_for_id:
        return denied(
            _("Đang làm thay người khác. Việc được giao làm thay không giao tiếp cho ai nữa.")
        )
    if post.until and post.until <= clock.today():
        return denied(_("Chức vụ này đã kết thúc, không còn gì để uỷ quyền."))
    if not post.powers:
        return denied(_("Chức vụ đang dùng không có quyền nào để uỷ quyền."))
    return ALLOWED


def may_revoke(by: Actor, post: Post) -> Verdict:
    """Let who handed a post on take it back, in whatever capacity they act."""
    if not (post.delegated and post.stands_for and post.stands_for.person_id == by.person_id):
        return denied(_("Chỉ người đã uỷ quyền mới thu hồi được."))
    if post.until and (post.until <= clock.today() or post.until == post.since):
        return denied(_("Việc uỷ quyền này đã hết, không còn gì để thu hồi."))
    return ALLOWED


def may_end_post(by: Actor, post: Post) -> Verdict:
    if not by.may(Power.ADMINISTER, post.unit.path):
        return denied(_("Chỉ người được giao quản trị đơn vị này mới thay đổi được."))
    if post.person_id == by.person_id:
        return denied(_("Không ai tự giao chức vụ, chuyển hoặc cho nghỉ chính mình."))
    return ALLOWED


def may_grant(by: Actor, post: Post) -> Verdict:
    """Allow giving and taking powers: over what one administers, and never one's own."""
    if not (by.may(Power.ADMINISTER, post.unit.path) and by.reaches(post.over.path)):
        return denied(_("Chỉ người được giao quản trị đơn vị này mới giao quyền."))
    if post.person_id == by.person_id:
        return denied(_("Không ai tự giao quyền cho mình."))
    return ALLOWED


def may_set_cell(by: Actor, person: Person) -> Verdict:
    """Leave the cell of a member to the office that files the papers."""
    if not by.may(Power.FILE, person.unit.path):
        return denied(_("Chỉ đầu mối lưu hồ sơ mới ghi chi bộ của đảng viên."))
    if not person.active:
        return denied(_("Người này đã nghỉ. Những gì đã ghi được giữ nguyên."))
    return ALLOWED


def may_import(by: Actor, _record: None = None) -> Verdict:
    """Allow bringing sheets to who administers: units and people of their reach, nothing else."""
    return may_enter(by)


def visible_imports(by: Actor) -> QuerySet[Import]:
    """Return the imports into the units *by* administers, whoever brought them."""
    return Import.objects.filter(under(by.reach)) if administers(by) else Import.objects.none()


def may_handle(by: Actor, one: Import) -> Verdict:
    """Leave a sheet to who brought it: it was checked against what that post may change."""
    if not administers(by) or one.post_id != by.post_id:
        return denied(_("Tệp này do người khác đưa lên, ở tư cách khác. Chỉ người ấy ghi được."))
    return ALLOWED


def may_undo(by: Actor, one: Import) -> Verdict:
    if not by.may(Power.ADMINISTER, one.path):
        return denied(_("Chỉ người quản trị cả phạm vi của lần nhập mới hoàn tác được."))
    return ALLOWED
