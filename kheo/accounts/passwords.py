"""What a password must be: long enough, and not what others would guess first.

No rule about capitals and signs: it makes passwords worse (NIST SP 800-63B, 5.1.1.2).
"""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from kheo.accounts.guessed import WORDS
from kheo.accounts.models import User
from kheo.kernel.text import fold

LONGEST_GUESSED = 72  # zxcvbn takes no more; what follows makes a password no weaker
_WORD = re.compile(r"[a-z]+")
TELLING = 6  # letters from which a name inside a longer word is no chance
GUESSABLE = 2  # zxcvbn's score up to which fewer than 10^8 guesses are enough


class LengthValidator:
    def __init__(self, shortest: int = 10) -> None:
        self.shortest = shortest

    def validate(self, password: str, _user: Any = None) -> None:
        if len(password) < self.shortest:
            words = _(
                "Mật khẩu mới có %(found)s ký tự. Cần ít nhất %(wanted)s; một câu ngắn dễ nhớ là tốt."
            )
            raise ValidationError(words % {"found": len(password), "wanted": self.shortest})

    def get_help_text(self) -> str:
        return _("Ít nhất %s ký tự. Một câu ngắn mà chỉ mình biết là tốt nhất.") % self.shortest


class GuessableValidator(CommonPasswordValidator):
    """Refuses what was leaked, what is common in Việt Nam, and what is said of the user."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = fold(password)
        try:
            super().validate(password, user)
            super().validate(plain.replace(" ", ""), user)
        except ValidationError:
            raise ValidationError(_leaked()) from None
        if _bears_name(plain, user):
            raise ValidationError(_named())
        known = [*WORDS, *_said_of(user)]
        # With and without its spaces: a name stays a name.
        tried = {plain[:LONGEST_GUESSED], plain.replace(" ", "")[:LONGEST_GUESSED]}
        if min(zxcvbn(one, user_inputs=known)["score"] for one in tried) <= GUESSABLE:
            raise ValidationError(_easy())

    def get_help_text(self) -> str:
        return _("Không dùng mật khẩu hay gặp, tên mình, tên cơ quan hoặc ngày sinh.")


def _leaked() -> str:
    return _("Mật khẩu này có trong danh sách đã lộ, người dò sẽ thử đầu tiên. Chọn một câu khác.")


def _named() -> str:
    return _("Mật khẩu này chứa tên bạn, ai quen cũng đoán được. Chọn một câu không có tên mình.")


def _easy() -> str:
    return _(
        "Mật khẩu này dễ đoán: từ quen thuộc, tên riêng hoặc dãy số. Ghép vài từ không liên quan."
    )


def _bears_name(plain: str, user: Any) -> bool:
    """Tell whether a folded password has somebody's middle and given name, or no other words.

    A year or a sign behind it, or no space between, makes it no harder to guess.
    """
    names = _WORD.findall(fold(user.full_name)) if isinstance(user, User) else []
    words = _WORD.findall(plain)
    if not (names and words):
        return False
    called = names[-2:]
    if f" {' '.join(called)} " in f" {' '.join(words)} ":
        return True
    glued = "".join(called)
    if len(glued) >= TELLING and any(glued in word for word in words):
        return True
    return re.fullmatch(f"(?:{'|'.join(names)})+", "".join(words)) is not None


def _said_of(user: Any) -> list[str]:
    """Return the words of somebody's names: they are guessed first."""
    if not isinstance(user, User):
        return []
    whole = fold(user.full_name)
    email = user.email.partition("@")[0]
    return [*whole.split(), whole.replace(" ", ""), user.username.casefold(), email.casefold()]
