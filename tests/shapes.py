"""What a statement asks of a database, part by part.

Which conditions stand beside one another, which plain columns are fetched or set and for how many
something is asked is nothing a database could answer differently; a comparison, a join, a function,
an order is. So a statement is taken to its parts, subqueries too, and each part counts once. Where
parts have a say in one another (grouped, distinct, united, locked) they stay together.
"""

import re
from collections.abc import Iterator

SAME = (
    (re.compile(r"'[^']*'"), "%s"),
    (re.compile(r"\d+"), "0"),
    (re.compile(r"(?:%s|NULL)(?:, (?:%s|NULL))+"), "%s"),
)
PLAIN = re.compile(r'(?:"\w+"\.)?"\w+"(?: AS "\w+")?')
CLAUSE = re.compile(
    r" (SELECT|FROM|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|OFFSET|FOR UPDATE|UNION ALL|UNION|EXCEPT"
    r"|INTERSECT|SET|VALUES|ON CONFLICT|RETURNING) "
)
TOGETHER = re.compile(r"\b(GROUP BY|DISTINCT|UNION|EXCEPT|INTERSECT|FOR UPDATE|OVER|WITH)\b")
UNITED = {"UNION", "EXCEPT", "INTERSECT"}
JOIN = re.compile(r" (?=(?:INNER|LEFT OUTER|CROSS) JOIN )")
EITHER = re.compile(r" (?:AND|OR) ")
FOLDED = re.compile("[\ue000-\uf8ff]")  # one letter for each pair of brackets
FIRST = 0xE000


def parts(sql: str) -> set[str]:
    """Return what *sql* asks."""
    for pattern, word in SAME:
        sql = pattern.sub(word, sql)
    found: set[str] = set()
    _statement(sql, found)
    return found


def _fold(sql: str) -> tuple[str, list[str]]:
    """Return *sql* with a letter for each outer pair of brackets, and what stood in each."""
    flat: list[str] = []
    inner: list[str] = []
    depth = start = 0
    for place, letter in enumerate(sql):
        depth -= letter == ")"
        if not depth:
            if letter == "(":
                start = place + 1
            elif letter == ")":
                flat.append(chr(FIRST + len(inner)))
                inner.append(sql[start:place])
            else:
                flat.append(letter)
        depth += letter == "("
    return "".join(flat), inner


def _split(by: re.Pattern[str], flat: str, inner: list[str]) -> Iterator[str]:
    """Yield the pieces of a folded text, their brackets open again."""
    for piece in by.split(flat):
        yield FOLDED.sub(lambda m: f"({inner[ord(m[0]) - FIRST]})", piece)


def _conditions(text: str, found: set[str]) -> None:
    """Add each comparison of a condition."""
    for one in _split(EITHER, *_fold(text)):
        bare = one.removeprefix("NOT ").strip()
        flat, inner = _fold(bare)
        if FOLDED.fullmatch(flat) and not inner[0].startswith("SELECT "):
            _conditions(inner[0], found)
        else:
            found.add(_expression(bare, found))


def _expression(text: str, found: set[str]) -> str:
    """Return an expression without its subqueries and conditions, which are added by themselves."""
    flat, inner = _fold(text)

    def without(match: re.Match[str]) -> str:
        within = inner[ord(match[0]) - FIRST]
        if within.startswith("SELECT "):
            _statement(within, found)
            return "(SELECT)"
        if EITHER.search(_fold(within)[0]):
            _conditions(within, found)
            return "(CONDITION)"
        return f"({_expression(within, found)})"

    return FOLDED.sub(without, flat)


def _statement(sql: str, found: set[str]) -> None:
    """Add the parts of a statement, what stays together as one."""
    flat, inner = _fold(f" {sql}")
    own, *clauses = CLAUSE.split(flat)
    whole = TOGETHER.search(flat)
    if whole and whole[0] in UNITED:
        found.add(sql)
    kept = [own.split(chr(FIRST))[0].strip()]  # INSERT INTO, UPDATE, DELETE and the table
    for word, text in zip(clauses[::2], clauses[1::2], strict=True):
        if word in {"WHERE", "HAVING"}:
            for one in _split(re.compile("$^"), text, inner):
                _conditions(one, found)
            continue
        pieces = _split(JOIN if word == "FROM" else re.compile(", "), text, inner)
        items = [_expression(one, found) for one in pieces]
        if whole or word not in {"SELECT", "FROM", "ORDER BY", "SET"}:
            kept.append(f"{word} {', '.join(items)}")
        else:
            found.update(
                f"{kept[0]} {word} {one}".strip() for one in items if not _plain(word, one)
            )
    if any(kept):
        found.add(" ".join(kept).strip())


def _plain(word: str, item: str) -> bool:
    """Tell whether *item* is a column that is fetched as it is."""
    return word == "SELECT" and bool(PLAIN.fullmatch(item))
