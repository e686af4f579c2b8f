"""What administrators type about clusters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.kernel.actor import Actor
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import Form, YearField
from kheo.orgs import tree
from kheo.orgs.clusters.actions import Members
from kheo.orgs.clusters.models import Cluster
from kheo.orgs.clusters.states import Part, Sort
from kheo.orgs.forms import known_units, line, unit_field
from kheo.orgs.reorganisation.forms import UnitsField


class ClusterForm(Form):
    """A cluster with its units."""

    name = line(_("Tên cụm, khối"), length=200)
    sort = forms.ChoiceField(label=_("Loại"), choices=Sort.choices, widget=Pills)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"] = unit_field(by, _("Cụm trưởng, khối trưởng"))
        self.fields["deputy"] = unit_field(by, _("Cụm phó, khối phó"), required=False)
        self.fields["others"] = UnitsField(
            by, label=_("Các đơn vị khác"), required=False,
            help_text=_("Mỗi dòng một đơn vị, ghi tên hoặc mã."),
        )  # fmt: skip
        self.known = known_units(tree.open_to(by))

    def members(self) -> Members:
        found = self.cleaned_data
        return Members(chair=found["chair"], deputy=found["deputy"], others=found["others"])


class NewClusterForm(ClusterForm):
    year = YearField(label=_("Năm"), low=2000, high=2100)

    field_order = ("year", "name", "sort")


def written(cluster: Cluster) -> dict[str, Any]:
    """Return what the form of a cluster begins with."""
    rows = list(cluster.memberships.select_related("unit__parent").order_by("unit__path"))
    by_part = {row.part: tree.written(row.unit) for row in rows}
    others = [tree.written(row.unit) for row in rows if row.part == Part.MEMBER]
    return {
        "name": cluster.name,
        "sort": cluster.sort,
        "chair": by_part.get(Part.CHAIR, ""),
        "deputy": by_part.get(Part.DEPUTY, ""),
        "others": "\n".join(others),
    }
