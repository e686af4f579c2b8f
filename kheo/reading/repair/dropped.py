"""Letters gone without a trace: "ngy thng" for "ngày tháng"."""

from functools import lru_cache
from itertools import chain

from kheo.reading.repair.language import NUMBER, Language
from kheo.reading.repair.lattice import Edge, Lattice
from kheo.reading.repair.losses import Loss, remains
from kheo.reading.repair.runs import Damage
from kheo.reading.repair.syllables import canonical, syllables
from kheo.reading.repair.words import Word

_MOST = 14  # readings of one word that are worth a look
_SURE_OF_BROKEN = 0.3  # a word that cannot be is changed for the best there is
_SURE_OF_WHOLE = 0.5
_FOREIGN = -6.0  # what it costs to leave a word that cannot be


def put_back(
    row: list[list[Word]], damage: Damage, language: Language
) -> list[tuple[Word, str, float]]:
    """Return the words of the damaged runs that read better whole, the reading, how sure it is."""
    changes: list[tuple[Word, str, float]] = []
    first = 0
    for clause in row:
        numbers = range(first, first + len(clause))
        first += len(clause)
        if damage.words.isdisjoint(numbers):
            continue
        lost = [number in damage.words for number in numbers]
        edges = list(
            chain.from_iterable(
                _readings(clause, at, damage.loss if lost[at] else None, language)
                for at in range(len(clause))
            )
        )
        path = Lattice(edges, len(clause), language).best([edge.cost for edge in edges])
        for word, choice in zip(clause, path, strict=True):
            right = edges[choice.edge].written
            if right != word.low and choice.sure >= _needed(word):
                changes.append((word, right, choice.sure))
    return changes


def _needed(word: Word) -> float:
    return _SURE_OF_WHOLE if word.low in syllables() else _SURE_OF_BROKEN


def _readings(
    clause: list[Word],
    at: int,
    loss: Loss | None,
    language: Language,
) -> list[Edge]:
    word = clause[at]
    if word.text[0].isdigit():
        return [Edge(at, at + 1, NUMBER, word.text)]
    stays = Edge(at, at + 1, canonical(word.text), word.low)
    if word.fixed or loss is None or not loss.letters.isdisjoint(word.low) or is_short(clause, at):
        return [stays]
    likely = _likely(word.low, loss, language)
    edges = [Edge(at, at + 1, canonical(w), w) for w in likely if w != word.low]
    if word.low in syllables():
        return [*edges, stays]
    return [*edges, Edge(at, at + 1, canonical(word.text), word.low, _FOREIGN)]


@lru_cache(maxsize=5000)
def _likely(low: str, loss: Loss, language: Language) -> list[str]:
    """Return the words that *low* may be left of, likely first."""
    found = remains(loss).get(low, ())
    ranked = sorted(found, key=lambda w: -language.words.get(canonical(w), 0.0))
    return [w for w in ranked if language.words.get(canonical(w), 0.0)][:_MOST] or ranked[:_MOST]


_ABBREVIATIONS = frozenset(
    (
        "UBND", "HĐND", "MTTQ", "KT", "TM", "TL", "TUQ", "QĐ", "NĐ", "CP", "TT", "TTg",
        "CT", "VP", "VT", "KH", "HD", "BC", "TB", "CV", "TTr", "NQ", "NV", "TW", "BTV",
        "BCH", "UB", "LĐ", "TP", "HCM", "CNTT", "XHCN", "CNXH", "HTX", "TDP", "KDC", "ATTP",
        "ANTT", "QPAN", "KTXH", "TTHC", "CCHC", "BCĐ", "HĐTĐKT", "TĐKT", "DVC", "VH", "TH",
        "KTTH", "CTMT",
    )
)  # fmt: skip


def is_short(clause: list[Word], at: int) -> bool:
    """Tell whether the word stands for a name by its capitals: UBND, KT, "CT"."""
    text = clause[at].text
    if not text.isupper():
        return False
    if len(text) == 1:
        return at + 1 == len(clause) and not _among_capitals(clause, at)
    return text in _ABBREVIATIONS or not _among_capitals(clause, at)


def _among_capitals(clause: list[Word], at: int) -> bool:
    """Tell whether the nearest words beside it are in capitals too, as in a heading."""
    before = [w.text for w in clause[:at] if w.text[0].isalpha()][-1:]
    after = [w.text for w in clause[at + 1 :] if w.text[0].isalpha()][:1]
    return any(text.isupper() and text not in _ABBREVIATIONS for text in before + after)
