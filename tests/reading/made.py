"""Files of every format made of our own papers, by real libraries."""

import io
import json
from pathlib import Path

import docx
import pypdfium2
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import kheo.documents.paper
from kheo.reading.cleaning import clean
from tests.reading.places import PAPERS

_FONTS = Path(kheo.documents.paper.__file__).parent / "fonts"
_TYPST = """
#set page(paper: "a4", margin: (left: 30mm, right: 15mm, y: 20mm), header: HEADER,
  footer: context align(center, counter(page).display("1")))
#set text(font: "Tinos", size: 13pt)
#set par(justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 1em)
#for line in json(bytes(sys.inputs.lines)) [#par(line)]
"""
HEAD = (
    ("UBND TỈNH NAM SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("SỞ DÂN VẬN MẪU", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 12/SDV-VP", "Nam Sơn, ngày 02 tháng 02 năm 2026"),
)


def paragraphs(number):
    """Return the paragraphs of one of our papers, as a person would type them."""
    return clean((PAPERS / f"{number}.txt").read_text()).text.split("\n")


def word(lines=(), *, build=None):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if build:
        build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def table(document, rows):
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made


def numbered(document, levels):
    """Give *document* a list of the *levels* (format, text) and return how to put a line in it."""
    shapes = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{shapes}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )

    def add(text, level=0, number=77):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{number}"/></w:numPr>'
            )
        )

    return add


def typeset(source, **inputs):
    return typst.compile(source.encode(), font_paths=[_FONTS], sys_inputs=inputs)


def pdf(lines, header="none"):
    return typeset(_TYPST.replace("HEADER", header), lines=json.dumps(list(lines)))


def pages(count):
    """Return a PDF of *count* empty pages."""
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(count):
            document.new_page(595, 842)
        return saved(document)


def scanned(data, dpi=200):
    """Return the PDF *data* as a scanner would make it: each page a picture."""
    with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as made:
        for page in source:
            width, height = page.get_size()
            image = pypdfium2.PdfImage.new(made)
            image.set_bitmap(page.render(scale=dpi / 72, grayscale=True))
            image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            leaf = made.new_page(width, height)
            leaf.insert_obj(image)
            leaf.gen_content()
        return saved(made)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def html(lines):
    inside = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!DOCTYPE html><html><head><title>x</title></head><body>{inside}</body></html>".encode()
    )


def rtf(lines):
    escaped = ("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines)
    return ("{\\rtf1\\ansi\\ansicpg1252 " + "\\par\n".join(escaped) + "}").encode()
