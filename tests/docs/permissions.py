"""Write docs/permissions.md from the rules and the addresses themselves.

Run as ``python -m tests.docs.permissions``.
"""

import ast
import inspect
import logging
import os
import textwrap
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

import django
from django.db import connection
from django.test.utils import setup_test_environment
from django.utils import translation

from tests.docs.addresses import Address, addresses
from tests.docs.flows import ROOMS

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
LEGEND = """## Addresses

Everybody at every address, as `tests/docs/walk.py` finds it with one record of each kind, all of one unit.
✓ opens; ✎ does (or is told what is wrong with what was typed); ✗ refused, with the reason (403);
∅ hidden: not found (404); → led to sign in, or to prove once more who it is. Two marks are reading and writing.
A list opens to whoever may have something on it, and holds only what they may see.
"""


def _tree(function: Any) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _of_access(module: str) -> bool:
    """Tell whether *module* is the access of a stage, or a part of one that is a folder."""
    return "access" in module.split(".")[-2:]


def _asked(function: Any) -> Iterator[Any]:
    """Yield what a function names of its own module, and of the access of other stages."""
    known = function.__globals__
    for node in ast.walk(_tree(function)):
        if isinstance(node, ast.Name):
            yield known.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = known.get(node.value.id)
            if inspect.ismodule(owner) and _of_access(owner.__name__):
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
            waiting += [f for f in rules if _of_access(f.__module__)]
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
        if inspect.isfunction(value) and f"{value.__module__}.".startswith(f"{module.__name__}.")
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


def _group(address: Address) -> str:
    if address.access == "library":
        return "django-allauth and Django"
    return address.name.rpartition(":")[0] or "the whole site"


def _table(walk: Any) -> Iterator[str]:
    """Yield the lines that tell who is let in where, group by group in the order of addresses."""
    roles = import_module("tests.docs.world").ROLES
    yield LEGEND
    yield from (f"* **{role}** {words}" for role, words in roles.items())
    for group, found in groupby(sorted(addresses(), key=_group), key=_group):
        yield f"\n### {group}\n"
        yield f"| Name | Address | Methods | {' | '.join(roles)} |"
        yield "|---|---|---|" + ":-:|" * len(roles)
        for address in found:
            for key, cells in walk.rows(address):
                methods = ", ".join(address.methods)
                place = f"`/{address.pattern}`".replace("|", "\\|")
                yield f"| `{key}` | {place} | {methods} | {' | '.join(cells)} |"


def text(walk: Any) -> str:
    """Return the whole page, with the words of the rules in Vietnamese."""
    with translation.override("vi"):
        parts = [
            "# Permissions\n",
            "Generated from the `access.py` of the stages and of the tree, and by asking every address, by",
            "`make docs`; do not edit.",
            "A power counts over the unit of its post and all below; a rule may ask for more than the",
            "power, such as not judging what is one's own. A record a person may not see answers 404.\n",
        ]
        for room, package in ROOMS.items():
            parts += _area(room, package)
        parts += _area("orgs", "kheo.orgs")
        return "\n".join([*parts, *_table(walk), ""])


def main() -> None:
    """Write the page, from a database made for it."""
    setup_test_environment()
    logging.disable(logging.ERROR)  # a refusal is what is asked for here
    connection.creation.create_test_db(verbosity=0)
    with import_module("tests.docs.walk").walking() as walk:
        PAGE.write_text(text(walk), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.project.settings_test")
    django.setup()
    main()
