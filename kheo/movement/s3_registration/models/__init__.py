"""What stage 3 keeps.

sheets (a sheet, its copies, its registrations, the tallies) · supplements (papers that follow
one already received, the receipts before them) · aside (who is exempt, who was
missing as a year was closed, what was merged) · wording (the form of a movement in its versions) · partners (units that carry a model
together) · scanning (piles of scanned sheets and their pages) · entries (sheets entered from
paper) · loads (what was entered for others at once).
"""

from kheo.movement.s3_registration.models.aside import Absence, Exemption, Merger
from kheo.movement.s3_registration.models.entries import PaperEntry
from kheo.movement.s3_registration.models.loads import Entry, Load
from kheo.movement.s3_registration.models.partners import Partner
from kheo.movement.s3_registration.models.scanning import Scan, ScanPage
from kheo.movement.s3_registration.models.sheets import (
    STANDS,
    Copy,
    DayTally,
    Registration,
    Sheet,
    Tally,
    sort_key,
    two_copies,
)
from kheo.movement.s3_registration.models.supplements import Receipt, Supplement
from kheo.movement.s3_registration.models.wording import FormVersion

__all__ = [
    "STANDS",
    "Absence",
    "Copy",
    "DayTally",
    "Entry",
    "Exemption",
    "FormVersion",
    "Load",
    "Merger",
    "PaperEntry",
    "Partner",
    "Receipt",
    "Registration",
    "Scan",
    "ScanPage",
    "Sheet",
    "Supplement",
    "Tally",
    "sort_key",
    "two_copies",
]
