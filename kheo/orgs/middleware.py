"""Put the actor on the request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.orgs import queries
from kheo.orgs.models import Post

SESSION_KEY = "post"


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


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in only somebody who is signed in and holds a post; tell others what to do."""

    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = _actor(request)
        if actor is None:
            return render(request, "orgs/no_post.html", status=403)
        request.actor = actor  # type: ignore[attr-defined]  # ours
        return view(request, *args, **kwargs)

    # Wrappers around a view carry its attributes: the page of permissions reads this one.
    checked.signed_in = True  # type: ignore[attr-defined]  # a mark, not a part of the type
    return checked
