"""``kheo reindex``: write the search index anew, after data came in past the trail."""

from collections.abc import Sequence

from django.db import transaction

from kheo.desk import search
from kheo.project.commands.console import say


@transaction.atomic
def run(argv: Sequence[str]) -> None:  # noqa: ARG001 every command is given its words
    say(f"Đã lập chỉ mục cho {search.reindex()} mục.")
