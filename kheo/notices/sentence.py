"""What a notice says, kept so that each reader reads it in the language of the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext, override

SOURCE = "vi"  # the language our words are written in: a text in it is the key of its translations


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words marked with ``gettext_noop``, and what stands in their places: plain or sentences too."""

    said: str
    words: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        if not self.words:
            return gettext(self.said)
        return gettext(self.said) % {name: str(word) for name, word in self.words.items()}

    @classmethod
    def of_label(cls, label: object) -> Self:
        """Return a label of choices, which is translated only when read."""
        with override(SOURCE):
            return cls(str(label))

    def written(self) -> str:
        with override(SOURCE):
            return str(self)

    def kept(self) -> list[Any]:
        """Return the sentence as JSON."""
        words = self.words.items()
        return [self.said, {n: w.kept() if isinstance(w, Sentence) else str(w) for n, w in words}]

    @classmethod
    def again(cls, kept: list[Any]) -> Self:
        said, words = kept
        return cls(said, {n: cls.again(w) if isinstance(w, list) else w for n, w in words.items()})


def joined(*parts: Sentence | str) -> Sentence:
    """Return sentences one after the other."""
    words = {f"part{n}": part for n, part in enumerate(parts) if part}
    return Sentence(" ".join(f"%({name})s" for name in words), words)
