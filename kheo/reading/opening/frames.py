"""The invisible tables of official papers: head and signature, two columns read one by one."""

import re

# The issuer stands left of the motto (Decree 30/2020, appendix I; Guide 36-HD/VPTW for the
# Party), the recipients left of the signature.
_FRAME = re.compile(
    r"CỘNG H[OÒ]A? ?XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]\s*Tự do|nơi nhận\s*:"  # noqa: RUF001 - dash as typed
    r"|^\s*Số\s*:?\s*\d*\s*[-/].*, ngày\b",
    re.IGNORECASE | re.MULTILINE,
)


def is_frame(text: str) -> bool:
    """Tell whether two columns with *text* are a head or a signature, not a table of data."""
    return bool(_FRAME.search(text))
