"""How likely one word follows another in official Vietnamese.

Read only when a paper is found damaged. `phrases.txt` was written for the project: what offices
write, field by field. `compounds.txt` lists compound words (see data/README.md for its source).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from kheo.reading.repair.syllables import canonical, syllables

BREAK = ""  # what stands before the first word after a mark or a line's start
NUMBER = "0"  # what any number counts as
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CLAUSE = re.compile(r"[^,.;:()\n#]+")
_PHRASE_WEIGHT = 3.0
_COMPOUND_WEIGHT = 1.0
_COMPOUND_WORD = 0.3
_REMEMBERED = 50_000  # pairs of words whose chance is kept
_RARE = 0.02  # what a syllable that no list knows counts for


class Language:
    """Counts of words and of pairs, and the chance they give."""

    def __init__(self) -> None:
        self.words: defaultdict[str, float] = defaultdict(float)
        self.pairs: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.follow: defaultdict[str, float] = defaultdict(float)
        self.kinds: Counter[str] = Counter()
        self.total = 0.0
        self.compounds: frozenset[tuple[str, ...]] = frozenset()
        self.chance = lru_cache(_REMEMBERED)(self._chance)  # a damaged paper asks it 5,000 times

    def learn(self, clauses: Iterable[list[str]], weight: float, word_weight: float) -> None:
        """Count the *clauses*, lists of canonical words; a first BREAK counts as no word."""
        for clause in clauses:
            before = None
            for word in clause:
                if word != BREAK:
                    self.words[word] += word_weight
                    self.total += word_weight
                if before is None:
                    before = word
                    continue
                pair = before, word
                if pair not in self.pairs:
                    self.kinds[before] += 1
                self.pairs[pair] += weight
                self.follow[before] += weight
                before = word

    def _chance(self, before: str, word: str) -> float:
        """Return the logarithm of the chance that *word* follows *before*."""
        alone = (self.words.get(word, 0) + _RARE) / (self.total + _RARE * len(syllables()))
        seen = self.follow.get(before, 0)
        if not seen:
            return log(alone)
        kinds = self.kinds[before]
        together = self.pairs.get((before, word), 0)
        return log((together + kinds * alone) / (seen + kinds))


@cache
def language() -> Language:
    """Return the language as the shipped lists know it."""
    known = Language()
    phrases = ([BREAK, *clause] for clause in clauses_of(_text("phrases.txt")))
    known.learn(phrases, _PHRASE_WEIGHT, _PHRASE_WEIGHT)
    compounds = list(clauses_of(_text("compounds.txt")))
    known.learn(compounds, _COMPOUND_WEIGHT, _COMPOUND_WORD)
    known.compounds = frozenset(tuple(words) for words in compounds)
    return known


def clauses_of(text: str) -> Iterator[list[str]]:
    """Yield the words between two marks of *text*, canonical."""
    for clause in _CLAUSE.findall(text):
        words = [NUMBER if w.isdigit() else canonical(w) for w in _WORD.findall(clause)]
        if words:
            yield words


def _text(name: str) -> str:
    return files("kheo.reading.repair").joinpath("data", name).read_text(encoding="utf-8")
