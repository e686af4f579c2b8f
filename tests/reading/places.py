"""Where the papers of the reading tests lie: our invented ones, and the real seeds if present."""

from pathlib import Path

PAPERS = Path(__file__).parents[1] / "papers"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def copies_of(number: str) -> list[Path]:
    return [PAPERS / f"{number}.txt", *sorted(SEEDS.glob(f"{number}_*.txt"))]


def label(path: Path) -> str:
    return f"{path.parent.name}-{path.stem[:3]}"
