"""What is wrong with a Word file that is to be a master, and where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from jinja2 import TemplateError
from lxml import etree

from kheo.documents.paper.check.checking import Report, report
from kheo.documents.paper.check.styles import W
from kheo.documents.paper.description import Paper
from kheo.documents.paper.master.filling import filled
from kheo.documents.paper.master.words import BLOCKS, REQUIRED, WORDS, Kind
from kheo.reading.opening.package import Package

_TAG = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}")
_LOOSE = re.compile(r"{{|}}|{%|%}|{#|#}")
_INLINE = re.compile(r"{{\s*(\w+)\s*}}")
_BLOCK = re.compile(r"{{p\s+(\w+)\s*}}")
_WHETHER = re.compile(r"{%(?:p|tr)?\s+if\s+(\w+)\s*%}")
_END = re.compile(r"{%(?:p|tr)?\s+(?:else|endif)\s*%}")
_FETCHES = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|DATABASE|IMPORT)\b")
_ACTIVE = re.compile(r"vbaproject|vbadata|activex|/embeddings/|\.bin$", re.IGNORECASE)
_MOST = 1_000_000  # letters of XML: filling searches them many times over
_NEAR = 60  # letters of a line that are shown


class Fault(StrEnum):
    MACRO = "macro"  # *found* is the part of the file
    EXTERNAL = "external"  # where it leads
    FETCHES = "fetches"  # the field that fetches
    ELSEWHERE = "elsewhere"  # the part of the file that holds a word
    SYNTAX = "syntax"
    UNKNOWN = "unknown"
    WHOLE = "whole"  # a word of whole paragraphs inside a line, or beside other text
    INSIDE = "inside"  # a word of a line asked for as whole paragraphs
    MISSING = "missing"
    UNFILLABLE = "unfillable"
    LONG = "long"  # how many letters its text takes as XML


@dataclass(frozen=True)
class Problem:
    """One thing wrong: what was found, in which paragraph from 1 (0: none), near which words."""

    fault: Fault
    found: str = ""
    line: int = 0
    near: str = ""


def problems(data: bytes, shown: str, kind: Kind, sample: Sequence[Paper]) -> list[Problem]:
    """Return what makes the .docx *data* unfit to be the master of *kind*; [] for a fit one.

    Raises UnreadableError for what is no Word file, or one made to harm.
    """
    package = Package(data, shown)
    size = len(etree.tostring(package.document()))
    if size > _MOST:
        return [Problem(Fault.LONG, str(size))]
    found = [*_foreign(package), *_spoken(package, kind)]
    return found or _tried(data, sample)


def measured(data: bytes, shown: str, sample: Sequence[Paper]) -> Report:
    """Return how the *sample* deviates from the rules of papers once *data* lays it out."""
    return report(filled(data, sample), shown)


def _foreign(package: Package) -> Iterator[Problem]:
    """Yield what runs or leads out of the file."""
    for name in package.names():
        if _ACTIVE.search(name):
            yield Problem(Fault.MACRO, name)
        elif name.endswith(".rels"):
            root = package.tree(name)
            for link in () if root is None else root:
                if link.get("TargetMode", "").lower() == "external":
                    yield Problem(Fault.EXTERNAL, link.get("Target", "")[:200])
        elif name.endswith(".xml"):
            yield from _beside(package, name)


def _beside(package: Package, name: str) -> Iterator[Problem]:
    root = package.tree(name)
    if root is None:
        return
    if name == "[Content_Types].xml" and b"macroEnabled" in etree.tostring(root):
        yield Problem(Fault.MACRO, name)
    asked = "".join(e.text or "" for e in root.iter(f"{W}instrText"))
    asked += " ".join(e.get(f"{W}instr", "") for e in root.iter(f"{W}fldSimple"))
    if found := _FETCHES.search(asked):
        yield Problem(Fault.FETCHES, found[0])
    if name != "word/document.xml" and _LOOSE.search(
        "".join(str(text) for text in root.itertext())
    ):
        yield Problem(Fault.ELSEWHERE, name)


def _spoken(package: Package, kind: Kind) -> Iterator[Problem]:
    """Yield what is wrong with the words of the text itself."""
    used: set[str] = set()
    for number, line in enumerate(package.document().iter(f"{W}p"), start=1):
        text = "".join(run.text or "" for run in line.iter(f"{W}t") if _own(run, line))
        for problem in _line(text, kind, used):
            yield Problem(problem.fault, problem.found, number, text.strip()[:_NEAR])
    for name in REQUIRED[kind]:
        if name not in used:
            yield Problem(Fault.MISSING, name)


def _own(run: etree._Element, line: etree._Element) -> bool:
    """Tell whether *run* stands in *line* itself, not in a paragraph of a box within it."""
    return next(run.iterancestors(f"{W}p")) is line


def _line(text: str, kind: Kind, used: set[str]) -> Iterator[Problem]:
    for tag in _TAG.findall(text):
        inline, block = _INLINE.fullmatch(tag), _BLOCK.fullmatch(tag)
        asked = inline or block or _WHETHER.fullmatch(tag)
        if asked is None:
            if not _END.fullmatch(tag):
                yield Problem(Fault.SYNTAX, tag[:_NEAR])
            continue
        name = asked[1]
        used.add(name)
        if name not in WORDS[kind]:
            yield Problem(Fault.UNKNOWN, name)
        elif name in BLOCKS and (inline or (block and text.strip() != tag)):
            yield Problem(Fault.WHOLE, name)
        elif block and name not in BLOCKS:
            yield Problem(Fault.INSIDE, name)
    if loose := _LOOSE.search(_TAG.sub("", text)):
        yield Problem(Fault.SYNTAX, loose[0])


def _tried(data: bytes, sample: Sequence[Paper]) -> list[Problem]:
    """Fill the master once; what docxtpl and python-docx refuse is a fault of the file."""
    try:
        made = filled(data, sample)
        report(made, "")
    except TemplateError as error:
        return [Problem(Fault.UNFILLABLE, str(error)[:200])]
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.LxmlError) as error:
        return [Problem(Fault.UNFILLABLE, type(error).__name__)]
    return []
