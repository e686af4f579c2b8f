"""The direction of a document, as in the two registers of an office."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    IN = "in", _("Văn bản đến")
    OUT = "out", _("Văn bản đi")
