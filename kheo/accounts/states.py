"""How somebody is invited, and where an account stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """How the secret of an invitation travels."""

    MAIL = "mail", _("Thư điện tử")
    LETTER = "letter", _("Thư in")


class Standing(TextChoices):
    """Where somebody stands with their account."""

    NONE = "none", _("Chưa mời")
    INVITED = "invited", _("Đã mời, chưa vào")
    LAPSED = "lapsed", _("Lời mời hết hạn")
    ACTIVE = "active", _("Đang dùng")
    CLOSED = "closed", _("Đã khoá")
