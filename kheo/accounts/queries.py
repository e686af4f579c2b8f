"""Questions about accounts and invitations."""

from datetime import datetime

from kheo.accounts import codes
from kheo.accounts.models import Invitation


def invited_by_code(typed: str, *, at: datetime) -> Invitation | None:
    """Return the live invitation whose secret was *typed*, if there is one."""
    found = Invitation.objects.live(at=at).filter(digest=codes.digest(typed))
    return found.select_related("user").filter(user__is_active=True).first()
