"""The style guide, and the page for when the server itself has failed."""

import logging
import secrets
import sys
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseServerError
from django.shortcuts import render, resolve_url
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.log import log_response
from django.views.decorators.http import require_GET
from django.views.defaults import permission_denied

from kheo.kernel.ui import samples

logger = logging.getLogger(__name__)


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/guide.html", samples.guide())


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why, and log one line: a refusal is no failure and needs no traceback."""
    response = permission_denied(request, exception)
    log_response("Forbidden: %s", request.path, request=request, response=response)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Show a number to quote, and write the failure under that number into the log.

    It asks nothing of the database or the session: they may be what has failed.
    """
    number = secrets.token_hex(3).upper()
    logger.error("failure %s at %s", number, request.path, exc_info=sys.exc_info())
    return HttpResponseServerError(loader.render_to_string("500.html", {"number": number}))


ROBOTS = """User-agent: *
Allow: /$
Allow: /mo-hinh/
Allow: /bao-cao/
Allow: /xac-minh/
Disallow: /
"""


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Leave to search engines what anybody may read; the rest asks for an account anyway."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """Send the icon itself to browsers that ask without having read a page."""
    found = finders.find("icon.svg") or ""
    return HttpResponse(Path(found).read_bytes(), content_type="image/svg+xml")


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the worker from the root of the site: it answers only for what lies below its address."""
    found = Path(finders.find("sw.js") or "")
    return HttpResponse(
        found.read_bytes(), content_type="text/javascript", headers={"Cache-Control": "no-cache"}
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.method != "POST":  # no page takes PUT, PATCH or DELETE, with or without a token
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    signed_out = not getattr(request, "user", None) or not request.user.is_authenticated
    context = {"entrance": _entrance(request) if signed_out else ""}
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def _entrance(request: HttpRequest) -> str:
    """Return where to sign in, with the way back to the page that was being filled in."""
    came = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(came, {request.get_host()})
    before = urlsplit(came)
    back = urlunsplit(("", "", before.path, before.query, "")) if safe else "/"
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
