"""Pictures drawn by the program itself: villages under hills, as a phone would have taken them."""

import io
import math
from datetime import datetime
from random import Random

from PIL import ExifTags, Image, ImageDraw, ImageEnhance

WIDE, HIGH = 1280, 960
_HILLS = ((0.42, 110, (121, 149, 132)), (0.52, 80, (92, 128, 98)), (0.62, 50, (74, 112, 70)))
_WALLS = ((228, 205, 160), (206, 164, 128), (236, 226, 205))
_CLOTHES = ((163, 38, 44), (38, 70, 130), (30, 90, 62), (120, 66, 130), (226, 160, 40))


def scene(seed: int, taken: datetime) -> bytes:
    """Return a photograph of *seed*'s own village: the hills, houses and people of no other."""
    chance = Random(seed)  # noqa: S311 nothing secret is drawn
    picture = _sky(chance)
    draw = ImageDraw.Draw(picture)
    for level, swing, colour in _HILLS:
        _hill(draw, chance, level * HIGH, swing, colour)
    draw.rectangle((0, 0.74 * HIGH, WIDE, HIGH), fill=(178 - chance.randint(0, 40), 160, 110))
    for _house in range(chance.randint(2, 4)):
        _house_at(draw, chance, chance.randint(0, WIDE - 260), chance.randint(480, 620))
    for _person in range(chance.randint(4, 9)):
        _person_at(draw, chance, chance.randint(60, WIDE - 60), chance.randint(700, 800))
    return _jpeg(picture, taken, quality=88)


def sent_on(original: bytes, taken: datetime) -> bytes:
    """Return *original* as it looks once sent on: a little cut, brighter, smaller, pressed harder."""
    picture = Image.open(io.BytesIO(original))
    cut = picture.crop((6, 5, picture.width - 5, picture.height - 6))
    small = ImageEnhance.Brightness(cut).enhance(1.08).resize((960, 720))
    return _jpeg(small, taken, quality=55)


def _sky(chance: Random) -> Image.Image:
    """Return a sky that is lighter on the side the sun stands on."""
    sun, warm = chance.uniform(0.1, 0.9), chance.randint(0, 40)
    band = Image.new("RGB", (64, 48))
    for x in range(64):
        for y in range(48):
            near = math.exp(-(((x / 64 - sun) * 2.2) ** 2) - (y / 48) ** 2)
            light = int(70 * near)
            band.putpixel((x, y), (120 + light + warm, 158 + light, min(255, 196 + light // 2)))
    return band.resize((WIDE, HIGH), Image.Resampling.BICUBIC)


def _hill(
    draw: ImageDraw.ImageDraw, chance: Random, level: float, swing: int, colour: tuple[int, ...]
) -> None:
    long, short = chance.uniform(260, 460), chance.uniform(90, 180)
    shift = chance.uniform(0, 900)
    ridge = [
        (
            x,
            level
            - swing * math.sin((x + shift) / long)
            - swing / 3 * math.cos((x + shift) / short),
        )
        for x in range(0, WIDE + 20, 20)
    ]
    draw.polygon([(0, HIGH), *ridge, (WIDE, HIGH)], fill=colour)


def _house_at(draw: ImageDraw.ImageDraw, chance: Random, x: int, y: int) -> None:
    wide, high = chance.randint(170, 260), chance.randint(90, 130)
    draw.rectangle((x, y, x + wide, y + high), fill=chance.choice(_WALLS))
    roof = [(x - 24, y), (x + wide // 2, y - chance.randint(60, 90)), (x + wide + 24, y)]
    draw.polygon(roof, fill=(122, 62, 48))
    draw.rectangle((x + 20, y + 36, x + 56, y + high), fill=(84, 58, 44))
    draw.rectangle((x + 86, y + 30, x + 130, y + 66), fill=(150, 180, 196))


def _person_at(draw: ImageDraw.ImageDraw, chance: Random, x: int, y: int) -> None:
    draw.ellipse((x - 15, y - 78, x + 15, y - 46), fill=(206, 160, 122))
    draw.rectangle((x - 24, y - 46, x + 24, y + 26), fill=chance.choice(_CLOTHES))
    draw.rectangle((x - 18, y + 26, x + 18, y + 90), fill=(52, 50, 58))


def _jpeg(picture: Image.Image, taken: datetime, *, quality: int) -> bytes:
    said = Image.Exif()
    inner = said.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = f"{taken:%Y:%m:%d %H:%M:%S}"
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality, exif=said)
    return written.getvalue()
