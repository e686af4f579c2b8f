"""The addresses of the site, from the resolver itself: none can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One address of the site: its name, who opens it, and by which methods."""

    name: str
    pattern: str
    access: str  # public, signed in, or library
    methods: tuple[str, ...]
    view: Any


def _methods(view: Any) -> tuple[str, ...]:
    """Return the methods a view takes, from the decorator that turns the others away."""
    while view is not None:
        held = dict(zip(view.__code__.co_freevars, view.__closure__ or (), strict=False))
        if "request_method_list" in held:
            return tuple(held["request_method_list"].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return ()


def _address(name: str, pattern: str, view: Any) -> Address:
    if not view.__module__.startswith("kheo."):
        return Address(name, pattern, "library", (), view)
    access = "signed in" if getattr(view, "signed_in", False) else "public"
    return Address(name, pattern, access, _methods(view), view)


def _walk(patterns: list[Any], before: str = "", spaces: str = "") -> Iterator[Address]:
    for each in patterns:
        place = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{spaces}{each.namespace}:" if each.namespace else spaces
            yield from _walk(each.url_patterns, place, inner)
        elif isinstance(each, URLPattern):
            yield _address(f"{spaces}{each.name}", place, each.callback)


def addresses() -> list[Address]:
    return list(_walk(get_resolver("kheo.project.urls").url_patterns))
