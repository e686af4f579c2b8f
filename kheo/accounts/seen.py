"""When a session was last active: noted by the machine as pages are asked for, by nobody's act."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache

from kheo.kernel import clock

SEEN_EVERY = 300  # seconds: how exactly a session knows when it was last active


def note_seen(session: SessionBase) -> None:
    """Write down that somebody is at work in *session*, once in a few minutes and per process.

    Not into the session itself: to save it would make it last longer.
    """
    signed_in = session.get("account_authentication_methods")
    if not signed_in or clock.now().timestamp() - signed_in[0].get("at", 0) < SEEN_EVERY:
        return
    if cache.add(f"seen:{session.session_key}", value=True, timeout=SEEN_EVERY):
        rows = UserSession.objects.filter(session_key=session.session_key)
        rows.update(last_seen_at=clock.now())
