"""Make the list of compound words again: `python -m bench.compounds WORDS.TXT`."""

import sys
from pathlib import Path

from kheo.reading.repair.syllables import is_syllable

_SHIPPED = Path(__file__).parents[1] / "kheo" / "reading" / "repair" / "data" / "compounds.txt"
_FEWEST, _MOST = 2, 4


def main() -> None:
    """Keep the words of several syllables that Vietnamese spelling allows."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").lower().splitlines()
    words = {
        " ".join(parts)
        for parts in (line.split() for line in lines)
        if _FEWEST <= len(parts) <= _MOST and all(is_syllable(part) for part in parts)
    }
    _SHIPPED.write_text("".join(f"{word}\n" for word in sorted(words)), encoding="utf-8")


if __name__ == "__main__":
    main()
