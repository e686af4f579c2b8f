"""What the desk asks in words: the day of the trail."""

from django.utils.translation import gettext_lazy as _

from kheo.kernel.ui.forms import DateField, Form


class DayForm(Form):
    """The day whose events are shown, kept in the address; without one, all."""

    ngay = DateField(label=_("Ngày"), required=False)
