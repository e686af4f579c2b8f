"""What a cluster is called, and what a unit does in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    CLUSTER = "cluster", _("Cụm thi đua")
    BLOCK = "block", _("Khối thi đua")


class Part(TextChoices):
    """A cluster is led by one of its units, by turns, with a deputy."""

    CHAIR = "chair", _("Cụm trưởng, khối trưởng")
    DEPUTY = "deputy", _("Cụm phó, khối phó")
    MEMBER = "member", _("Thành viên")
