"""Papers as PDF, set by Typst in the fonts shipped beside this module."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst

from kheo.documents.paper import qrcode
from kheo.documents.paper.description import Paper
from kheo.documents.paper.layout import laid

HERE = Path(__file__).parent
_TAGGED = 20  # papers with tags for screen readers; a bulk print would double its size by them
_LONGEST_WORD = 20  # Vietnamese words have at most seven letters; the rest are codes and addresses


def pdf(paper: Paper) -> bytes:
    """Return *paper* as a PDF."""
    return pdf_of((paper,))


def pdf_of(papers: Sequence[Paper]) -> bytes:
    """Return all *papers* as one PDF, each on pages of its own counted from 1."""
    if not papers:
        raise ValueError("Không có văn bản nào để xuất ra tệp PDF.")
    sheets = [laid(paper) for paper in papers]
    described = [plain(sheet) for sheet in sheets]
    for sheet, words in zip(sheets, described, strict=True):
        # Of the address itself: what is described may break inside, and so would the address.
        words["qr"] = qrcode.svg(sheet.qr) if sheet.qr else ""
    return compiled("paper.typ", title=sheets[0].title, author=sheets[0].author, papers=described)


def compiled(
    template: str, *, title: str, author: str, papers: Sequence[Mapping[str, Any]]
) -> bytes:
    """Return the PDF of *template* over *papers*; data never touches Typst's markup."""
    inputs = {
        "title": title,
        "author": author,
        "papers": json.dumps(papers, ensure_ascii=False),
    }
    return written(compiler(HERE / template, inputs), tagged=len(papers) <= _TAGGED)


def compiler(template: Path, inputs: dict[str, str]) -> typst.Compiler:
    """Return Typst over *template*, which reads the files beside it and *inputs*."""
    return typst.Compiler(
        input=template, root=template.parent, font_paths=_fonts(), sys_inputs=inputs
    )


def written(typeset: typst.Compiler, *, tagged: bool) -> bytes:
    made = typeset.compile(format="pdf", pdf_tags=tagged)
    if not isinstance(made, bytes):
        raise TypeError("Typst did not return one PDF.")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"]
    )


def plain(value: Any) -> Any:
    """Return *value* as JSON holds it; a dataclass names its type, long words may break."""
    result = value
    if isinstance(value, str):
        result = breakable(value)
    elif isinstance(value, list | tuple):
        result = [plain(item) for item in value]
    elif isinstance(value, date):
        result = value.isoformat()
    elif is_dataclass(value) and not isinstance(value, type):
        pairs = {name: plain(getattr(value, name)) for name in _names(type(value))}
        result = {"type": type(value).__name__} | pairs
    return result


@cache
def _names(described: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(described))


def breakable(text: str) -> str:
    """Return *text* with places to break inside words no column can hold."""
    if len(text) <= _LONGEST_WORD:
        return text
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    step = _LONGEST_WORD // 2
    if len(word) <= _LONGEST_WORD:
        return word
    return "\u200b".join(word[i : i + step] for i in range(0, len(word), step))
