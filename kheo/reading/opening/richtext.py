"""RTF files, by striprtf; automatic numbers stand in the file as Word showed them."""

from striprtf.striprtf import rtf_to_text

from kheo.reading.opening.opened import Opened


def text_of(data: bytes, shown: str) -> Opened:
    """Return the text of an RTF file; a broken one gives what stands before the break."""
    del shown  # every format is asked in the same way
    source = data.decode("cp1252", "replace")
    text: str = rtf_to_text(source, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]  # ships no types
    return Opened(text)
