"""What the headings of a paper say its points are: "I. MỤC ĐÍCH", "II. NỘI DUNG", "III. TỔ CHỨC"."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kheo.kernel.text import fold

type Point = Mapping[str, Any]

CONTENTS = ("noi dung", "nhiem vu")
AIMS = ("muc dich", "muc tieu", "yeu cau")
LONGEST = 10  # words of a heading


def contents_of(points: Sequence[Point]) -> list[Point]:
    """Return those of *points* that are contents: below such a heading, where the paper has one."""
    headed = [point for point in points if point.get("children") and _is(point, CONTENTS)]
    return [child["value"] for point in headed for child in point["children"]] or list(points)


def aim_of(points: Iterable[Point]) -> str:
    """Return what stands below the headings that tell an aim, "" where a paper has none."""
    said = [
        "\n".join(
            [*_below(point), *(child["value"]["text"] for child in point.get("children", ()))]
        )
        for point in points
        if _is(point, AIMS)
    ]
    return "\n".join(filter(None, said))


def _is(point: Point, openings: tuple[str, ...]) -> bool:
    first = point["text"].splitlines()[0] if point["text"] else ""
    heading = fold(first).rstrip(" .:")
    return heading.startswith(openings) and len(heading.split()) <= LONGEST


def _below(point: Point) -> list[str]:
    return [line.strip() for line in point["text"].splitlines()[1:]]
