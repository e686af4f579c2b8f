"""The first sign-in: from the code of an invitation to a password of one's own."""

from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods
from requests import RequestException

from kheo.accounts import actions, forms, queries
from kheo.accounts.models import Invitation
from kheo.accounts.provider import NonceAdapter
from kheo.kernel import clock
from kheo.kernel.actor import Actor

GONE = "account/activate_gone.html"
SECRET = "invitation"  # noqa: S105 the name of the place in the session


@require_GET
@never_cache
def arrive(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the code of a mailed link out of the address, where others could read it."""
    if queries.invited_by_code(secret, at=clock.now()) is None:
        return render(request, GONE, status=404)
    request.session[SECRET] = secret
    return redirect("accounts:password")


@require_http_methods(["GET", "POST"])
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    form = forms.SecretForm(get_adapter().get_client_ip(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[SECRET] = form.data["code"]
        return redirect("accounts:password")
    return render(request, "account/activate.html", {"form": form})


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    invitation = _asked(request)
    if invitation is None:
        return render(request, GONE, status=404)
    form = forms.PasswordForm(invitation.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen, by = form.cleaned_data["password1"], _invited(invitation)
        try:
            user = actions.activate(invitation, by=by, password=chosen)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session.pop(SECRET, None)
            messages.success(request, _("Đã đặt mật khẩu. Từ nay đăng nhập bằng mật khẩu này."))
            done: HttpResponse = perform_login(request, user, email_verification="none")
            return done
    return render(
        request, "account/activate_password.html", {"form": form, "user_": invitation.user}
    )


def _asked(request: HttpRequest) -> Invitation | None:
    return queries.invited_by_code(request.session.get(SECRET, ""), at=clock.now())


def _invited(invitation: Invitation) -> Actor:
    return Actor(user_id=invitation.user_id, name=invitation.user.full_name)


@require_GET
def provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the sign-in of the province, if one is configured."""
    return _at_provider(OAuth2LoginView, request, provider_id)


@require_GET
@never_cache
def returned(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the province's sign-in says about who is there."""
    return _at_provider(OAuth2CallbackView, request, provider_id)


def _at_provider(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = kind.adapter_view(NonceAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except RequestException:
        page = "socialaccount/authentication_error.html"
        return render(request, page, status=HTTPStatus.BAD_GATEWAY)
    return answer


@require_GET
def cancelled(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/login_cancelled.html")
