"""Posts and what they let one do; who stands in; where nobody is assigned."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.orgs import access, actions, forms, gaps, past, queries, tree
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.states import DOES, Power
from kheo.orgs.views.asked import TEMPLATES, filled, post_asked, post_crumbs


@signed_in
@require_GET
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    by, post = request.actor, post_asked(request, pk)
    context = {
        "post": post,
        "crumbs": post_crumbs(by, post),
        "powers": [(power.label, DOES[power], power in post.powers) for power in Power],
        "stand_ins": queries.stand_ins(post),
        "today": clock.today(),
        "events": past.done_to(post),
        "may": access.may_grant(by, post),
        "may_end": access.may_end_post(by, post),
    }
    return page(request, f"{TEMPLATES}post.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def powers(request: ActorRequest, pk: int) -> HttpResponse:
    by, post = request.actor, post_asked(request, pk)
    initial = {"powers": post.powers, "over": tree.written(post.over)}
    return filled(
        request,
        forms.PowersForm(by, request.POST or None, initial=initial),
        lambda found: actions.set_powers(post, by=by, **found),
        crumbs=post_crumbs(by, post),
        lead=f"{post.person.full_name}, {post.title}, {post.unit.name}",
        heading=_("Quyền của chức vụ"),
        done=_("Đã lưu quyền."),
        yes=_("Lưu quyền"),
        may=access.may_grant(by, post),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def stand_in(request: ActorRequest, pk: int) -> HttpResponse:
    by, post = request.actor, post_asked(request, pk)
    form = forms.StandInForm(post, by, request.POST or None)
    return filled(
        request,
        form,
        lambda found: actions.stand_in(
            post, found["person"], by=by, place=form.place(), powers=found["powers"]
        ),
        crumbs=post_crumbs(by, post),
        lead=f"{post.title}, {post.unit.name}",
        heading=_("Giao người làm thay"),
        note=_("Người làm thay chuyển tư cách ở góc phải; hết ngày, quyền tự hết."),
        done=_("Đã giao làm thay."),
        yes=_("Giao làm thay"),
        may=access.may_grant(by, post),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: int) -> HttpResponse:
    by, post = request.actor, post_asked(request, pk)
    return filled(
        request,
        forms.EndForm(request.POST or None),
        lambda found: actions.end_post(post, by=by, **found),
        crumbs=post_crumbs(by, post),
        lead=f"{post.person.full_name}, {post.title}, {post.unit.name}",
        heading=_("Kết thúc chức vụ"),
        done=_("Đã kết thúc chức vụ."),
        yes=_("Kết thúc"),
        danger=True,
        may=access.may_end_post(by, post),
    )


@signed_in
@require_GET
def register(request: ActorRequest) -> HttpResponse:
    """Show who leads and who is the officer of each agency, and where nobody does."""
    by, every = request.actor, "tat-ca" in request.GET
    require(access.may_enter, by, None)
    rows = gaps.assignments(by, on=clock.today(), every=every)
    context = {"page": paged(request.GET, rows, "path"), "every": every}
    return page(request, f"{TEMPLATES}register.html", context, fragment="rows")
