"""A picture of a page is made ready for recognising: level, without red ink, dust and shade."""

import random

from PIL import Image, ImageDraw

from kheo.reading.opening.tidying import skew_of, tidied

PAPER, INK, RED = (250, 248, 240), (30, 30, 30), (210, 50, 60)


def page(*, dust=0):
    """Return a small page of ruled lines, as far apart as those of a paper."""
    image = Image.new("RGB", (480, 600), PAPER)
    draw = ImageDraw.Draw(image)
    for y in range(60, 540, 20):
        draw.rectangle((50, y, 430 - y % 7 * 15, y + 6), INK)
    chance = random.Random(1)
    for _ in range(dust):
        draw.point((chance.randrange(480), chance.randrange(50)), INK)
    return image


def test_lines_that_lie_askew_are_laid_level():
    askew = page().rotate(-2.4, fillcolor=PAPER).convert("L")

    assert round(skew_of(askew), 1) == 2.4
    assert abs(skew_of(tidied(askew))) <= 0.2


def test_an_empty_page_is_not_turned():
    assert skew_of(Image.new("L", (300, 400), 255)) == 0


def test_red_ink_is_paper_and_black_under_it_stays():
    stamped = page()
    ImageDraw.Draw(stamped).ellipse((150, 150, 250, 250), outline=RED, width=6)
    ImageDraw.Draw(stamped).rectangle((196, 146, 204, 157), (25, 10, 12))

    grey = tidied(stamped)

    assert [grey.getpixel(at) > 200 for at in ((306, 408), (400, 494), (400, 306))] == [1, 1, 0]


def test_lonely_pixels_are_wiped_off_and_lines_stay():
    clear = tidied(page(dust=150)).point(lambda grey: 255 if grey < 150 else 0)

    assert clear.crop((0, 0, 960, 100)).histogram()[255] == 0
    assert clear.getpixel((200, 126)) == 255


def test_the_shade_at_one_side_is_lifted():
    shade = (
        Image.linear_gradient("L").rotate(90).resize((480, 600)).point(lambda v: 90 + v * 5 // 8)
    )
    shaded = Image.composite(page().convert("L"), Image.new("L", shade.size), shade)

    grey = tidied(shaded)

    paper, ink = ([grey.getpixel((x, y)) for x in (120, 600)] for y in (60, 126))
    assert [light > 200 and light - dark > 80 for light, dark in zip(paper, ink, strict=True)] == [
        True,
        True,
    ]
