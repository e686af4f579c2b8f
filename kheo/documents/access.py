"""Who may see and register a document."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.documents.models import OfficialDocument
from kheo.kernel.access import ALLOWED, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Power


def visible_to(by: Actor) -> QuerySet[OfficialDocument]:
    """Return the documents of the units above, which all staff may read, and of those below."""
    return OfficialDocument.objects.filter(
        under(by.reach, "unit__path") | Q(unit__path__in=ancestors_of(by.unit_path))
    ).select_related("unit")


def may_register(by: Actor, _document: OfficialDocument | None = None) -> Verdict:
    if by.has(Power.LAUNCH) or by.has(Power.FILE):
        return ALLOWED
    return denied(_("Việc nạp văn bản do văn thư hoặc người phụ trách phong trào làm."))
