"""Write docs/requirements.md from the scenario tests: number, what is asked, done or what is missing.

Run as ``python -m tests.scenarios.requirements``; a test compares the page with this text.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "requirements.md"
NAME = re.compile(r"test_(\d{3})_(\d{2})_")
TITLES = {
    "000": "Letter of an office: everybody registers one to three items, in two copies",
    "001": "Launch of a stage with four contents",
    "002": "Directive of a province: six tasks, a thematic year",
    "004": "Letter to divisions and a centre: five contents, four pledges, one to two models",
}


@dataclass(frozen=True)
class Requirement:
    """One numbered obligation; *missing* is what a later issue must build, or empty."""

    number: str
    asks: str
    missing: str


def _missing(function: ast.FunctionDef) -> str:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.xfail":
            given = {
                k.arg: ast.literal_eval(k.value) for k in decorator.keywords if k.arg == "reason"
            }
            return str(given["reason"])
    return ""


def requirements(seed: str) -> list[Requirement]:
    """Return the requirements of one seed, by number; a test's docstring says what is asked."""
    tree = ast.parse((HERE / f"test_seed_{seed}.py").read_text(encoding="utf-8"))
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (named := NAME.match(node.name)):
            asks = " ".join((ast.get_docstring(node) or "").split()).rstrip(".")
            found.append(Requirement("-".join(named.groups()), asks, _missing(node)))
    return sorted(found, key=lambda r: r.number)


def text() -> str:
    """Return the whole page."""
    parts = [
        "# Requirements\n",
        "Generated from `tests/scenarios/` by `make docs`; do not edit. A requirement is done when its",
        "test walks it through the real application; one that is not yet done names what is missing.\n",
    ]
    for seed, title in TITLES.items():
        rows = requirements(seed)
        done = sum(not r.missing for r in rows)
        parts += [f"## {seed}: {title}\n", f"{done} of {len(rows)} done.\n"]
        parts += ["| Number | What is asked | State |", "|---|---|---|"]
        parts += [
            f"| {r.number} | {r.asks} | {f'not yet: {r.missing}' if r.missing else 'done'} |"
            for r in rows
        ]
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
