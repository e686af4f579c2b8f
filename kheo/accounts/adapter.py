"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest  # noqa: TID251 allauth's own signature
from django.utils.translation import gettext_lazy as _

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
