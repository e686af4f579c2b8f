"""The tree of units with its days, one unit, and what is done with it."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.ui.typed import read_day
from kheo.orgs import access, actions, past, queries, tree, unitforms
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.reorganisation import actions as levels
from kheo.orgs.reorganisation import queries as lineage
from kheo.orgs.views.asked import TEMPLATES, filled, unit_asked, unit_crumbs, words_asked
from kheo.orgs.views.trees import Days, nodes


def _day(request: ActorRequest) -> date:
    return read_day(request.GET.get("ngay", "").strip()) or clock.today()


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    by = request.actor
    require(access.may_enter, by, None)
    days = Days.asked(request.GET, tree.days_of_change(by))
    words = words_asked(request)
    context = {"days": days, "on": days.on, "words": words, "today": clock.today()}
    if words:
        context["page"] = paged(request.GET, tree.named(by, words, days.on), "path")
    else:
        opened = {int(key) for key in request.GET.getlist("mo") if key.isdecimal()}
        branches, grown = tree.grown(by, days.on, opened)
        context["nodes"] = nodes(branches, grown, request.GET, days)
    return page(request, f"{TEMPLATES}units.html", context, fragment="rows")


@signed_in
@require_GET
def branch(request: ActorRequest, pk: int) -> HttpResponse:
    """Show what stands right below a unit, a page at a time: a branch too long for the tree."""
    unit, on = unit_asked(request, pk), _day(request)
    rows = tree.children(request.actor, unit, on)
    context = {
        "unit": unit,
        "crumbs": unit_crumbs(request.actor, unit),
        "on": on,
        "page": paged(request.GET, rows, "path"),
    }
    return page(request, f"{TEMPLATES}branch.html", context, fragment="rows")


@signed_in
@require_GET
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    by, unit, today = request.actor, unit_asked(request, pk), clock.today()
    posts = list(queries.posts_in(unit, on=unit.closed_on or today)[: tree.BRANCH + 1])
    context = {
        "unit": unit,
        "crumbs": unit_crumbs(by, unit),
        "former": list(unit.former_names.all()),
        "below": paged(request.GET, tree.children(by, unit, today), "path", size=tree.BRANCH),
        "posts": posts[: tree.BRANCH],
        "more_posts": len(posts) > tree.BRANCH,
        "head": next((post for post in posts if post.is_head), None),
        "focal": queries.focal_below(unit),
        "events": past.done_to(unit),
        "lineage": lineage.of(unit, on=today),
        "may": access.may_change_unit(by, unit),
        "may_close": access.may_close_unit(by, unit),
    }
    return page(request, f"{TEMPLATES}unit.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def open_below(request: ActorRequest, pk: int) -> HttpResponse:
    parent = unit_asked(request, pk)
    form = unitforms.OpenForm(request.POST or None, initial={"line": parent.line})
    return filled(
        request,
        form,
        lambda found: levels.open_unit(
            parent,
            by=request.actor,
            name=found["name"],
            kind=found["kind"],
            on=found["on"],
            facts=form.facts(),
            level=found["level"],
        ),
        crumbs=unit_crumbs(request.actor, parent),
        done=_("Đã mở đơn vị."),
        lead=parent.name,
        heading=_("Mở đơn vị trực thuộc"),
        yes=_("Mở đơn vị"),
        may=access.may_change_unit(request.actor, parent),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, pk: int) -> HttpResponse:
    unit = unit_asked(request, pk)
    form = unitforms.UnitForm(request.POST or None, initial=unitforms.facts_of(unit))
    return filled(
        request,
        form,
        lambda _found: actions.change_unit(unit, by=request.actor, facts=form.facts()),
        crumbs=unit_crumbs(request.actor, unit),
        done=_("Đã lưu."),
        lead=unit.name,
        heading=_("Sửa thông tin đơn vị"),
        yes=_("Lưu"),
        may=access.may_change_unit(request.actor, unit),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def rename(request: ActorRequest, pk: int) -> HttpResponse:
    unit = unit_asked(request, pk)
    return filled(
        request,
        unitforms.RenameForm(request.POST or None, initial={"name": unit.name}),
        lambda found: actions.rename_unit(unit, by=request.actor, **found),
        crumbs=unit_crumbs(request.actor, unit),
        done=_("Đã đổi tên. Tên cũ vẫn tìm được."),
        lead=unit.name,
        heading=_("Đổi tên đơn vị"),
        yes=_("Đổi tên"),
        may=access.may_change_unit(request.actor, unit),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, pk: int) -> HttpResponse:
    unit = unit_asked(request, pk)
    return filled(
        request,
        unitforms.CloseForm(request.POST or None),
        lambda found: actions.close_unit(unit, by=request.actor, **found),
        crumbs=unit_crumbs(request.actor, unit),
        done=_("Đã đóng đơn vị."),
        lead=unit.name,
        heading=_("Đóng đơn vị"),
        yes=_("Đóng đơn vị"),
        danger=True,
        standing=queries.standing_in(unit, on=clock.today()),
        may=access.may_close_unit(request.actor, unit),
    )
