"""Everything that changes a numbering book.

1. lines    what a line holds and how a number comes into its book; asks no rule itself
2. taking   a number is held, taken with its paper, or typed because it was taken elsewhere
3. keeping  a paper that came is entered; a number is issued, cancelled, or its paper withdrawn
4. rules    how numbers are written, and the terms of committees
"""

from kheo.documents.books.about import About
from kheo.documents.books.actions.keeping import arrive, cancel, enter, issue, withdraw
from kheo.documents.books.actions.rules import rule, term
from kheo.documents.books.actions.taking import attach, note_outside, reserve, take, typed

__all__ = [
    "About",
    "arrive",
    "attach",
    "cancel",
    "enter",
    "issue",
    "note_outside",
    "reserve",
    "rule",
    "take",
    "term",
    "typed",
    "withdraw",
]
