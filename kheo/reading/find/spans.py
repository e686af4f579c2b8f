"""Places of the text that are already spoken for."""


class Taken:
    """It remembers which letters a fact covers; asking and marking cost the span's length."""

    def __init__(self, size: int) -> None:
        self._marks = bytearray(size)

    def free(self, start: int, end: int) -> bool:
        """Tell whether no letter from *start* up to *end* is taken."""
        return self._marks.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Mark the letters from *start* up to *end*."""
        self._marks[start:end] = b"\x01" * (end - start)
