"""Write docs/flows.md from the flows themselves. Run as ``python -m tests.docs.flows``."""

from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation

from kheo.kernel.workflow.flow import Flow

PAGE = Path(__file__).parents[2] / "docs" / "flows.md"
STAGES = (
    "s1_directive", "s2_plan", "s3_registration", "s4_progress",
    "s5_review", "s6_commendation", "s7_replication", "s8_report",
)  # fmt: skip
# The stages in order, then the areas that have a flow of their own; each by its package.
ROOMS = {stage: f"kheo.movement.{stage}" for stage in STAGES} | {
    area: f"kheo.{area}" for area in ("citizens", "outreach")
}


def flows(package: str) -> list[Flow]:
    module = import_module(f"{package}.states")
    return [value for value in vars(module).values() if isinstance(value, Flow)]


def rows(flow: Flow) -> list[str]:
    return [
        f"| `{step.name}` | {step.label} | {', '.join(sorted(step.sources))} | {step.target} |"
        f" {'yes' if step.needs_note else ''} |"
        for step in flow
    ]


def text() -> str:
    """Return the whole page, with the labels in Vietnamese."""
    with translation.override("vi"):
        parts = [
            "# Flows\n",
            "Generated from each stage's and area's `states.py` by `make docs`; do not edit.\n",
        ]
        for room, package in ROOMS.items():
            for flow in flows(package):
                parts += [f"## {room}: {flow.kind}\n"]
                parts += ["| Step | Button | From | To | Needs a reason |", "|---|---|---|---|---|"]
                parts += [*rows(flow), ""]
        return "\n".join(parts)


if __name__ == "__main__":
    settings.configure(USE_I18N=True, LANGUAGE_CODE="vi")
    django.setup()
    PAGE.write_text(text(), encoding="utf-8")
