"""How allauth behaves here."""

import base64
import secrets
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest  # noqa: TID251 allauth's own signature
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.accounts import lockout
from kheo.accounts.models import User
from kheo.kernel import clock

PLACES = 100  # where one account may be open at once
_WRONG = _("Tên đăng nhập, thư điện tử hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ.")


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up by themselves: an agency creates its people."""

    # allauth has no Vietnamese catalogue of its own.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã khoá. Người quản trị của cơ quan mở lại được."),
        "cannot_remove_primary_email": _("Không bỏ được địa chỉ chính."),
        "duplicate_email": _("Địa chỉ này đã có trong tài khoản."),
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "username_email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "email_taken": _("Địa chỉ này thuộc một tài khoản khác."),
        "enter_current_password": _("Mật khẩu đang dùng không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "invalid_password_reset": _("Đường dẫn đặt mật khẩu không còn dùng được."),
        "too_many_login_attempts": _("Sai quá nhiều lần. Chờ ít phút rồi thử lại."),
        "unknown_email": _("Không tài khoản nào dùng địa chỉ này."),
        "unverified_primary_email": _("Địa chỉ chính phải được xác nhận trước."),
        "rate_limited": _("Gửi quá nhiều lần. Chờ ít phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 allauth's signature
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        """End the oldest sessions of an account open in too many places: each is looked at below."""
        kept = UserSession.objects.filter(user=user).order_by("-created_at", "-pk")
        for session in kept[PLACES - 1 :]:
            session.end()
        return super().pre_login(request, user, **kwargs)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        now = clock.now()
        if until := lockout.locked(*self._counted(request, credentials), at=now):
            raise ValidationError(lockout.words(until, now))
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            lockout.clear(lockout.account(user))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        now = clock.now()
        if until := lockout.fail(*self._counted(request, credentials), at=now):
            lockout.note(lockout.named(_typed(credentials)))
            raise ValidationError(lockout.words(until, now))

    def _counted(
        self, request: HttpRequest, credentials: dict[str, Any]
    ) -> tuple[lockout.Counted, lockout.Counted]:
        ip = lockout.address(self.get_client_ip(request))
        return lockout.typed_name(_typed(credentials)), ip


def _typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


def _fernet() -> Fernet:
    key = salted_hmac("kheo.accounts.factors", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


class FactorsAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors: drawn with our own library, their secrets sealed, kept where they are owed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Tài khoản có xác thực hai bước không thêm thư điện tử ở đây."),
        "cannot_delete_authenticator": _(
            "Người quản trị phải có xác thực hai bước. Thêm cách khác trước, rồi mới bỏ cách này."
        ),
        "cannot_generate_recovery_codes": _("Bật xác thực hai bước trước, rồi mới có mã dự phòng."),
        "incorrect_code": _("Mã không đúng, đã dùng hoặc đã đổi. Gõ mã đang hiện trên điện thoại."),
        "unverified_email": _("Xác nhận thư điện tử trước, rồi mới bật xác thực hai bước."),
    }

    def get_totp_label(self, user: User) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return "Khéo"

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        # With its namespace: the page shows it as a picture.
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=2, light="#fff")
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; after a change of the key one that nobody knows, never an empty one."""
        try:
            return str(_fernet().decrypt(encrypted_text.encode()), "ascii")
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 allauth's signature
        count: int = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Khoá %s") % (count + 1)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of somebody who owes one; the rest may go."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(
            pk__in=[authenticator.pk]
        )
        if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            return True
        return not import_string(settings.OWES_FACTOR)(authenticator.user_id)
