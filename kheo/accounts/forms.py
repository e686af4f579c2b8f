"""What is typed to get in: the code of an invitation, a new password, a code of the second step."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.accounts import lockout, queries, steps
from kheo.accounts.models import Invitation, User
from kheo.kernel import clock
from kheo.kernel.ui.forms import Form


class SecretForm(Form):
    """The code on a letter of invitation."""

    code = forms.CharField(
        label=_("Mã kích hoạt"),
        max_length=60,
        help_text=_("In trên thư mời, dạng 7KQF-2MXD-9TRB-H3WC. Không phân biệt chữ hoa, thường."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, ip: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ip = ip

    def clean_code(self) -> Invitation:
        now, address = clock.now(), lockout.address(self.ip)
        if until := lockout.locked(address, at=now):
            raise ValidationError(lockout.words(until, now))
        found = queries.invited_by_code(self.cleaned_data["code"], at=now)
        if found is None:
            lockout.fail(address, at=now)
            words = gettext(
                "Không có lời mời nào còn dùng được với mã này: gõ nhầm, đã dùng, đã thu hồi "
                "hoặc quá hạn. Xem lại thư, hoặc xin người quản trị thư mới."
            )
            raise ValidationError(words)
        return found


class PasswordForm(Form):
    """A new password, twice."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 10 ký tự. Một câu ngắn mà chỉ mình biết là tốt nhất."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    password2 = forms.CharField(
        label=_("Ghi lại mật khẩu mới"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean_password2(self) -> str:
        again: str = self.cleaned_data["password2"]
        if "password1" in self.cleaned_data and again != self.cleaned_data["password1"]:
            raise ValidationError(gettext("Hai lần ghi không giống nhau. Ghi lại cả hai."))
        return again


class _Counting:
    """Counts wrong codes in the database, where every process of the server sees them."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        now, counted = clock.now(), lockout.account(self.user)
        if until := lockout.locked(counted, at=now):
            raise ValidationError(lockout.words(until, now))
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of allauth's form
            self._use_up(code)
        except ValidationError:
            if until := lockout.fail(counted, at=now):
                lockout.note(self.user)
                raise ValidationError(lockout.words(until, now)) from None
            raise
        lockout.clear(counted)
        return code

    def _use_up(self, code: str) -> None:
        on_phone = self.authenticator.type == Authenticator.Type.TOTP
        if on_phone and not steps.take(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")


class CodeForm(_Counting, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code at sign-in."""


class CodeAgainForm(_Counting, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code before something that matters."""
