"""A picture of a page as it was scanned → grey, upright and clear, as Tesseract reads it best.

Measured by `python -m bench.scans`: each step stands here because words are lost without it.
"""

from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

_WHITE = 255
_RED = 48  # how much redder than green and blue the ink of a stamp is at the least
_STEEPEST = 4.0  # degrees: what lies more askew was not laid on a scanner
_COARSE, _FINE = 0.5, 0.1  # degrees from one angle tried to the next
_LEAST = 0.3  # degrees: Tesseract and the rows of a page stand so much
_TRIED = 1000  # pixels of the longer side of the picture that angles are tried on
_SMALL = 950  # pixels across: of a page sent as a message; at 120 dpi and more nothing is won
_LARGER = 2
_FINE_ENOUGH = 1600  # pixels across: strokes are wider than dust
_SPECKS = 0.0003  # of all pixels: fewer lonely ones are ends of strokes
_ALONE = _WHITE * 4 // 25 + 1  # mean of five by five pixels of which four are dark
_DARK = 0.7  # of the grey of the paper: what is darker is ink
_LIT = 40  # greys between the lightest and the darkest paper of a page that is lit evenly
_PART = 24  # pixels across of what the light is measured on; letters are narrower


def tidied(image: Image.Image) -> Image.Image:
    """Return *image* in grey: evenly lit, without red ink and dust, upright, not too small."""
    grey = _without_red(image)
    grey = _without_dust(_evenly_lit(grey))
    angle = skew_of(grey)
    if grey.width < _SMALL:
        size = grey.width * _LARGER, grey.height * _LARGER
        grey = grey.resize(size, Image.Resampling.BICUBIC)
    if abs(angle) >= _LEAST:
        grey = grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_paper(grey))
    return grey


def _without_red(image: Image.Image) -> Image.Image:
    """Return *image* in grey with the ink of a stamp as light as paper; black under it stays."""
    if image.mode not in {"RGB", "RGBA", "P", "CMYK"}:
        return image.convert("L")
    red, green, blue = image.convert("RGB").split()
    stamp = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    if not any(stamp.histogram()[_RED:]):
        return image.convert("L")
    red.paste(
        _paper(red), mask=stamp.point([_WHITE if r >= _RED else 0 for r in range(_WHITE + 1)])
    )
    return red


def _paper(grey: Image.Image) -> int:
    """Return the grey of the paper, which most pixels have."""
    counts = grey.histogram()
    return counts.index(max(counts))


def _evenly_lit(grey: Image.Image) -> Image.Image:
    """Return *grey* as though light fell on all of it alike, where it did not."""
    parts = max(1, grey.width // _PART), max(1, grey.height // _PART)
    paper = grey.resize(parts, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(5))
    paper = paper.filter(ImageFilter.GaussianBlur(2))
    greys = [grey for grey, count in enumerate(paper.histogram()) if count]
    darkest, lightest = greys[0], greys[-1]
    if lightest - darkest < _LIT:
        return grey
    shade = paper.point([max(0, lightest - value) for value in range(_WHITE + 1)])
    return ImageChops.add(grey, shade.resize(grey.size, Image.Resampling.BILINEAR))


def _without_dust(grey: Image.Image) -> Image.Image:
    """Return *grey* without lonely dark pixels, where there are more than a clean scan has."""
    paper = _paper(grey)
    dark = grey.point(_darker_than(paper))
    alone = [_WHITE if dark <= _ALONE else 0 for dark in range(_WHITE + 1)]
    specks = ImageChops.darker(dark, dark.filter(ImageFilter.BoxBlur(2)).point(alone))
    if specks.histogram()[_WHITE] <= _SPECKS * grey.width * grey.height:
        return grey
    grey.paste(paper, mask=specks)
    return grey.filter(ImageFilter.MedianFilter(3)) if grey.width >= _FINE_ENOUGH else grey


def skew_of(grey: Image.Image) -> float:
    """Return by how many degrees to turn *grey*, against the clock, until its lines lie level."""
    share = min(1, _TRIED / max(grey.size))
    size = max(1, round(grey.width * share)), max(1, round(grey.height * share))
    small = grey.resize(size, Image.Resampling.BOX)
    dark = small.point(_darker_than(_paper(small)))
    angle = 0.0
    for step, steps in ((_COARSE, round(_STEEPEST / _COARSE)), (_FINE, round(_COARSE / _FINE))):
        near = (angle + n * step for n in range(-steps, steps + 1))
        # Of angles that are as good the least: an empty page is not turned.
        angle = max(near, key=lambda tried: (_level(dark, tried), -abs(tried)))
    return angle


def _darker_than(paper: int) -> list[int]:
    """Return what each grey becomes: white where it is ink on *paper*, else black."""
    return [_WHITE if grey < paper * _DARK else 0 for grey in range(_WHITE + 1)]


def _level(dark: Image.Image, angle: float) -> int:
    """Return how sharply lines and the blanks between them part when *dark* is turned."""
    turned = dark.rotate(angle, Image.Resampling.BILINEAR)
    rows = turned.resize((1, dark.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(rows))
