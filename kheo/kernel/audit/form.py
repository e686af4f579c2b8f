"""The form in which a line of the trail is stored, so that both databases hash it alike."""

import datetime as dt
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from kheo.kernel.text import nfc


class CanonicalEncoder(DjangoJSONEncoder):
    """Writes what ``chain.canonical`` writes: what SQLite stores is then what is hashed."""

    def __init__(self, **options: Any) -> None:
        fixed = {"sort_keys": True, "ensure_ascii": False, "separators": (",", ":")}
        super().__init__(**{**options, **fixed, "allow_nan": False})


def moment(at: dt.datetime) -> str:
    """Return *at* in UTC with microseconds: ``2026-11-22T03:04:05.000006Z``."""
    return f"{at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def plain(changes: Any) -> Any:
    """Return *changes* as they come back from the database: texts, numbers, truths, in NFC.

    PostgreSQL keeps numbers by value and gives 1E+2 back as 100, so whole numbers become so here.
    """
    if not changes:
        return changes
    return json.loads(nfc(json.dumps(changes, cls=CanonicalEncoder)), parse_float=_number)


def _number(text: str) -> float | int:
    value = float(text)
    return int(value) if value.is_integer() else value
