"""What the holder of a post hands on for a while, and what others have handed to them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kheo.kernel import clock
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.page import page
from kheo.orgs import access, actions, deputing, queries
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.views.asked import TEMPLATES, Crumbs, filled


def _crumbs() -> Crumbs:
    return [(_("Bàn làm việc"), reverse("desk")), (_("Uỷ quyền"), reverse("orgs:delegations"))]


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    by = request.actor
    given, received = queries.delegations(access.handed_on(by), by.me)
    context = {
        "crumbs": _crumbs()[:1],
        "given": given,
        "received": received,
        "today": clock.today(),
        "may": access.may_delegate(by, access.own_post(by)),
    }
    return page(request, f"{TEMPLATES}delegations.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def give(request: ActorRequest) -> HttpResponse:
    by, post = request.actor, access.own_post(request.actor)
    may = access.may_delegate(by, post)
    form = deputing.DelegateForm(post, request.POST or None) if post and may else Form()
    return filled(
        request,
        form,
        lambda found: actions.delegate(post, by=by, **found),  # type: ignore[arg-type]  # refused above without one
        crumbs=_crumbs(),
        lead=by.capacity,
        heading=_("Uỷ quyền"),
        note=_("Người được uỷ quyền chuyển tư cách ở góc phải. Bạn vẫn làm được mọi việc như cũ."),
        done=_("Đã uỷ quyền."),
        yes=_("Uỷ quyền"),
        may=may,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def revoke(request: ActorRequest, pk: int) -> HttpResponse:
    by = request.actor
    rows = access.handed_on(by).select_related("person", "unit", "stands_for")
    post = get_object_or_404(rows, pk=pk)
    return filled(
        request,
        Form(request.POST if request.method == "POST" else None),
        lambda _found: actions.revoke(post, by=by),
        crumbs=_crumbs(),
        lead=f"{post.person.full_name}: {post}",
        heading=_("Thu hồi uỷ quyền"),
        note=_("Quyền hết ngay khi thu hồi. Những gì đã làm thay được giữ nguyên."),
        done=_("Đã thu hồi uỷ quyền."),
        yes=_("Thu hồi"),
        danger=True,
        may=access.may_revoke(by, post),
    )
