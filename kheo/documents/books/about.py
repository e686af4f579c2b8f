"""What a line of a book says of its paper, as it is handed to the actions."""

from dataclasses import dataclass
from datetime import date

from kheo.documents.models import OfficialDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a line says of its paper."""

    on: date
    subject: str = ""
    parties: str = ""
    kind: str = ""
    symbol: str = ""
    document: OfficialDocument | None = None
    misdated: str = ""  # why its day is not in the order of the numbers
    next_year: bool = False  # whether the book of a year to come may be opened for it
