"""Sessions of people without passing the sign-in page, which is not what is measured."""

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from kheo.accounts.models import User
from kheo.movement.models import Clause, Round
from kheo.movement.s1_directive.states import ClauseKind, Subject
from kheo.movement.s3_registration import actions
from kheo.movement.s3_registration import queries as s3
from kheo.orgs import queries
from kheo.orgs.models import Person, Post

CSRF = "c" * 32


def session_of(user: User) -> dict[str, str]:
    """Return the headers of a signed-in *user*."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    cookies = {settings.SESSION_COOKIE_NAME: store.session_key, settings.CSRF_COOKIE_NAME: CSRF}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def writers(round_: Round, count: int) -> list[dict[str, str]]:
    """Let *count* people sign in and write one draft each, by the real action; return headers."""
    missing = Person.objects.filter(user=None, active=True).exclude(sheets__round=round_)
    scope = s3.addressed_units(round_.movement.unit.path, round_).values("pk")
    free = missing.filter(unit__in=scope).select_related("unit").order_by("-pk")[:count]
    criteria = list(Clause.objects.filter(movement=round_.movement, kind=ClauseKind.CRITERION))[:1]
    return [_writer(person, round_, criteria) for person in free]


def _writer(person: Person, round_: Round, criteria: list[Clause]) -> dict[str, str]:
    user = User.objects.create(username=f"bench-{person.pk}", full_name=person.full_name)
    person.user = user
    person.save(update_fields=["user"])
    post = person.posts.first() or Post.objects.create(
        person=person, unit=person.unit, over=person.unit, title="Chuyên viên",
        since=dt.date(2020, 1, 1),
    )  # fmt: skip
    post.person = person
    facts = {
        "title": "Nội dung để đo", "duty": "Nhiệm vụ để đo", "method": "Cách làm",
        "target": "Mục tiêu", "result": "Kết quả", "criteria": criteria,
        "due_on": dt.date(round_.year, 12, 1),
    }  # fmt: skip
    actions.draft(by=queries.actor_of(post), round_=round_, subject=Subject.ITEM, facts=facts)
    return session_of(user)
