"""What became of an act on many, in whole sentences that name the rows left as they were."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy, ngettext

NAMED = 5  # rows in one sentence
LETTERS = 80  # of one name: what is said travels in a cookie


class Act(StrEnum):
    """What was done to many."""

    ACCEPT = "accept"
    RETURN = "return"
    FILE = "file"  # copies 2, from the list of registrations
    RECEIVE = "receive"  # copies, in the book of who keeps them
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Words:
    """How one act tells of what it did, what it found done before and what is not the actor's."""

    none: object
    done: Callable[[int], str]
    stale: Callable[[int], str]
    refused: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of many: done, handled before, refused, and why these were."""

    done: int = 0
    stale: int = 0
    refused: int = 0
    reasons: tuple[str, ...] = field(default=(), compare=False)
    before: tuple[str, ...] = field(default=(), compare=False)  # the names of the stale
    kept: tuple[str, ...] = field(default=(), compare=False)  # the names of the refused

    def said(self, act: Act) -> str:
        """Return what became of many: one sentence, then why some were refused."""
        words = WORDS[act]
        parts = [words.done(self.done) if self.done else str(words.none)]
        if self.stale:
            parts.append(_with(words.stale(self.stale), self.before))
        if self.refused:
            parts.append(_with(words.refused(self.refused), self.kept))
        return " ".join([f"{'; '.join(parts)}.", *self.reasons])


@dataclass(slots=True)
class Counting:
    """An outcome while it grows."""

    done: int = 0
    before: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # the name of each, and why

    def outcome(self) -> Outcome:
        kept, reasons = (
            tuple(name for name, _why in self.refused),
            [why for _n, why in self.refused],
        )
        return Outcome(
            self.done, len(self.before), len(self.refused), tuple(dict.fromkeys(reasons)),
            tuple(self.before), kept,
        )  # fmt: skip


def _with(said: str, names: Sequence[str]) -> str:
    if not names:
        return said
    shown = [name if len(name) <= LETTERS else f"{name[:LETTERS]}…" for name in names[:NAMED]]
    if (more := len(names) - NAMED) > 0:
        shown.append(ngettext("và %(n)s dòng nữa", "và %(n)s dòng nữa", more) % {"n": more})
    return f"{said} ({', '.join(shown)})"


def _stale_items(n: int) -> str:
    words = ngettext(
        "%(n)s nội dung đã được xử lý trước đó", "%(n)s nội dung đã được xử lý trước đó", n
    )
    return words % {"n": n}


def _refused_items(n: int) -> str:
    words = ngettext(
        "%(n)s nội dung không thuộc phần việc của bạn nên giữ nguyên",
        "%(n)s nội dung không thuộc phần việc của bạn nên giữ nguyên",
        n,
    )
    return words % {"n": n}


def _stale_copies(n: int) -> str:
    words = ngettext("%(n)s bản đã ghi sổ nhận trước đó", "%(n)s bản đã ghi sổ nhận trước đó", n)
    return words % {"n": n}


def _refused_copies(n: int) -> str:
    words = ngettext(
        "%(n)s bản không thuộc phần việc của bạn nên giữ nguyên",
        "%(n)s bản không thuộc phần việc của bạn nên giữ nguyên",
        n,
    )
    return words % {"n": n}


def _unasked(n: int) -> str:
    words = ngettext(
        "%(n)s người đã nộp, đã được miễn hoặc không thuộc diện đăng ký nên giữ nguyên",
        "%(n)s người đã nộp, đã được miễn hoặc không thuộc diện đăng ký nên giữ nguyên",
        n,
    )
    return words % {"n": n}


def _accepted(n: int) -> str:
    words = ngettext("Đã ghi nhận %(n)s nội dung", "Đã ghi nhận %(n)s nội dung", n)
    return words % {"n": n}


def _returned(n: int) -> str:
    words = ngettext("Đã trả lại %(n)s nội dung", "Đã trả lại %(n)s nội dung", n)
    return words % {"n": n}


def _filed(n: int) -> str:
    words = ngettext(
        "Đã ghi sổ nhận bản 2 của %(n)s bản đăng ký",
        "Đã ghi sổ nhận bản 2 của %(n)s bản đăng ký",
        n,
    )
    return words % {"n": n}


def _received(n: int) -> str:
    words = ngettext("Đã ghi sổ nhận %(n)s bản", "Đã ghi sổ nhận %(n)s bản", n)
    return words % {"n": n}


def _exempted(n: int) -> str:
    words = ngettext(
        "Đã ghi miễn đăng ký cho %(n)s người", "Đã ghi miễn đăng ký cho %(n)s người", n
    )
    return words % {"n": n}


WORDS = {
    Act.ACCEPT: Words(
        gettext_lazy("Chưa ghi nhận nội dung nào"), _accepted, _stale_items, _refused_items
    ),
    Act.RETURN: Words(
        gettext_lazy("Chưa trả lại nội dung nào"), _returned, _stale_items, _refused_items
    ),
    Act.FILE: Words(
        gettext_lazy("Chưa ghi sổ nhận bản nào"), _filed, _stale_copies, _refused_copies
    ),
    Act.RECEIVE: Words(
        gettext_lazy("Chưa ghi sổ nhận bản nào"), _received, _stale_copies, _refused_copies
    ),
    Act.EXEMPT: Words(gettext_lazy("Chưa ghi miễn cho ai"), _exempted, _unasked, _unasked),
}
