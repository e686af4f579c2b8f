"""What a unit still has registered, asked before it closes, and what somebody leaves there.

The settings ``UNIT_STANDING`` and ``PERSON_LEAVING`` name these.
"""

from datetime import date

from django.utils.translation import gettext as _

from kheo.kernel.ui.written import number
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.models import Registration
from kheo.orgs.models import Person, Unit


def in_open_years(unit: Unit, *, on: date) -> str:  # noqa: ARG001 - every such question is asked alike
    """Say how many registrations of years not yet closed belong to *unit*, or nothing."""
    count = Registration.objects.filter(unit=unit, round__state=RoundState.OPEN).count()
    if not count:
        return ""
    return _("Còn %(count)s nội dung, mô hình đã ghi trong năm chưa khép lại.") % {
        "count": number(count)
    }


def of_person(person: Person) -> str:
    """Say how many open registrations of *person* stay with the unit they were sent in."""
    count = Registration.objects.filter(person=person, round__state=RoundState.OPEN).count()
    if not count:
        return ""
    words = _(
        "%(count)s nội dung của năm chưa khép lại vẫn thuộc đơn vị cũ; người ấy vẫn làm tiếp được."
    )
    return words % {"count": number(count)}
