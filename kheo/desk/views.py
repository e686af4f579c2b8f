"""The desk over HTTP: home, search, capacity, notices, the movement's page."""

from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from kheo.desk import figures, forms, heat, queries, trailing, waits
from kheo.desk import history as told
from kheo.desk import search as box
from kheo.desk.days import days as known_days
from kheo.kernel.access import require
from kheo.kernel.audit import trail
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.movement.s1_directive import access
from kheo.movement.s1_directive import queries as s1
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.access import in_cell
from kheo.movement.s4_progress.lagging import lagging
from kheo.notices import access as notice_access
from kheo.notices import actions as notice_actions
from kheo.orgs.access import may_read_trail
from kheo.orgs.middleware import SESSION_KEY, ActorRequest, signed_in
from kheo.orgs.reorganisation import reading
from kheo.orgs.states import Power


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the desk of who is signed in, and to everybody else what anybody may read."""
    if request.user.is_authenticated:
        return _desk(request)
    return page(request, "desk/public.html", {}, fragment="")


@signed_in
def _desk(request: ActorRequest) -> HttpResponse:
    by, may_launch = request.actor, {"may_launch": request.actor.has(Power.LAUNCH)}
    if not (rounds := s1.open_rounds(by)):
        return page(request, "desk/home.html", may_launch, fragment="")
    days = known_days(*rounds, by=by)
    waiting = queries.waiting_in_all(by, rounds, days)
    round_ = queries.chosen(request.GET.get("phong-trao", ""), waiting)
    lines, due = sorted(chain(*waiting.values()), key=waits.by_day), days[round_.pk].milestones
    counts = queries.figures(by, round_)
    context = {
        "current": round_,
        "choices": queries.choices(rounds, round_),
        "waiting": waits.grouped(lines),
        "waiting_count": len(lines),
        "lead": figures.lead(due),
        "counts": counts,
        "line": figures.line(by, round_, due, counts),
        "said": figures.said(counts),
        "elsewhere": queries.elsewhere(by, request.posts, rounds, days, lines),
        "lagging": (late := lagging(by, round_, limit=5)),
        "together": figures.together(late),
    }
    return page(request, "desk/home.html", context | may_launch, fragment="")


@signed_in
@require_GET
def movements(request: ActorRequest) -> HttpResponse:
    context = {"movements": queries.movements(request.actor)}
    return page(request, "desk/movements.html", context, fragment="")


@signed_in
@require_GET
def movement(request: ActorRequest, round_id: int) -> HttpResponse:
    by = request.actor
    round_ = get_object_or_404(access.visible_rounds(by), pk=round_id)
    due = known_days(round_, by=by)[round_.pk].milestones
    told = reading.way(
        request.GET, path := by.reach or by.unit_path, closed=round_.state != RoundState.OPEN
    )
    units = paged(request.GET, heat.units(by, round_, told), "path", size=heat.SIZE)
    rows, cell = heat.rows(round_, units.rows, due, told), in_cell(by)
    context = {
        "round": round_,
        "years": queries.years(round_),
        "funnel": [] if cell else figures.funnel(by, round_),  # a cell has members, not models
        "fields": [] if cell else figures.fields(by, round_),
        "due": figures.year_line(due, round_),
        "units": units,
        "rows": [row for row in rows if row.says] if cell else rows,
        "ways": reading.switch(request.GET, told) if told else (),
        "shared": reading.shared(path, told),
        "may_close": access.may_close(by, round_),
    }
    return page(request, "desk/movement.html", context, fragment="heat")


@signed_in
@require_GET
def current(request: ActorRequest, stage: str) -> HttpResponse:
    """Lead from the menu to a stage of the round that is open now."""
    round_ = s1.current_round(request.actor)
    names = {
        "dang-ky": "registration:index",
        "y-kien": "citizens:grievances",
        "bao-cao": "report:index",
    }
    if round_ is None or stage not in names:
        return redirect("movements")
    return redirect(names[stage], round_id=round_.pk)


@signed_in
@require_GET
def search(request: ActorRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    context = {"q": query, "found": box.find(request.actor, query) if query else []}
    return page(request, "desk/search.html", context, fragment="found")


@signed_in
@require_POST
def capacity(request: ActorRequest) -> HttpResponse:
    """Act in another of one's own posts from now on."""
    chosen = request.POST.get("post", "")
    if chosen in {str(post.pk) for post in request.posts}:
        request.session[SESSION_KEY] = int(chosen)
    # The page one came from may not be there in the new capacity: begin at the desk.
    return redirect("desk")


@signed_in
@require_http_methods(["GET", "POST"])
def notices(request: ActorRequest) -> HttpResponse:
    if request.method == "POST":
        notice_actions.read_all(by=request.actor)
        return redirect("notices")
    rows = notice_access.visible_to(request.actor)
    context = {"page": paged(request.GET, rows, "-id"), "title": _("Thông báo")}
    return page(request, "desk/notices.html", context, fragment="rows")


@signed_in
@require_GET
def whole_trail(request: ActorRequest) -> HttpResponse:
    """Show what was done everywhere, and whether the trail that tells it is whole."""
    require(may_read_trail, request.actor, None)
    form = forms.DayForm(request.GET if "ngay" in request.GET else None)
    day = form.cleaned_data["ngay"] if form.is_valid() else None
    events = paged(request.GET, trailing.events(day), "-id")
    context = {
        "page": events,
        "lines": trailing.lines(events.rows),
        "form": form,
        "kept": trailing.kept(),
    }
    return page(request, "desk/trail.html", context, fragment="rows")


@signed_in
@require_GET
def history(request: ActorRequest, kind: str, pk: int) -> HttpResponse:
    """Show what was done with a record, to whoever may see the record itself."""
    if kind not in told.KINDS:
        raise Http404
    known = told.KINDS[kind]
    subject = get_object_or_404(known.visible(request.actor), pk=pk)
    events = paged(request.GET, trail.history_of(subject), "-id")
    context = {
        "subject": subject,
        "label": known.label,
        "back": known.url(subject),
        "page": events,
        "entries": told.entries(subject, events.rows),
    }
    return page(request, "desk/history.html", context, fragment="rows")
