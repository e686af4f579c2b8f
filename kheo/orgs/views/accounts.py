"""Accounts of the people: who is invited, who has come, what is sent and printed."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kheo.accounts.models import Invitation
from kheo.accounts.states import Standing
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.orgs import access, actions, past, standing, vouching
from kheo.orgs.inviting import InviteForm
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Person
from kheo.orgs.views.asked import TEMPLATES, Crumbs, person_crumbs

ACTS = {
    "thu-hoi": actions.revoke_invitation,
    "dang-xuat": actions.sign_out,
    "bo-hai-buoc": actions.drop_factors,
    "mo-khoa": actions.unlock,
    "khoa": actions.close_account,
    "mo-lai": actions.reopen_account,
}
MOST = 200  # invited at once: as many letters as a printer takes in one go


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    by, now = request.actor, clock.now()
    require(access.may_enter, by, None)
    asked = request.GET.get("xem", "")
    which = Standing(asked) if asked in Standing.values else Standing.NONE
    rows = standing.listed(by, which, at=now)
    ways = [
        (one.label, address(request.GET, xem=one.value, sau="", truoc="", cuoi=""), one == which)
        for one in Standing
    ]
    context = {
        "page": paged(request.GET, rows, "sort_key"),
        "ways": ways,
        "which": which,
        "waiting": vouching.waiting(by),
    }
    return page(request, f"{TEMPLATES}accounts.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
@never_cache
def invite(request: ActorRequest) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    people = _asked(request)
    form = InviteForm(request.actor, people, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.invite(form.emails(), by=request.actor)
        except ValidationError as error:
            form.refuse(error)
        else:
            return _invited(request, found)
    context = {
        "form": form,
        "people": people,
        "crumbs": _crumbs(),
        "days": settings.INVITATION_DAYS,
    }
    return page(request, f"{TEMPLATES}invite.html", context, fragment="")


def _crumbs() -> Crumbs:
    return [(_("Quản trị"), reverse("orgs:units")), (_("Tài khoản"), reverse("orgs:accounts"))]


def _invited(request: ActorRequest, found: actions.Invited) -> HttpResponse:
    if found.mailed:
        words = ngettext("Đang gửi %s thư mời.", "Đang gửi %s thư mời.", len(found.mailed))
        messages.success(request, words % len(found.mailed))
    for person in found.waiting:
        messages.warning(request, f"{person}: {vouching.told(request.actor, person)}")
    if not found.by_letter:
        return redirect(f"{reverse('orgs:accounts')}?xem={Standing.INVITED}")
    letters = [
        _letter(person, invitation, secret)
        for person, invitation, secret in actions.print_letters(found.by_letter, by=request.actor)
    ]
    context = {"letters": letters, "host": settings.PUBLIC_URL + reverse("accounts:code")}
    return render(request, f"{TEMPLATES}letters.html", context)


def _letter(person: Person, invitation: Invitation, secret: str) -> dict[str, Any]:
    link = settings.PUBLIC_URL + reverse("accounts:arrive", args=[secret])
    picture = segno.make(link, error="m").svg_data_uri(scale=4, border=2)
    return {"person": person, "invitation": invitation, "secret": secret, "picture": picture}


def _asked(request: ActorRequest) -> list[Person]:
    asked = [key for key in request.GET.getlist("nguoi")[:MOST] if key.isdecimal()]
    rows = access.visible_helped(request.actor).filter(pk__in=asked)
    return list(rows.select_related("unit", "user").order_by("sort_key"))


@signed_in
@require_http_methods(["GET", "POST"])
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    by = request.actor
    people = access.visible_helped(by).select_related("unit", "user")
    person = get_object_or_404(people, pk=pk)
    if request.method == "POST":
        return _act(request, person, request.POST.get("viec", ""))
    context = {
        "person": person,
        "crumbs": person_crumbs(by, person) if access.sees_contact(by, person) else _crumbs(),
        "account": standing.account_of(person, at=clock.now()),
        "Standing": Standing,
        "now": clock.now(),
        "may": access.may_keep_account(by, person),
        "may_help": access.may_help_account(by, person),
        "here": access.sees_contact(by, person),
        "vouched": vouching.told(by, person) if person.pk != by.person_id else "",
        "events": past.done_to(person) if access.sees_contact(by, person) else [],
        "invite_url": f"{reverse('orgs:invite')}?nguoi={person.pk}",
    }
    return page(request, f"{TEMPLATES}account.html", context, fragment="")


def _act(request: ActorRequest, person: Person, what: str) -> HttpResponse:
    act = ACTS.get(what)
    if act is None:
        raise PermissionDenied(_("Trang này không có việc ấy. Mở lại trang rồi chọn lại."))
    try:
        act(person, by=request.actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã làm xong."))
    return redirect("orgs:account", pk=person.pk)
