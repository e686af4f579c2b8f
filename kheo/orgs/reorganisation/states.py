"""The kinds of reorganisation, and how figures over it are read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """What a decision does to units."""

    MERGE = "merge", _("Sáp nhập, hợp nhất")
    SPLIT = "split", _("Chia, tách")
    RENAME = "rename", _("Đổi tên")
    MOVE = "move", _("Chuyển sang đơn vị cấp trên khác")
    DISSOLVE = "dissolve", _("Giải thể")
    ABOLISH = "abolish", _("Bỏ một cấp")


# What each does, in the words of who chooses it.
DOES = {
    Sort.MERGE: _("Một hay nhiều đơn vị đóng lại, một đơn vị nhận tất cả."),
    Sort.SPLIT: _("Một đơn vị đóng lại, nhiều đơn vị nhận từng phần."),
    Sort.RENAME: _("Đơn vị giữ nguyên, mang tên khác."),
    Sort.MOVE: _("Đơn vị cùng mọi đơn vị bên dưới về dưới một đơn vị khác."),
    Sort.DISSOLVE: _("Đơn vị đóng lại; người và việc còn mở về một đơn vị nhận."),
    Sort.ABOLISH: _("Mọi đơn vị của cấp ấy đóng lại; xã, phường bên dưới lên trực tiếp tỉnh."),
}


class Below(TextChoices):
    """What becomes of the units below one that closes."""

    JOIN = "join", _("Nhập vào đơn vị cùng tên ở nơi nhận; chưa có thì mở")
    KEEP = "keep", _("Mở lại nguyên như cũ dưới nơi nhận")
    INTO = "into", _("Nhập thẳng vào nơi nhận")


class Open(TextChoices):
    """What becomes of what is not finished yet."""

    GO = "go", _("Chuyển sang nơi nhận")
    STAY = "stay", _("Để lại ở đơn vị cũ")


class Told(TextChoices):
    """How a page counts across reorganisations."""

    THEN = "khi-do", _("Như khi đó")
    NOW = "hien-nay", _("Quy về hiện nay")
