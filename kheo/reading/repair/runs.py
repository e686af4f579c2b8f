"""Where in a text letters are lost: a run of one font may be whole and the next damaged."""

import re
from dataclasses import dataclass

from kheo.reading.repair.losses import Loss, remains
from kheo.reading.repair.syllables import syllables
from kheo.reading.repair.words import Word

_SWITCH = 7.0  # what it takes to believe that a run begins or ends here
_SURE = 9.0
_BROKEN = 3.0
_LEAST_GAIN = 12.0
_FEWEST = 3  # words that cannot be, before anything is believed
_NO_VOWEL = re.compile(r"[bcdđghklmnpqrstvx]+")


@dataclass(frozen=True, slots=True)
class Damage:
    """A loss and the words (by number) in its runs."""

    loss: Loss
    words: frozenset[int]
    gain: float


def find_runs(words: list[Word], losses: tuple[Loss, ...]) -> Damage | None:
    """Return the loss that best explains the broken words of a text, and where it reigns."""
    found = [damage for loss in losses if (damage := _runs_of(words, loss))]
    return max(found, key=lambda damage: damage.gain, default=None)


def _runs_of(words: list[Word], loss: Loss) -> Damage | None:
    known, left = syllables(), remains(loss)
    told = {
        word.text: _sign(word, loss, known, left)
        for word in {word.text: word for word in words if not word.fixed}.values()
    }
    signs = [0.0 if word.fixed else told[word.text] for word in words]
    if sum(sign == _BROKEN for sign in signs) < _FEWEST:
        return None
    lost, gain = _path(signs)
    if gain < _LEAST_GAIN:
        return None
    inside = frozenset(at for at, is_lost in enumerate(lost) if is_lost)
    if sum(signs[at] == _BROKEN for at in inside) < _FEWEST:
        return None
    return Damage(loss, inside, gain)


def _sign(word: Word, loss: Loss, known: frozenset[str], left: dict[str, tuple[str, ...]]) -> float:
    """Return how far *word* speaks for (above 0) or against its letters being lost."""
    low = word.low
    if not loss.letters.isdisjoint(low):
        return -_SURE
    if low in known:
        return loss.missed
    if word.text.isupper() and len(low) > 1:  # an abbreviation, as likely as not
        return 0.0
    return _BROKEN if low in left and (len(low) > 1 or _NO_VOWEL.fullmatch(low)) else 0.0


def _path(signs: list[float]) -> tuple[list[bool], float]:
    """Return, for each word, whether it lies in a lost run, and what believing so gains."""
    whole, lost = 0.0, -_SWITCH / 2
    into_whole: list[bool] = []  # whether the best way to be whole here came from a lost run
    into_lost: list[bool] = []
    for sign in signs:
        from_lost, stays_lost = lost - _SWITCH > whole, whole - _SWITCH <= lost
        into_whole.append(from_lost)
        into_lost.append(stays_lost)
        whole, lost = (
            lost - _SWITCH if from_lost else whole,
            (lost if stays_lost else whole - _SWITCH) + sign,
        )
    state = lost > whole
    gain = max(whole, lost)
    path: list[bool] = []
    for at in range(len(signs) - 1, -1, -1):
        path.append(state)
        state = into_lost[at] if state else into_whole[at]
    return path[::-1], gain
