"""Clusters and blocks over HTTP."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.orgs import access as orgs
from kheo.orgs.answering import filled
from kheo.orgs.clusters import access, actions, forms, queries
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Quản trị"), reverse("orgs:units")),
        (_("Cụm, khối thi đua"), reverse("clusters:index")),
    ]


def _own(request: ActorRequest) -> Unit:
    return get_object_or_404(orgs.visible_units(request.actor), path=request.actor.reach)


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    typed, today = request.GET.get("nam", ""), clock.today().year
    year = int(typed) if typed.isdecimal() and len(typed) == len(str(today)) else today
    years = sorted({today, year, *queries.years(request.actor)}, reverse=True)
    context = {
        "year": year,
        "years": [(one, f"?nam={one}", one == year) for one in years],
        "page": paged(request.GET, queries.listed(request.actor, year), "pk"),
    }
    return page(request, "orgs/clusters/index.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    unit, year = _own(request), clock.today().year
    form = forms.NewClusterForm(request.actor, request.POST or None, initial={"year": year})
    return filled(
        request,
        form,
        lambda found: actions.set_up(
            unit,
            by=request.actor,
            year=found["year"],
            sort=found["sort"],
            name=found["name"],
            members=form.members(),
        ),
        crumbs=_crumbs(),
        heading=_("Lập cụm, khối"),
        done=_("Đã lập."),
        yes=_("Lập"),
        may=access.may_change(request.actor, unit),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, pk: int) -> HttpResponse:
    cluster = get_object_or_404(access.visible_to(request.actor), pk=pk)
    form = forms.ClusterForm(request.actor, request.POST or None, initial=forms.written(cluster))
    return filled(
        request,
        form,
        lambda found: actions.change(
            cluster,
            by=request.actor,
            sort=found["sort"],
            name=found["name"],
            members=form.members(),
        ),
        crumbs=_crumbs(),
        lead=str(cluster.year),
        heading=cluster.name,
        done=_("Đã lưu."),
        yes=_("Lưu"),
        may=access.may_change(request.actor, cluster.unit),
    )


@signed_in
@require_POST
def copy_year(request: ActorRequest, year: int) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    n = actions.copy_year(_own(request), by=request.actor, year=year)
    messages.success(request, _("Đã lập %(n)s cụm, khối như năm trước.") % {"n": n})
    return redirect(f"{reverse('clusters:index')}?nam={year}")
