"""A sheet of people: what each row says, what is wrong with it, whom it would add."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.sheet import cells
from kheo.kernel.ui.written import day
from kheo.orgs.importing import comparing, register
from kheo.orgs.importing.comparing import Sheet
from kheo.orgs.importing.fields import PEOPLE
from kheo.orgs.importing.findings import Findings
from kheo.orgs.importing.register import Place, Places
from kheo.orgs.importing.values import Progress, Reader, folded
from kheo.orgs.importing.would import Held, People, Who
from kheo.orgs.states import Power

OFTEN = 2_000  # rows between two signs of progress
NAMED = 6  # units named where a name fits several


class _Check:
    def __init__(self, by: Actor, columns: dict[str, int], findings: Findings) -> None:
        self.by, self.findings = by, findings
        self.read = Reader(PEOPLE, columns, findings)
        self.found = People()
        self.places, self.cells = register.places(by), Places(())
        if "cell" in columns:
            self.cells = register.party_cells()
        self.keys = {place.pk for place in self.places.all}
        self.heads = register.heads(by)
        self.today = clock.today()
        # By code: the first row, whether it was sound, and the post it gives.
        self.first: dict[str, tuple[int, bool, Held | None]] = {}
        self.unsound: dict[str, str] = {}  # the name on a first row that was not
        self.held: dict[str, list[Held]] = {}  # of those with more than one post
        self.meant: dict[str, Place | str] = {}

    def row(self, number: int, row: list[Any]) -> None:
        self.read.turn_to(number, row)
        self.found.rows += 1
        code = self.read.text("code")
        place = self._place()
        post = self._post(code, place)
        if code in self.first:
            self._again(code, place, post)
            return
        if post:
            self._check_head(post)
        who = self._who(code, place)
        if code:
            self.first[code] = (number, self.read.sound, post)
            if not (self.read.sound and who):
                self.unsound[code] = cells.text(self.read.raw("full_name"))
        if not (self.read.sound and place and who):
            return
        if post and post.until and post.until <= self.today:
            words = _("Dòng đầu của một người phải là chức vụ đang giữ ở đơn vị của người ấy.")
            self.read.wrong("until", words)
            return
        self.found.who[code] = who
        if post:
            self.found.posts.append(post)

    def _who(self, code: str, place: Place | None) -> Who | None:
        read = self.read
        name, staff, sex = read.text("full_name"), read.choice("staff"), read.choice("sex")
        (born_in, born_on), phone = read.born(), read.phone()
        cell = self._cell(place)
        if not (read.sound and place):
            return None
        plain = " ".join(filter(None, [folded(word) for word in name.split()]))
        return Who(name, plain, code, staff, sex, born_in, born_on, phone, place.pk, cell)  # fmt: skip

    def _place(self) -> Place | None:
        """Return the unit of a row, by its code or else by its name."""
        read = self.read
        name = "unit_code" if cells.text(read.raw("unit_code")) else "unit"
        typed = cells.text(read.raw(name))
        if not typed:
            here = next((n for n in ("unit", "unit_code") if n in read.columns), "unit")
            read.wrong(here, _("Chưa ghi đơn vị: cần mã hoặc tên."))
            return None
        found = self.meant.get(f"{name}:{typed}")
        if found is None:
            found = self.meant[f"{name}:{typed}"] = _meant(self.places, typed)
        if isinstance(found, str):
            read.wrong(name, found)
            return None
        other = cells.text(read.raw("unit")) if name == "unit_code" else ""
        if other and folded(other) not in {folded(found.name), folded(found.written)}:
            words = _("Tên đơn vị ở đây không phải của mã %(code)s, là %(unit)s. Sửa cho khớp.")
            read.wrong("unit", words % {"code": typed, "unit": found.name})
        return found

    def _post(self, code: str, place: Place | None) -> Held | None:
        read = self.read
        title, since, until = read.text("title"), read.day("since"), read.day("until")
        is_head = read.yes("is_head")
        if not title and not cells.text(read.raw("since")):
            if read.sound and code not in self.first:
                self.found.postless += 1
            return None
        if not title:
            read.missing("title")
        if since is None:
            if not cells.text(read.raw("since")):
                read.missing("since")
            return None
        if not (place and read.sound):
            return None
        post = Held(code, place.pk, title, since, until, is_head)
        self._check_days(post, place)
        return post

    def _check_days(self, post: Held, place: Place) -> None:
        if post.since > self.today:
            words = _("Đang ghi %(day)s, ngày ấy chưa đến. Đến ngày ấy hãy ghi.")
            self.read.wrong("since", words % {"day": day(post.since)})
        if post.since < place.opened_on:
            words = _("%(unit)s mở ngày %(day)s. Cần một ngày từ đó trở đi.")
            about = {"unit": place.name, "day": day(place.opened_on)}
            self.read.wrong("since", words % about)
        if post.until and post.until <= post.since:
            self.read.wrong("until", _("Ngày thôi phải sau ngày bắt đầu."))

    def _check_head(self, post: Held) -> None:
        if not (post.is_head and self.read.sound):
            return
        heads = self.heads.setdefault(post.unit, [])
        for head in heads:
            if head.code == post.code:
                continue  # the same post in the register: compared at the end
            ends_before = head.until is not None and head.until <= post.since
            begins_after = post.until is not None and post.until <= head.since
            if not (ends_before or begins_after):
                words = _("%(name)s cũng đứng đầu đơn vị này từ %(day)s. Mỗi lúc chỉ một người.")
                about = {"name": head.name, "day": day(head.since)}
                self.read.wrong("is_head", words % about)
                return
        name = cells.text(self.read.raw("full_name")) or post.code
        heads.append(register.Head(post.since, post.until, f"{name} ({post.code})"))

    def _cell(self, place: Place | None) -> int | None:
        """Return the Party cell of a row; what stands in the cell is never repeated in words."""
        read = self.read
        typed = cells.text(read.raw("cell"))
        if not typed:
            return None
        if place and not self.by.may(Power.FILE, place.path):
            words = _("Chỉ đầu mối lưu hồ sơ mới ghi chi bộ của đảng viên. Để trống ô này.")
            read.wrong("cell", words)
            return None
        found = self.cells.meant(typed)
        if len(found) != 1:
            read.wrong(
                "cell", _("Không rõ là chi bộ nào. Ghi mã, hoặc tên và đảng bộ sau dấu phẩy.")
            )
            return None
        return found[0].pk

    def _again(self, code: str, place: Place | None, post: Held | None) -> None:
        """Take a further row of somebody: one more post, or the same again."""
        read, (row, sound, main) = self.read, self.first[code]
        first = self.found.who.get(code)
        name, known = read.text("full_name"), first.full_name if first else self.unsound.get(code)
        if name and known and name != known:
            words = _("Mã %(code)s ở dòng %(row)s là của %(name)s. Mỗi người một mã.")
            read.wrong("code", words % {"code": code, "row": row, "name": known})
        if not (read.sound and place and sound and first):
            return
        before = self.held.get(code) or ([main] if main else [])
        if post is None or post in before:
            words = _("Trùng dòng %(row)s: cùng người, cùng chức vụ. Bỏ một dòng.")
            read.wrong("code", words % {"row": row})
            return
        self._check_head(post)
        self.found.posts.append(post)
        self.held[code] = [*before, post]


def _meant(places: Places, typed: str) -> Place | str:
    """Return the unit a sheet means, or why it cannot be told."""
    found = places.meant(typed)
    if not found:
        words = _("Không có đơn vị “%(typed)s” trong phạm vi bạn quản trị. Ghi đúng mã hoặc tên.")
        return words % {"typed": typed[:80]}
    if len(found) > 1:
        words = _(
            "“%(typed)s” có thể là: %(found)s. Ghi mã, hoặc thêm đơn vị cấp trên sau dấu phẩy."
        )
        names = "; ".join(place.written for place in found[:NAMED])
        if len(found) > NAMED:
            names += "; …"
        return words % {"typed": typed[:80], "found": names}
    if found[0].closed_on:
        words = _("%(unit)s đã đóng từ ngày %(day)s.")
        return words % {"unit": found[0].name, "day": day(found[0].closed_on)}
    return found[0]


def check(
    rows: Iterable[tuple[int, list[Any]]],
    columns: dict[str, int],
    findings: Findings,
    progress: Progress,
    *,
    by: Actor,
) -> People:
    """Return what *rows* would write; everything wrong or doubtful is in *findings*."""
    one = _Check(by, columns, findings)
    for number, row in rows:
        if any(cell != "" for cell in row):
            one.row(number, row)
        if number % OFTEN == 0:
            progress(number)
    first = {code: row for code, (row, _sound, _post) in one.first.items()}
    comparing.compare(Sheet(one.found, first, columns, one.keys, findings))
    return one.found
