"""Pages of the web: the words of the article, without the chrome round it."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree, html

from kheo.reading.opening import plain, remarks
from kheo.reading.opening.frames import is_frame
from kheo.reading.opening.opened import Opened
from kheo.reading.opening.refusal import UnreadableError

_WORDLESS = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "button", "select", "svg",
    "object", "video", "audio",
))  # fmt: skip
_AROUND = frozenset(("nav", "aside", "header", "footer", "form"))
# Names that the makers of pages give to what is not the article.
_CHROME = re.compile(
    r"(?:^|[-_\s])(?:nav(?:bar)?|menu|breadcrumbs?|sidebar|footer|header|banner|related|share|social"
    r"|comments?|pagination|tags?|tools?|advert\w*|search|login)(?:$|[-_\s])",
    re.IGNORECASE,
)
_ARTICLE = 0.5  # of the words of a page: what holds so much is the article, whatever its name
_LINKED = 0.6  # of the words in links: a list of links, not a paragraph
_FEWEST_LINKS = 3
_CELL = 300  # letters; a cell with more is a part of the page, not of a table of data
_TABLE_COLUMNS = 2
_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
    "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "body", "center", "figure",
    "figcaption", "address", "fieldset", "table", "tr", "td", "th", "caption",
))  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def text_of(data: bytes, shown: str) -> Opened:
    """Return the words of a page; raises UnreadableError: no words, of no known encoding."""
    decoded = plain.text_of(data, shown)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = html.document_fromstring(decoded.text.encode("utf-8", "replace"), parser=parser)
    dropped = _strip(root)
    lines = "".join(_said(_article(root))).split("\n")
    text = "\n".join(stripped for line in lines if (stripped := line.strip()))
    if not text:
        raise UnreadableError(
            f"Tệp “{shown}” là trang web không có chữ nào ngoài khung trang. "
            "Hãy chép nội dung văn bản ra tệp .docx hoặc .txt."
        )
    chrome = (remarks.without_chrome(dropped),) if dropped else ()
    return Opened(text, (*decoded.doubts, *chrome))


def _strip(root: html.HtmlElement) -> int:
    """Take the chrome out of the page; return how many blocks with words went."""
    etree.strip_elements(root, etree.Comment, with_tail=False)
    whole = _size(root)
    gone = 0
    for element in list(root.iterdescendants()):
        if not isinstance(element.tag, str) or not _is_chrome(element, whole):
            continue
        if element.getroottree().getroot() is root:  # not inside one that went before
            gone += element.tag not in _WORDLESS and _size(element) > 0
            element.drop_tree()
    return gone


def _is_chrome(element: html.HtmlElement, whole: int) -> bool:
    if element.tag in _WORDLESS:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    named = element.tag in _AROUND or bool(_CHROME.search(names))
    if not named and not _is_link_list(element):
        return False
    # A paper's own head and foot may bear such names too.
    if is_frame(element.text_content()) or element.find(".//h1") is not None:
        return False
    return _size(element) < whole * _ARTICLE


def _is_link_list(element: html.HtmlElement) -> bool:
    if element.tag not in {"ul", "ol", "div", "table", "dl"}:
        return False
    links = element.findall(".//a")
    linked = sum(len(_flat(link)) for link in links)
    return len(links) >= _FEWEST_LINKS and linked >= _LINKED * len(_flat(element))


def _flat(element: html.HtmlElement) -> str:
    return "".join(element.text_content().split())


def _size(element: html.HtmlElement) -> int:
    return len(_flat(element))


def _article(root: html.HtmlElement) -> html.HtmlElement:
    """Return the one element that is marked as the article and holds most words, or the page."""
    least = _ARTICLE * _size(root)
    marked = [e for tag in ("article", "main") for e in root.iter(tag) if _size(e) >= least]
    return marked[0] if marked else root


def _said(element: html.HtmlElement) -> Iterator[str]:
    """Yield the words inside *element*, a line for each block."""
    if element.tag == "table" and (rows := _rows(element)):
        yield from _table(rows)
        return
    block = element.tag in _BLOCKS
    yield "\n" if block else ""
    yield _mark(element)
    yield _BLANKS.sub(" ", element.text or "")
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif isinstance(child.tag, str):
            yield from _said(child)
        yield _BLANKS.sub(" ", child.tail or "")
    yield "\n" if block else ""


def _mark(element: html.HtmlElement) -> str:
    """Return the number or dash that a browser puts before an item of a list."""
    parent = element.getparent()
    if element.tag != "li" or parent is None:
        return ""
    if parent.tag != "ol":
        return "- "
    start = parent.get("start") or "1"
    first = int(start) if start.isascii() and start.isdecimal() and len(start) < len("10000") else 1
    count = first + sum(1 for _ in element.itersiblings("li", preceding=True))
    return f"{chr(ord('a') + (count - 1) % 26)}) " if parent.get("type") == "a" else f"{count}. "


def _rows(table: html.HtmlElement) -> list[list[list[str]]]:
    rows = table.xpath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr")
    return [
        [_lines(cell) for cell in row if cell.tag in {"td", "th"}]
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, html.HtmlElement)
    ]


def _lines(cell: html.HtmlElement) -> list[str]:
    return [line.strip() for line in "".join(_said(cell)).split("\n") if line.strip()]


def _table(rows: list[list[list[str]]]) -> Iterator[str]:
    """Yield a frame column by column, data row by row, and what only places parts as it comes."""
    widest = max(map(len, rows))
    whole = "\n".join(line for row in rows for cell in row for line in cell)
    columns = zip_longest(*rows, fillvalue=[])
    data = widest >= _TABLE_COLUMNS and all(sum(map(len, c)) <= _CELL for row in rows for c in row)
    yield "\n"
    if widest == _TABLE_COLUMNS and is_frame(whole) and data:
        yield from (f"{line}\n" for column in columns for cell in column for line in cell)
    elif data:
        yield from (" | ".join(map(" ".join, row)) + "\n" for row in rows)
    else:
        yield f"{whole}\n"
