"""An office that lays its papers out itself."""

import io

from docx import Document

from kheo.documents.masters import actions, exports


def laid_out_by(unit, by, kind, words):
    """Take in the shipped master of *kind* with *words* put under it."""
    document = Document(io.BytesIO(exports.shipped(kind, unit)))
    document.add_paragraph(words)
    made = io.BytesIO()
    document.save(made)
    return actions.add(unit, kind, by=by, data=made.getvalue(), name="mau.docx")


def last_line(data):
    return Document(io.BytesIO(data)).paragraphs[-1].text
