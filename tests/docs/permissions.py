"""Write docs/permissions.md from the rules and the addresses themselves.

Run as ``python -m tests.docs.permissions``.
"""

import ast
import inspect
import os
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from tests.docs.flows import STAGES

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"


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


def _tree(function: Any) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _asked(function: Any) -> Iterator[Any]:
    """Yield what a function names of its own module, and of the access of other stages."""
    known = function.__globals__
    for node in ast.walk(_tree(function)):
        if isinstance(node, ast.Name):
            yield known.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = known.get(node.value.id)
            if inspect.ismodule(owner) and owner.__name__.endswith(".access"):
                yield getattr(owner, node.attr)


def _reached(function: Any) -> list[Any]:
    """Return *function* and the rules it leans on, each once."""
    found: list[Any] = []
    waiting = [function]
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            rules = [f for f in _asked(one) if inspect.isfunction(f)]
            waiting += [f for f in rules if f.__module__.endswith(".access")]
    return found


def powers(function: Any) -> str:
    """Return the labels of the powers a function asks for, in the order of the posts."""
    power = import_module("kheo.orgs.states").Power
    found = set()
    for one in _reached(function):
        for node in ast.walk(_tree(one)):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Power":
                found.add(power[node.attr])
        found |= {p for asked in _asked(one) if isinstance(asked, frozenset) for p in asked}
    return ", ".join(str(one.label) for one in power if one in found)


def refusal(function: Any) -> str:
    """Return the first sentence with which a rule refuses."""
    for one in _reached(function):
        for node in ast.walk(_tree(one)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "denied":
                words = node.args[0]
                if isinstance(words, ast.Name):
                    return str(one.__globals__[words.id])
                texts = [n.value for n in ast.walk(words) if isinstance(n, ast.Constant)]
                return " ".join(str(texts[0]).split())
    return ""


def _area(title: str, package: str) -> list[str]:
    module = import_module(f"{package}.access")
    own = {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__
    }
    lines = [f"## {title}\n", "| What is seen | Powers that count |", "|---|---|"]
    for name, value in own.items():
        if name.startswith(("visible_", "listed_")):
            said = (inspect.getdoc(value) or name.replace("_", " ")).splitlines()[0]
            lines.append(f"| `{name}`: {said} | {powers(value)} |")
    lines += ["", "| Step or act | Rule | Powers that count | Otherwise |", "|---|---|---|---|"]
    steps: dict[str, list[str]] = {}
    for name, table in vars(module).items():
        if name.endswith("RULES"):
            for step, rule in table.items():
                steps.setdefault(rule.__name__, []).append(f"`{step}`")
    for name, value in own.items():
        if name.startswith("may_") or name in steps:
            acts = ", ".join(steps.get(name, ()))
            lines.append(f"| {acts} | `{name}` | {powers(value)} | {refusal(value)} |")
    return [*lines, ""]


def text() -> str:
    """Return the whole page, with the words of the rules in Vietnamese."""
    with translation.override("vi"):
        parts = [
            "# Permissions\n",
            "Generated from the `access.py` of the stages and of the tree, and from the addresses, by",
            "`make docs`; do not edit.",
            "A power counts over the unit of its post and all below; a rule may ask for more than the",
            "power, such as not judging what is one's own. A record a person may not see answers 404.\n",
        ]
        for stage in STAGES:
            parts += _area(stage, f"kheo.movement.{stage}")
        parts += _area("orgs", "kheo.orgs")
        parts += ["## Addresses\n", "| Name | Address | Who | Methods |", "|---|---|---|---|"]
        parts += [
            f"| `{a.name}` | `/{a.pattern}` | {a.access} | {', '.join(a.methods)} |"
            for a in addresses()
        ]
        return "\n".join([*parts, ""])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.project.settings_test")
    django.setup()
    PAGE.write_text(text(), encoding="utf-8")
