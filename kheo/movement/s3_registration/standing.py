"""What a unit still has registered, asked before it closes (the setting ``UNIT_STANDING``)."""

from datetime import date

from django.utils.translation import gettext as _

from kheo.kernel.ui.written import number
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.models import Registration
from kheo.orgs.models import Unit


def in_open_years(unit: Unit, *, on: date) -> str:  # noqa: ARG001 - every such question is asked alike
    """Say how many registrations of years not yet closed belong to *unit*, or nothing."""
    count = Registration.objects.filter(unit=unit, round__state=RoundState.OPEN).count()
    if not count:
        return ""
    return _("Còn %(count)s nội dung, mô hình đã ghi trong năm chưa khép lại.") % {
        "count": number(count)
    }
