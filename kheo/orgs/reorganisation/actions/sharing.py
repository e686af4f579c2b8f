"""Of a unit that was split it is written what part of its past figures each successor is given."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.orgs.reorganisation import access, queries
from kheo.orgs.reorganisation.heirs import WHOLE
from kheo.orgs.reorganisation.models import Reorganisation, Successor


@transaction.atomic
def give_shares(event: Reorganisation, shares: Mapping[int, int], *, by: Actor) -> None:
    """Write the share of each successor, by its key: a hundred together, or nothing at all.

    With nothing the main successor is given the whole past again.
    """
    require(access.may_share, by, event)
    rows = list(queries.parts(event).select_for_update(of=("self",)))
    if set(shares) != {row.pk for row in rows} or any(not 0 <= n <= WHOLE for n in shares.values()):
        raise ValidationError(_("Ghi cho mỗi đơn vị tiếp nối một số từ 0 đến 100."))
    if (total := sum(shares.values())) not in {0, WHOLE}:
        words = _("Cộng lại được %(total)s %%. Các tỉ lệ phải cộng lại đúng 100 %%.")
        raise ValidationError(words % {"total": total})
    before = {str(row.new): row.share for row in rows}
    for row in rows:
        row.share = shares[row.pk] if total else None
    Successor.objects.bulk_update(rows, ["share"])
    after = {str(row.new): row.share for row in rows}
    changes = {name: [before[name], after[name]] for name in after}
    trail.record("reorganisation.share", event, by=by, changes=changes)
