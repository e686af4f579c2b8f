"""Find records by names like one another: by the pairs of syllables they share, the rare ones first.

Most Vietnamese words are two syllables, so a pair is about a word. A pair that everybody writes
("mô hình") tells little and would be read from end to end: it counts, but nobody is sought by it.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import log

from django.db import connection

from kheo.kernel.search.models import Entry, Pair
from kheo.kernel.text import fold

_SYLLABLE = re.compile(r"[0-9a-z]+")
MOST = 24  # pairs of a name that count
COMMON = 2_000  # from here on a pair is common, and is counted no further
READ = 6_000  # rows read of the index for one question
COMPARED, RETURNED = 80, 30
ALIKE = 0.3  # of the weight of what is asked


def pairs(name: str) -> set[str]:
    """Return the pairs of neighbouring syllables of *name*, folded."""
    syllables = _SYLLABLE.findall(fold(name))[: MOST + 1]
    return {f"{one} {next_}"[:40] for one, next_ in pairwise(syllables)}


@dataclass(frozen=True, slots=True)
class Like:
    """One record whose name is like the one asked for."""

    kind: str
    key: int
    share: float  # of the weight of the pairs asked for


def nearest(name: str, *, paths: list[str]) -> list[Like]:
    """Return the records whose names are most like *name*, the nearest first.

    Only what belongs to everybody or lies below one of *paths*; who may see the record is asked
    of the record.
    """
    asked = sorted(pairs(name))
    places = [
        ("", "!"),
        *((path, f"{path[:-1]}/") for path in paths),
    ]  # nothing but "" is before "!"
    counts = _counts(asked, places)
    weights = {pair: log(2 * COMMON / max(counts[pair], 1)) for pair in asked}
    return _ranked(weights, _sharing(_sought(counts), places))


type Place = tuple[str, str]  # from a path until before another
_FROM = "FROM search_pair WHERE pair = %s AND path >= %s AND path < %s LIMIT %s"
_COUNT = f"SELECT CAST(%s AS varchar) AS pair, COUNT(*) AS n FROM (SELECT 1 {_FROM}) AS part"  # noqa: S608 our own words
_ENTRIES = f"SELECT entry_id FROM (SELECT entry_id {_FROM}) AS part"  # noqa: S608 our own words
_MOST_SHARED = "SELECT entry_id FROM ({}) AS part GROUP BY entry_id ORDER BY COUNT(*) DESC, entry_id DESC LIMIT %s"


def _counts(asked: list[str], places: list[Place]) -> dict[str, int]:
    """Return how many records have each pair, counted until it is common in a place."""
    counts = dict.fromkeys(asked, 0)
    if not asked:
        return counts
    each = [(pair, pair, *place, COMMON) for pair in asked for place in places]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([_COUNT] * len(each)), [one for row in each for one in row]
        )
        for pair, n in cursor.fetchall():
            counts[pair] += n
    return counts


def _sharing(sought: list[str], places: list[Place]) -> list[int]:
    """Return the entries that share the most pairs, of a common one only some are looked at."""
    if not sought:
        return []
    each = [(pair, *place, READ // 2) for pair in sought for place in places]
    entries = " UNION ALL ".join([_ENTRIES] * len(each))
    with connection.cursor() as cursor:
        asked = [one for row in each for one in row]
        cursor.execute(_MOST_SHARED.format(entries), [*asked, COMPARED])
        return [entry for (entry,) in cursor.fetchall()]


def _sought(counts: dict[str, int]) -> list[str]:
    """Return the rarest pairs, at least two where there are, until enough would be read."""
    sought: list[str] = []
    known = [pair for pair, n in counts.items() if n]
    for pair in sorted(known, key=lambda pair: (counts[pair], pair)):
        if len(sought) > 1 and sum(counts[p] for p in sought) + counts[pair] > READ:
            break
        sought.append(pair)
    return sought


def _ranked(weights: dict[str, float], keys: list[int]) -> list[Like]:
    shared: defaultdict[int, float] = defaultdict(float)
    others: Counter[int] = Counter()
    for entry, pair in Pair.objects.filter(entry__in=keys).values_list("entry", "pair"):
        if pair in weights:
            shared[entry] += weights[pair]
        else:
            others[entry] += 1
    whole = sum(weights.values())
    near = [key for key in shared if shared[key] >= ALIKE * whole]
    near.sort(key=lambda key: (-round(shared[key] / whole, 2), others[key], -key))
    near = near[:RETURNED]
    rows = Entry.objects.in_bulk(near)
    return [Like(rows[k].kind, rows[k].object_id, round(shared[k] / whole, 2)) for k in near]
