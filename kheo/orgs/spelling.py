"""How a person's name is spelt: the same rule for a form and for a sheet."""

import unicodedata

from django.utils.translation import gettext as _

SIGNS = frozenset(" '\u2019-.")  # Niê Y-Bhăm, H'Hen, Nguyễn V. An


def why_no_name(name: str) -> str:
    """Return, in words, why *name* is nobody's: signs that cannot be seen, digits, other signs."""
    if not name.isprintable():
        return _("Có ký tự không in được. Gõ lại ô này.")
    if strange := next((sign for sign in name if not _fits(sign)), ""):
        words = _("Trong họ tên có “%s”. Họ tên chỉ gồm chữ cái; bỏ chữ số và dấu lạ.")
        return words % strange
    return ""


def _fits(sign: str) -> bool:
    return sign in SIGNS or unicodedata.category(sign)[0] in "LM"  # letters and their marks
