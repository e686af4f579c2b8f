"""Who acts, and in what capacity."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Actor:
    """One person holding one post in one unit, or the system itself.

    Every action names its actor; there is no action by nobody. ``unit_path`` is the unit of the
    post; ``reach`` is the unit over which, with all below, the post's powers hold (a records
    clerk sits in a division and serves the whole agency).
    """

    user_id: int | None
    name: str
    person_id: int | None = None
    post_id: int | None = None
    post: str = ""
    unit_id: int | None = None
    unit_path: str = ""
    unit_name: str = ""
    unit_kind: str = ""
    reach: str = ""
    powers: frozenset[str] = frozenset()
    last_day: date | None = None  # of who acts for another for a while
    # Unread; read together with the post so that the shell asks nothing more, and no part of who acts.
    notices: int = field(default=0, compare=False)

    @classmethod
    def system(cls, name: str) -> "Actor":
        return cls(user_id=None, name=name)

    @property
    def capacity(self) -> str:
        """Return the words that stand after the name: post and unit."""
        return f"{self.post}, {self.unit_name}" if self.unit_name else self.post

    @property
    def me(self) -> int:
        """Return the key of the person who acts; 0, which is nobody's, for the system."""
        return self.person_id or 0

    @property
    def over_all(self) -> bool:
        """Tell whether the powers hold over the root, and so over every unit."""
        return self.reach.count(".") == 1

    def has(self, power: str) -> bool:
        return power in self.powers

    def reaches(self, path: str) -> bool:
        """Tell whether the unit at *path* is the one the actor's powers hold over, or below it."""
        return bool(self.reach) and path.startswith(self.reach)

    def may(self, power: str, path: str) -> bool:
        return power in self.powers and self.reaches(path)
