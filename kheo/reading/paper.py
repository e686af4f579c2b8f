"""The fourth step: clean, repaired text → paragraphs ("blocks") and the regions of an official paper."""

from bisect import bisect_right
from dataclasses import dataclass

from kheo.reading.blocks import Block, blocks_of
from kheo.reading.cleaning import CleanText, clean
from kheo.reading.facts import Change, Fact
from kheo.reading.regions import regions_of
from kheo.reading.repair.mending import mend
from kheo.reading.unfolding import unfold

__all__ = ["Block", "Paper", "segment"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A text ready for the finders, which work on `text` and report places of the original."""

    original: str
    clean: CleanText
    blocks: tuple[Block, ...]
    changes: tuple[Change, ...] = ()
    _starts: tuple[int, ...] = ()  # of the blocks: asked for at every match

    @property
    def text(self) -> str:
        """The clean text."""
        return self.clean.text

    def region(self, *names: str) -> list[Block]:
        """Return the blocks of the regions *names*, in order."""
        return [block for block in self.blocks if block.region in names]

    def words(self, block: Block) -> str:
        """Return the text of *block* without its list marker."""
        return self.text[block.body : block.end]

    def fact[V](
        self, kind: str, span: tuple[int, int], value: V, doubt: str = "", suggestion: str = ""
    ) -> Fact[V]:
        """Return the fact *kind* that stands at *span* of the clean text."""
        start, end = self.clean.span(*span)
        quote = self.original[start:end].strip()
        words = self.text[slice(*span)].strip()
        if quote != words or "\n" in words:
            quote = " ".join((words if self._is_mended(start, end) else quote).split())
        return Fact(kind, quote, start, end, value, doubt, suggestion)

    def _is_mended(self, start: int, end: int) -> bool:
        """Tell whether a word between two places of the original was repaired."""
        at = bisect_right(self.changes, start, key=lambda change: change.end)
        return at < len(self.changes) and self.changes[at].start < end

    def region_at(self, at: int) -> str:
        """Return the region of the clean letter *at*."""
        found = bisect_right(self._starts, at)
        return self.blocks[found - 1].region if found else "body"


def segment(original: str) -> Paper:
    """Return *original* as a Paper.

    Regions: "head" (names of the state, number, date, title), "addressee", "body",
    "recipient", "signature" and "chrome" (what a web page or a scanner put round the paper).
    """
    cleaned, changes = mend(clean(original), original)
    cleaned = unfold(cleaned)
    raw = blocks_of(cleaned.text)

    def parted(at: int) -> bool:
        before = cleaned.span(raw[at - 1].start, raw[at - 1].end)[1] if at else 0
        return original.count("\n", before, cleaned.span(raw[at].start, raw[at].end)[0]) > 1

    regions = regions_of(cleaned.text, raw, parted)
    blocks = tuple(
        block if region == "body" else block._replace(region=region)
        for block, region in zip(raw, regions, strict=True)
    )
    return Paper(original, cleaned, blocks, changes, tuple(block.start for block in blocks))
