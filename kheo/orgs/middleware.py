"""Put the actor on the request."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kheo.accounts.seen import note_seen
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.orgs import queries
from kheo.orgs.models import Post
from kheo.orgs.states import Power

SESSION_KEY = "post"
FACTOR_KEY = "factor"  # set once a second factor was seen; a session ends when it is taken away
SAFE = {"GET", "HEAD", "OPTIONS"}


class ActorRequest(HttpRequest):
    """A request whose sender is signed in and holds a post."""

    actor: Actor
    posts: list[Post]


def _actor(request: HttpRequest) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    posts = queries.held(request.user.pk, on=clock.today())
    request.posts = posts  # type: ignore[attr-defined]  # ours: the shell offers the others
    return queries.actor_among(posts, request.session.get(SESSION_KEY))


def actor_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        # Lazy: a public page or a static file asks the database nothing.
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # ours
        return get_response(request)

    return middleware


def _refuse_past(request: ActorRequest) -> None:
    """Say once that the capacity somebody worked in has ended; refuse what was sent in it.

    Done in another capacity it would be another act.
    """
    chosen = request.session.get(SESSION_KEY)
    if chosen is None or any(post.pk == chosen for post in request.posts):
        return
    del request.session[SESSION_KEY]
    now = request.posts[0]
    words = _(
        "Tư cách đang dùng đã hết thời hạn. Từ giờ làm việc với tư cách %(post)s, %(unit)s."
    ) % {"post": now.title, "unit": now.unit.name}
    if request.method not in SAFE:
        raise PermissionDenied(words + " " + _("Chưa ghi gì; xem lại rồi gửi lại nếu vẫn cần."))
    messages.warning(request, words)


def _owes_factor(request: ActorRequest) -> bool:
    """Tell whether somebody who administers has still to add a second factor; asked until done."""
    if not settings.ADMIN_TWO_FACTOR or request.session.get(FACTOR_KEY):
        return False
    if not any(Power.ADMINISTER in post.powers for post in request.posts):
        return False
    if is_mfa_enabled(request.user):
        request.session[FACTOR_KEY] = True
        return False
    return True


def _came_from(request: HttpRequest) -> str:
    """Return where to go on after signing in: the page asked for, or the one a button was on.

    What was sent is gone by then, and its address may take nothing but a button.
    """
    if request.method in SAFE:
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return str(settings.LOGIN_REDIRECT_URL)
    return urlunsplit(("", "", *urlsplit(page)[2:4], ""))


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in only somebody who is signed in and holds a post; tell others what to do."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_came_from(request))
        actor = _actor(request)
        if actor is None:
            return render(request, "orgs/no_post.html", status=403)
        _refuse_past(request)  # type: ignore[arg-type]  # `_actor` has put the posts on it
        if _owes_factor(request):  # type: ignore[arg-type]  # as above
            messages.warning(
                request, _("Người quản trị phải bật xác thực hai bước. Chọn một cách.")
            )
            return redirect("mfa_index")
        request.actor = actor  # type: ignore[attr-defined]  # ours
        note_seen(request.session)
        return view(request, *args, **kwargs)

    # Wrappers around a view carry its attributes: the page of permissions reads this one.
    checked.signed_in = True  # type: ignore[attr-defined]  # a mark, not a part of the type
    return checked
