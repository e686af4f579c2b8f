"""The secret of an invitation: what is printed and typed, and the digest that is kept."""

import re
import secrets

from django.utils.crypto import salted_hmac

# Crockford's digits: no I, L, O, U, so that a printed code is read as it was meant.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")
_GROUPS, _GROUP = 4, 4  # 80 bits: nobody guesses one, so a plain keyed digest keeps it
_TIDY = re.compile(r"[\W_]+")  # spaces and every kind of dash


def made() -> str:
    """Return a new secret: ``7KQF-2MXD-9TRB-H3WC``."""
    groups = ("".join(secrets.choice(_DIGITS) for _n in range(_GROUP)) for _g in range(_GROUPS))
    return "-".join(groups)


def tidied(typed: str) -> str:
    """Return a typed secret as it was printed, whatever its case, spaces and look-alikes."""
    plain = _TIDY.sub("", typed).upper().translate(_READ_AS)
    return "-".join(plain[n : n + _GROUP] for n in range(0, len(plain), _GROUP))


def digest(secret: str) -> str:
    return salted_hmac("kheo.accounts.invitation", tidied(secret), algorithm="sha256").hexdigest()
