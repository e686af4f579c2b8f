"""The life of a number in a book, and how numbers are written where an office says nothing else."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step
from kheo.reading.typenames import BY_SYMBOL


class State(TextChoices):
    RESERVED = "reserved", _("Đã giữ số")
    ISSUED = "issued", _("Đã ban hành")
    CANCELLED = "cancelled", _("Đã huỷ")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


OVER = (State.CANCELLED, State.WITHDRAWN)  # no paper is in force under such a number

FLOW = Flow(
    "number",
    step("issue", _("Ghi đã ban hành"), {State.RESERVED}, State.ISSUED),
    step("cancel", _("Huỷ số"), {State.RESERVED}, State.CANCELLED, needs_note=True),
    # What was only written down here may have been written down by mistake; a paper that went out
    # under a number of the book did go out, whatever became of it.
    step("strike", _("Bỏ dòng ghi nhầm"), {State.ISSUED}, State.CANCELLED, needs_note=True),
    step("withdraw", _("Thu hồi văn bản"), {State.ISSUED}, State.WITHDRAWN, needs_note=True),
)

OUTSIDE, OTHER = "outside", "other"  # filters: a number taken elsewhere, a kind not of KINDS
ARRIVALS = "ĐẾN"  # the one book of an office for all that comes in
KINDS: tuple[tuple[str, str], ...] = tuple(sorted(BY_SYMBOL.items(), key=lambda pair: pair[1]))

# Decree 30/2020 (appendix I, II.3) and Guide 05-HD/VPTW; "" is every kind that is not named.
STATE_PATTERNS: Mapping[str, str] = {"": "{number}/{kind}-{unit}", "CV": "{number}/{unit}"}
PARTY_PATTERNS: Mapping[str, str] = {"": "{number}-{kind}/{unit}"}
