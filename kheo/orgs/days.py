"""The days an action takes: what has not happened yet is written when it has."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.ui.written import day


def check_day(found: date, field: str, *, earliest: date) -> None:
    """Refuse, in words, a day before *earliest* or after today."""
    if found > clock.today():
        words = _("Đang ghi %(day)s, ngày ấy chưa đến. Đến ngày ấy hãy ghi.")
        raise ValidationError({field: words % {"day": day(found)}})
    if found < earliest:
        words = _("Đang ghi %(day)s. Cần một ngày từ %(earliest)s trở đi.")
        raise ValidationError({field: words % {"day": day(found), "earliest": day(earliest)}})
