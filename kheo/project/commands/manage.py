"""``kheo manage …``: Django's own commands."""

from collections.abc import Sequence

from django.core.management import execute_from_command_line


def run(argv: Sequence[str]) -> int:
    execute_from_command_line(["kheo manage", *argv])
    return 0
