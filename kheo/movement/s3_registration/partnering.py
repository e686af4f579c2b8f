"""The form that asks a unit, or asks for a unit, to carry a model along; who carries which."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.actor import Actor
from kheo.kernel.ui.forms import Form
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.models import Partner, Registration
from kheo.movement.s3_registration.states import PARTNER_TONES, PartnerState
from kheo.orgs.forms import known_units, unit_field
from kheo.orgs.models import Unit
from kheo.orgs.states import Kind


class JoinForm(Form):
    contribution = forms.CharField(
        label=_("Đơn vị bạn góp việc gì?"),
        help_text=_("Một câu, in vào phiếu mô hình."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(Form):
    contribution = forms.CharField(
        label=_("Mời góp việc gì?"),
        help_text=_("Một câu, in vào phiếu mô hình; đơn vị được mời sửa được khi nhận."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.open().exclude(kind=Kind.CELL).select_related("parent")
        self.known = known_units(units)
        self.fields = {"unit": unit_field(by, _("Đơn vị được mời"), units), **self.fields}


@dataclass(frozen=True, slots=True)
class Line:
    """One unit beside the lead, and what the reader may answer."""

    partner: Partner
    tone: str
    steps: list[Step]

    @property
    def key(self) -> str:
        return str(self.partner.pk)


def lines(by: Actor, registration: Registration) -> list[Line]:
    rows = registration.partners.select_related("unit", "registration__round", "registration__unit")
    return [
        Line(p, PARTNER_TONES[PartnerState(p.state)], access.open_partner_steps(by, p))
        for p in rows
    ]


def shared_with(by: Actor, round_: Round) -> list[Partner]:
    """Return where the unit of *by* carries a model of a round along, or is asked to."""
    asked = PartnerState.ASKED
    rows = access.of_unit(by, *access.SHOWN, asked).filter(registration__round=round_)
    return list(rows.select_related("registration__unit"))
