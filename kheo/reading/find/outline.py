"""The contents: numbered items and the dashes under them, as a tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kheo.reading.facts import Fact, Item
from kheo.reading.paper import Block, Paper

_DASHES = {"dash", "plus"}
_ABOVE = {"chapter", "article", "roman"}  # stand under no dash


@dataclass(slots=True)
class _Node:
    block: Block
    end: int
    children: list["_Node"] = field(default_factory=list)


def find_contents(paper: Paper) -> tuple[Fact[Item], ...]:
    """Return the numbered contents of the body in order (001-04, 002-01, 004-03).

    Plain paragraphs after an item belong to it when another item of its rank follows;
    the closing paragraphs of a paper therefore stay outside.
    """
    roots = _tree(paper.region("body"))
    return tuple(_fact(paper, node) for node in roots if node.block.style not in _DASHES)


def _tree(blocks: Sequence[Block]) -> list[_Node]:
    roots: list[_Node] = []
    path: list[_Node] = []
    pending: int | None = None
    for block in blocks:
        if not block.style:
            pending = block.end if path else None
            continue
        apart = pending is not None and block.style not in _DASHES
        if (apart or block.style in _ABOVE) and not _numbered(path[:1]):
            path = []  # a list of bare dashes is over where numbers begin
        at = _rank(path, block)
        if pending is not None and at is None and path and block.style in _DASHES:
            path, at = _numbered(path), None  # dashes after a plain paragraph belong to the item
        if pending is not None and path:
            _extend(path if at is None else path[: at + 1], pending)
        pending = None
        path = path if at is None else path[:at]
        node = _Node(block, block.end)
        (path[-1].children if path else roots).append(node)
        path = [*path, node]
        _extend(path, block.end)
    return roots


def _rank(path: list[_Node], block: Block) -> int | None:
    """Return the depth at which an item of the same style already stands, None if deeper."""
    return next((i for i, node in enumerate(path) if node.block.style == block.style), None)


def _numbered(path: list[_Node]) -> list[_Node]:
    return [node for node in path if node.block.style not in _DASHES]


def _extend(path: list[_Node], end: int) -> None:
    for node in path:
        node.end = max(node.end, end)


def _fact(paper: Paper, node: _Node) -> Fact[Item]:
    children = tuple(_fact(paper, child) for child in node.children)
    stop = min((c.block.start for c in node.children), default=node.end)
    text = paper.text[node.block.body : stop].strip()
    value = Item(node.block.number, text, children)
    return paper.fact("item", (node.block.start, node.end), value)
