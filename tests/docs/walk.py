"""Everybody at every address: who is let in, who is refused, from whom it is hidden."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import time_machine
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client, override_settings
from django.urls import reverse

from tests.conftest import NOON
from tests.docs.addresses import Address
from tests.docs.world import ROLES, World, build

SEEN, DONE, REFUSED, HIDDEN, LED = "✓", "✎", "✗", "∅", "→"
MARKS = {403: REFUSED, 404: HIDDEN, 405: ""}
# What is typed where an act would otherwise end before anybody asks who acts.
TYPED: dict[str, dict[str, str]] = {
    "orgs:account": {"viec": "dang-xuat"},
    "directive:judge": {"all": "1"},
    "directive:mend": {"all": "1"},
    "registration:act": {"act": "accept"},
}
# What the walk does not ask about costs it nothing: what is on the pages, and where sessions lie.
BARE = override_settings(
    TEMPLATES=[{"BACKEND": "tests.docs.blank.BlankTemplates"}],
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
)


def mark(response: Any, method: str) -> str:
    """Return what an answer means to who asked."""
    led = tuple(resolve_url(name) for name in (settings.LOGIN_URL, "account_reauthenticate"))
    if response.headers.get("Location", "").startswith(led):
        return LED
    return MARKS.get(response.status_code, SEEN if method == "GET" else DONE)


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Walk:
    """The clients of all roles in one world; what is done there is undone at once."""

    def __init__(self) -> None:
        self.world: World = build()
        self.clients = {role: self._client(role) for role in ROLES}

    def _client(self, role: str) -> Client:
        client = Client()
        if role in self.world.posts:
            client.force_login(self.world.posts[role].person.user)
        return client

    def keys(self, name: str) -> list[str]:
        """Return the name of an address, or one for each kind of record it is asked about."""
        return [key for key in self.world.places if key.startswith(f"{name} ")] or [name]

    def rows(self, address: Address) -> Iterator[tuple[str, list[str]]]:
        """Yield an address, once for each kind of record, with the marks of every role."""
        for key in self.keys(address.name):
            if address.access == "library":  # which knows of accounts, and of no post
                stranger, anybody = (self._library(role, key) for role in ("anonymous", "own unit"))
                yield key, [stranger, *[anybody] * (len(ROLES) - 1)]
            else:
                yield key, [self.cell(self.clients[r], key, address.methods) for r in ROLES]

    def _library(self, role: str, key: str) -> str:
        return self.cell(self._client(role), key, ("GET", "POST"))

    def cell(self, client: Client, key: str, methods: Sequence[str]) -> str:
        """Return the marks of one role at one address: one where every method gives the same."""
        marks = [self.asked(client, key, method) for method in methods]
        return " ".join(filter(None, dict.fromkeys(marks)))

    def asked(self, client: Client, key: str, method: str) -> str:
        name = key.partition(" ")[0]
        url = reverse(name, args=self.world.places.get(key, ()))
        if method == "GET":  # what writes nothing needs no undoing
            return mark(client.get(url), method)
        with undone():
            return mark(client.post(url, TYPED.get(name, {})), method)


@contextmanager
def walking() -> Iterator[Walk]:
    """Build the world, hand out its walk, and leave nothing of it behind."""
    with BARE, time_machine.travel(NOON, tick=False), undone():
        yield Walk()
