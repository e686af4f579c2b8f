"""How many words of a scan are read. Run: python -m bench.scans [--papers N].

First pages of our papers are set in type, drawn as a scanner would draw them and disturbed: turned,
speckled, stamped in red over the signature, coarse, shining through from behind. Each is recognised
as it came and tidied first; a word counts where it stands in the order of the paper, letter for letter.
"""

import argparse
import random
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

import kheo.documents.paper
from kheo.reading.cleaning import clean
from kheo.reading.opening import ocr
from kheo.reading.opening.tidying import tidied
from tests.reading import made

_FONT = Path(kheo.documents.paper.__file__).parent / "fonts" / "Tinos-Bold.ttf"
_NUMBERS = ("000", "004", "002")
_PAPER, _INK, _RED = (252, 250, 244), 40, (205, 45, 60)
_SHOWS = 0.22  # of the ink of the other side
_SPECKS = 0.004  # of the pixels
_DPI, _COARSE = 200, 150

type _Noise = Callable[[Image.Image, Image.Image, random.Random], Image.Image]


def page(number: str, dpi: int, *, back: bool = False) -> Image.Image:
    """Return the first page of a paper, or the second, in black on paper."""
    with pypdfium2.PdfDocument(made.pdf(made.paragraphs(number))) as document:
        leaf = document[min(int(back), len(document) - 1)]
        grey = leaf.render(scale=dpi / 72, grayscale=True).to_pil()
    return ImageOps.colorize(grey, (_INK,) * 3, _PAPER)


def turned(degrees: float) -> _Noise:
    """Return what lays the page askew."""
    return lambda image, _back, _chance: image.rotate(
        degrees, Image.Resampling.BICUBIC, fillcolor=_PAPER
    )


def speckled(image: Image.Image, _back: Image.Image, chance: random.Random) -> Image.Image:
    """Return the page with specks of dust, dark and light, one to three pixels wide."""
    image = image.copy()
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(int(width * height * _SPECKS)):
        x, y, size = chance.randrange(width), chance.randrange(height), chance.choice((0, 0, 0, 1))
        draw.rectangle((x, y, x + size, y + size), (_INK,) * 3 if chance.random() < 0.7 else _PAPER)  # noqa: PLR2004 - more dark than light
    return image


def stamped(image: Image.Image, _back: Image.Image, chance: random.Random) -> Image.Image:
    """Return the page with a red round stamp over its last lines, and one over its middle."""
    lower = ImageChops.invert(image.convert("L")).getbbox() or (0, 0, *image.size)
    for share in (0.45, 0.9):
        side = image.width // 5
        stamp = Image.new("RGB", (side, side), (255, 255, 255))
        draw = ImageDraw.Draw(stamp)
        for ring, thick in ((0, 5), (12, 2), (side // 4, 2)):
            draw.ellipse((ring, ring, side - ring, side - ring), outline=_RED, width=thick)
        font = ImageFont.truetype(_FONT, side // 9)
        for line in range(3):
            draw.text((side // 8, side * (3 + line) // 8), "UBND XÃ MẪU", _RED, font)
        stamp = stamp.rotate(chance.uniform(-12, 12), fillcolor=(255, 255, 255))
        at = (image.width // 3, min(int(lower[3] * share), image.height - side))
        box = (*at, at[0] + side, at[1] + side)
        image.paste(ImageChops.multiply(image.crop(box), stamp), box)
    return image


def shining(image: Image.Image, back: Image.Image, _chance: random.Random) -> Image.Image:
    """Return the page with the other side showing through, mirrored."""
    behind = ImageOps.mirror(back).filter(ImageFilter.GaussianBlur(1))
    faint = Image.blend(Image.new("RGB", back.size, (255, 255, 255)), behind, _SHOWS)
    return ImageChops.multiply(image, faint)


def dim(image: Image.Image, _back: Image.Image, _chance: random.Random) -> Image.Image:
    """Return the page in the light of a lamp at one side."""
    light = (
        Image.linear_gradient("L").rotate(90).resize(image.size).point(lambda v: 95 + v * 5 // 8)
    )
    return ImageChops.multiply(image, Image.merge("RGB", (light,) * 3))


def _all(image: Image.Image, back: Image.Image, chance: random.Random) -> Image.Image:
    for noise in (shining, stamped, turned(-2.2), speckled):
        image = noise(image, back, chance)
    return image


_NOISES: dict[str, tuple[int, _Noise]] = {
    "clean, 200 dpi": (_DPI, lambda image, _back, _chance: image),
    "turned by 1 degree": (_DPI, turned(1)),
    "turned by 3 degrees": (_DPI, turned(-3)),
    "specks of dust": (_DPI, speckled),
    "red stamps over the words": (_DPI, stamped),
    "150 dpi": (_COARSE, lambda image, _back, _chance: image),
    "150 dpi, turned by 2 degrees": (_COARSE, turned(2)),
    "the other side shines through": (_DPI, shining),
    "light from one side": (_DPI, dim),
    "all of it": (_DPI, _all),
}


def right(picture: bytes, scale: float, words: list[str]) -> int:
    """Return how many of the *words* were recognised in their order."""
    read = [word.text for word in ocr.recognised(picture, "anh", scale)]
    return sum(
        m.size for m in SequenceMatcher(None, words, read, autojunk=False).get_matching_blocks()
    )


def words_of(number: str) -> list[str]:
    """Return the words on the first page of a paper, as its text layer has them."""
    with pypdfium2.PdfDocument(made.pdf(made.paragraphs(number))) as document:
        return clean(document[0].get_textpage().get_text_range()).text.split()


def main() -> None:
    """Print, for each disturbance, the share of words read before and after tidying."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=len(_NUMBERS))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    for what, (dpi, noise) in _NOISES.items():
        if options.only not in what:
            continue
        counts, took = [0, 0, 0], 0.0
        for number in _NUMBERS[: options.papers]:
            chance = random.Random(number)  # noqa: S311 - dust, no secret
            image = noise(page(number, dpi), page(number, dpi, back=True), chance)
            words = words_of(number)
            began = time.process_time()
            clear = tidied(image)
            took += time.process_time() - began
            counts[0] += len(words)
            counts[1] += right(ocr.plain(image.convert("L")), 1.0, words)
            counts[2] += right(ocr.plain(clear), 1.0, words)
        before, after = (count / counts[0] for count in counts[1:])
        each = took / options.papers
        print(
            f"{what}: {before:.3f} as it came, {after:.3f} tidied ({each:.2f} s a page)", flush=True
        )


if __name__ == "__main__":
    main()
