"""The name of a unit as one reader can tell it from others."""

from kheo.kernel.actor import Actor
from kheo.orgs.models import Unit


def above(path: str) -> str:
    """Return the path of the unit that the one at *path* lies in."""
    return path[: path.rstrip(".").rfind(".") + 1]


def needs_place(by: Actor, path: str) -> bool:
    """Tell whether *by* reaches several agencies, each with a division of that name perhaps.

    What lies in the very unit that *by* serves needs no place: there no two bear one name.
    """
    holder = above(path)
    return by.reaches(holder) and holder != by.reach


def name_for(by: Actor, unit: Unit) -> str:
    """Return the name of *unit*, with that of the unit it lies in where *by* cannot know which."""
    if not needs_place(by, unit.path):
        return unit.name
    return named(by, unit.path, unit.name, unit.parent.name if unit.parent else "")


def named(by: Actor, path: str, name: str, parent: str | None) -> str:
    """Return the same from plain values."""
    return f"{name}, {parent}" if parent and needs_place(by, path) else name
