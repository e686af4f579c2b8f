"""``kheo migrate``: create or upgrade the database, and let it count what it holds."""

from collections.abc import Sequence

from django.core.management import call_command

from kheo.project import statistics
from kheo.project.commands.console import say


def run(argv: Sequence[str]) -> int:
    call_command("migrate", *argv, interactive=False, verbosity=0)
    statistics.refresh()
    say("Cơ sở dữ liệu đã ở bản mới nhất.")
    return 0
