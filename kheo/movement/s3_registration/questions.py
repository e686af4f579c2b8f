"""What a form asks, as data: the shipped fields reworded, and those an office added."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Without these nothing can be listed, judged or reminded of: they stay, and stay required.
LOCKED = frozenset({"title", "criteria", "due_on", "field"})
# The headings of the card of a model that may stay open in a draft and must be filled to send it.
HEADINGS = {
    "duty": _("Thực trạng, lý do lựa chọn"),
    "resources": _("Nguồn lực"),
    "schedule": _("Thời gian"),
    "result": _("Sản phẩm, kết quả kiểm chứng được"),
    "keeping": _("Khả năng duy trì, nhân rộng"),
}
ADDED = "o"  # begins the key of an added question; no shipped one is so short
SHORT, LONG = 300, 4000  # letters at most
MOST = 20  # questions an office adds: beyond it nobody fills a form on a phone


class Kind(TextChoices):
    """What is typed into a field; CORE is a shipped one, which has its own column."""

    CORE = "core", _("Có sẵn")
    SHORT = "short", _("Chữ, một dòng")
    LONG = "long", _("Chữ, nhiều dòng")
    NUMBER = "number", _("Số, có đơn vị tính")
    DATE = "date", _("Ngày")
    CHOICE = "choice", _("Chọn một trong danh sách")
    FILE = "file", _("Tệp kèm theo")


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    limit: int = 0  # letters; 0 is as many as the field holds
    unit: str = ""  # of a number
    choices: tuple[str, ...] = ()

    @property
    def added(self) -> bool:
        return self.kind != Kind.CORE

    def stored(self) -> dict[str, Any]:
        return asdict(self) | {"choices": list(self.choices)}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file somebody gives as an answer, not yet stored."""

    name: str
    data: bytes


def read(stored: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(Question(**{**each, "choices": tuple(each["choices"])}) for each in stored)


def next_key(taken: Iterable[str]) -> str:
    """Return a key no version of the form ever had, so that old answers keep their question."""
    numbers = [int(key.removeprefix(ADDED)) for key in taken if is_added(key)]
    return f"{ADDED}{max(numbers, default=0) + 1}"


def is_added(key: str) -> bool:
    return key.startswith(ADDED) and key.removeprefix(ADDED).isdecimal()
