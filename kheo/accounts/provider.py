"""Sign-in at one provider of the province, by OpenID Connect with state, PKCE and a nonce.

allauth sends no nonce and trusts the channel for the signature; here both are asked for.
"""

import secrets
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse  # noqa: TID251 allauth's own signatures
from django.shortcuts import render
from django.utils.translation import gettext as _

from kheo.accounts import actions
from kheo.accounts.models import User
from kheo.accounts.states import Standing
from kheo.kernel import clock
from kheo.kernel.actor import Actor


class NonceAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Checks the signature of every token, though it came by a channel of its own."""

    def _decode_id_token(self, app: Any, id_token: str) -> Any:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth ships no types
    oauth2_adapter_class = NonceAdapter

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> HttpResponse:
        nonce = secrets.token_urlsafe(24)
        params = {**self.get_auth_params(), "nonce": nonce}
        kwargs.pop("auth_params", None)  # nobody else's, from the address
        kwargs.pop("scope", None)
        answer: HttpResponse = super().redirect(
            request, process, auth_params=params, nonce=nonce, **kwargs
        )
        return answer


class KnownAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Lets in whom the agency has invited, and makes an account for nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        state, data = sociallogin.state, sociallogin.account.extra_data
        token, said = data.get("id_token") or {}, data.get("userinfo") or {}
        nonce = state.get("nonce")
        genuine = nonce and secrets.compare_digest(str(token.get("nonce", "")), nonce)
        if not genuine or said.get("sub", token["sub"]) != token["sub"]:
            raise _refused(
                request, _("Câu trả lời của nơi đăng nhập chung không khớp câu hỏi. Thử lại.")
            )
        if state.get("process") != "login":
            raise _refused(request, _("Ở đây chỉ dùng nơi đăng nhập chung để đăng nhập."))
        if not sociallogin.is_existing:
            self._join(request, sociallogin, {**token, **said})

    def _join(self, request: HttpRequest, sociallogin: SocialLogin, said: dict[str, Any]) -> None:
        """Tie what the provider said to the account it is about, else refuse in words."""
        user = meant(said)
        if user is None:
            raise _refused(request, _unknown(said))
        actions.join(user, by=Actor(user_id=user.pk, name=user.full_name))
        sociallogin.connect(request, user)


def meant(said: dict[str, Any]) -> User | None:
    """Return the one invited or known account with the verified address or the code *said*."""
    claim = settings.OIDC_CODE_CLAIM
    users = User.objects.filter(is_active=True)
    if claim and said.get(claim):
        found = list(users.filter(person__code=str(said[claim]), person__active=True)[:2])
    elif said.get("email") and said.get("email_verified") is True:
        found = list(users.filter(email__iexact=said["email"])[:2])
    else:
        return None
    if len(found) != 1:
        return None
    known = {Standing.INVITED, Standing.ACTIVE}
    return found[0] if found[0].standing(at=clock.now()) in known else None


def _unknown(said: dict[str, Any]) -> str:
    """Return why nobody is meant by what the provider *said*, by what was compared."""
    claim = settings.OIDC_CODE_CLAIM
    if claim and said.get(claim):
        words = _(
            "Nơi đăng nhập chung nhận ra mã cán bộ %(who)s, nhưng chưa ai ở đây được mời với mã ấy. "
            "Nhờ người quản trị của cơ quan xem lại mã và mời."
        )
        return words % {"who": said[claim]}
    if said.get("email") and said.get("email_verified") is not True:
        words = _(
            "Nơi đăng nhập chung chưa xác nhận địa chỉ %(who)s nên không dùng để đăng nhập được. "
            "Xác nhận địa chỉ ấy ở đó trước, rồi thử lại."
        )
        return words % {"who": said["email"]}
    words = _(
        "Nơi đăng nhập chung nhận ra %(who)s, nhưng chưa ai ở đây được mời với địa chỉ ấy. "
        "Nhờ người quản trị của cơ quan mời, đúng địa chỉ ấy."
    )
    return words % {"who": said.get("email") or said.get("name") or said["sub"]}


def _refused(request: HttpRequest, words: str) -> ImmediateHttpResponse:
    page = "socialaccount/authentication_error.html"
    return ImmediateHttpResponse(render(request, page, {"refusal": words}, status=403))
