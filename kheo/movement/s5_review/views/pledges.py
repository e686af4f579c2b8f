"""The pledges of a round over HTTP: confirming, recording, withdrawing."""

from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.movement.s1_directive.models import Round
from kheo.movement.s5_review import access, actions, pledges
from kheo.movement.s5_review.forms import BreachForm, WithdrawForm
from kheo.movement.s5_review.views.asked import round_of
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    return _page(request, round_, _form(request, round_))


@signed_in
@require_POST
def confirm(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    try:
        actions.confirm(round_, by=request.actor, for_unit="unit" in request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã xác nhận cam kết."))
    return redirect("review:pledges", round_id=round_.pk)


@signed_in
@require_POST
def record(request: ActorRequest, round_id: int) -> HttpResponse:
    """Take a breach; what was typed stays where something is wrong."""
    round_ = round_of(request, round_id)
    form = _form(request, round_)
    if form.is_valid():
        try:
            actions.record_breach(round_, actions.Deed(**form.deed()), by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã ghi vi phạm cam kết."))
            return redirect("review:pledges", round_id=round_.pk)
    return _page(request, round_, form)


@signed_in
@require_POST
def withdraw(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    breach = get_object_or_404(pledges.breaches(request.actor, round_), pk=pk)
    require(access.may_record_breach, request.actor, breach.unit)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        actions.withdraw_breach(breach, by=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã rút, lý do được giữ lại."))
    else:
        messages.error(request, _("Cần nêu lý do rút."))
    return redirect("review:pledges", round_id=round_.pk)


def _form(request: ActorRequest, round_: Round) -> BreachForm:
    return BreachForm(
        request.actor,
        request.POST or None,
        pledges=pledges.pledges(round_),
        units=pledges.checked_units(request.actor),
    )


def _page(request: ActorRequest, round_: Round, form: BreachForm) -> HttpResponse:
    context: dict[str, Any] = {
        "round": round_,
        "pledges": pledges.pledges(round_),
        "confirmed": pledges.confirmed(request.actor, round_),
        "mine": access.may_confirm(request.actor, round_),
        "units": access.may_confirm_unit(request.actor, round_),
        "checks": any(request.actor.has(power) for power in access.CHECKING),
        "page": paged(request.GET, pledges.breaches(request.actor, round_), "-id"),
        "form": form,
    }
    return page(request, "movement/review/pledges.html", context, fragment="")
