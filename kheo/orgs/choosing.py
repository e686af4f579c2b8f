"""A unit chosen from a list: one that shares its name with another is told by the unit above."""

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Count, QuerySet

from kheo.orgs.models import Unit
from kheo.orgs.tree import written


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # always of Unit
    """One of the units of ``queryset``; names that stand there twice carry the unit above."""

    def __init__(self, **kwargs: Any) -> None:
        self.offered: QuerySet[Unit] = Unit.objects.none()
        super().__init__(self.offered, **kwargs)

    def offer(self, units: QuerySet[Unit]) -> None:
        """Let one of *units* be chosen."""
        self.offered = units
        self.queryset = units.select_related("parent")

    def label_from_instance(self, obj: Unit) -> str:
        return written(obj) if obj.folded in self._shared else obj.name

    @cached_property
    def _shared(self) -> set[str]:
        rows = Unit.objects.filter(pk__in=self.offered.values("pk")).order_by().values("folded")
        return set(rows.annotate(n=Count("pk")).filter(n__gt=1).values_list("folded", flat=True))
