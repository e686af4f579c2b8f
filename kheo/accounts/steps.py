"""A code of the phone is taken once, whatever process of the server it comes to (RFC 6238, 5.2).

allauth remembers used codes in the cache, which is each process's own here; the last half minute
somebody used is kept in the database.
"""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt

from kheo.accounts.models import CodeStep


def take(authenticator: Authenticator, code: str) -> bool:
    """Use up the half minute of a right *code*; False when it or a later one was used before."""
    secret = decrypt(authenticator.data["secret"])
    step = max(
        (
            step
            for step in yield_hotp_counters_from_time()
            if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
        ),
        default=0,  # a half minute has passed since the code was found right
    )
    row, _made = CodeStep.objects.get_or_create(user_id=authenticator.user_id)
    # Of two that come at once the database lets one through.
    return CodeStep.objects.filter(pk=row.pk, step__lt=step).update(step=step) == 1
