"""The first step: the bytes of a file → its text, or one clear sentence why not.

refusal (that sentence, or that it takes minutes) · limits · opened (what every format returns) ·
remarks (its doubts) · kinds (content decides which format) · legacy (encodings before Unicode) ·
grids (lines drawn on a page → cells of tables) · rows (words on a page → rows) · layout (rows → paragraphs) · one
module per format: plain, word, numbering, pdf, ocr, web, richtext, office · guard and child (a
parser of hostile bytes works in a process of its own) · entry (`open_file`, the door).
"""

from kheo.reading.opening.entry import open_file
from kheo.reading.opening.limits import MAX_BYTES
from kheo.reading.opening.refusal import NeedsTimeError, UnreadableError

__all__ = ["MAX_BYTES", "NeedsTimeError", "UnreadableError", "open_file"]
