"""The levels of government, and to which one a unit belongs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.orgs import access as orgs
from kheo.orgs import answering
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.reorganisation import access, actions, forms, queries

TEMPLATES = "orgs/reorganisation/"


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Quản trị"), reverse("orgs:units")),
        (_("Cấp hành chính"), reverse("reorganisation:levels")),
    ]


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    context = {
        "levels": list(queries.levels(request.actor)),
        "today": clock.today(),
        "may": access.may_keep_levels(request.actor),
    }
    return page(request, f"{TEMPLATES}levels.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def open_(request: ActorRequest) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    return answering.filled(
        request,
        forms.LevelForm(request.POST or None),
        lambda found: actions.open_level(by=request.actor, **found),
        crumbs=_crumbs(),
        heading=_("Thêm cấp"),
        done=_("Đã thêm cấp."),
        yes=_("Thêm"),
        may=access.may_keep_levels(request.actor),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: int) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    level = get_object_or_404(queries.levels(request.actor), pk=pk)
    return answering.filled(
        request,
        forms.LevelEndForm(request.POST or None, initial={"until": level.until}),
        lambda found: actions.end_level(level, by=request.actor, **found),
        crumbs=_crumbs(),
        lead=level.name,
        heading=_("Kết thúc cấp"),
        done=_("Đã ghi ngày cuối của cấp."),
        yes=_("Lưu"),
        may=access.may_keep_levels(request.actor),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def of_unit(request: ActorRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(orgs.visible_units(request.actor), pk=pk)
    held = queries.level_of(unit, on=clock.today())
    return answering.filled(
        request,
        forms.UnitLevelForm(request.POST or None, initial={"level": held and held.level_id}),
        lambda found: actions.set_level(unit, by=request.actor, **found),
        crumbs=[
            (_("Quản trị"), reverse("orgs:units")),
            (unit.name, reverse("orgs:unit", args=[pk])),
        ],
        lead=unit.name,
        heading=_("Cấp của đơn vị"),
        done=_("Đã ghi cấp của đơn vị."),
        yes=_("Lưu"),
        may=orgs.may_change_unit(request.actor, unit),
    )
