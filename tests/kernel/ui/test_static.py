import gzip
import re
from pathlib import Path

import django_htmx
import pytest

KHEO = Path(__file__).parents[3] / "kheo"
CSS = (KHEO / "static" / "kheo.css").read_text()
TEMPLATES = sorted((KHEO / "templates").rglob("*.html"))
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


def weight(*paths):
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths)


def name(path):
    return str(path.relative_to(KHEO / "templates"))


def classes(template):
    """Return the classes a template names outright, leaving out what it computes."""
    plain = re.sub(r"{%.*?%}|{{.*?}}", " ", template)
    named = {name for found in re.findall(r'class="([^"]*)"', plain) for name in found.split()}
    return {name for name in named if not name.endswith("-")}


def test_the_style_sheet_is_light():
    assert weight(KHEO / "static" / "kheo.css") <= 20 * 1024


OF_ONE_PAGE = ("outbox.js", "reader.js", "passkey.js")  # the worker is none of a page's


@pytest.mark.parametrize("own", OF_ONE_PAGE)
def test_the_scripts_of_a_page_are_light(own):
    scripts = [KHEO / "static" / name for name in ("kheo.js", own)]
    assert weight(*scripts, HTMX) <= 25 * 1024


def test_every_script_is_weighed():
    scripts = {path.name for path in (KHEO / "static").glob("*.js")}
    assert scripts == {"kheo.js", "sw.js", *OF_ONE_PAGE}


def test_the_layers_keep_their_order():
    assert "@layer tokens, base, components, pages, print;" in CSS
    assert re.findall(r"^@layer (\w+) \{", CSS, re.MULTILINE) == [
        "tokens",
        "base",
        "components",
        "pages",
        "print",
    ]


def test_every_layer_holds_its_rules_and_is_closed_where_it_ends():
    """One brace too many drops all that follows: nothing said that the pages printed bare."""
    deep, outside = 0, []
    for line in re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL).splitlines():
        if deep == 0 and line.strip() and not line.startswith(("@layer", "@font-face")):
            outside.append(line)
        deep += line.count("{") - line.count("}")

    assert (outside, deep) == ([], 0)


def test_no_text_is_smaller_than_sixteen_pixels():
    screen = CSS[: CSS.index("@layer print {")]
    sizes = re.findall(r"font(?:-size)?:[^;{}]*?(?<![\d.])(0?\.\d+|\d+)(rem|em|px)", screen)

    assert [size for size in sizes if size[1] != "em" and float(size[0]) < 1] == []


def test_every_class_a_template_uses_is_in_the_style_sheet():
    known = set(re.findall(r"\.(-?[A-Za-z][\w-]*)", CSS))
    unknown = {name(path): classes(path.read_text()) - known for path in TEMPLATES}

    assert {path: found for path, found in unknown.items() if found} == {}


def test_a_template_asks_no_foreign_host():
    foreign = re.compile(r"(?:https?:)?//(?!www\.w3\.org)[a-z0-9][\w.-]*\.[a-z]{2,}")

    assert [name(path) for path in TEMPLATES if foreign.search(path.read_text())] == []


@pytest.mark.parametrize("name", ("kheo.css", "kheo.js", "icon.svg"))
def test_a_static_file_asks_no_foreign_host(name):
    found = re.findall(r"https?://[\w.-]+", (KHEO / "static" / name).read_text())

    assert [host for host in found if "www.w3.org" not in host] == []


def test_every_font_the_style_sheet_names_is_shipped_with_its_licence():
    named = re.findall(r'url\("(fonts/[^"]+)"\)', CSS)

    assert len(named) == 12
    assert [name for name in named if not (KHEO / "static" / name).exists()] == []
    assert (KHEO / "static/fonts/be-vietnam-pro/OFL.txt").exists()


def test_every_icon_a_template_names_is_in_the_sprite():
    sprite = set(re.findall(r'id="i-(\w+)"', (KHEO / "templates/ui/sprite.html").read_text()))
    sources = "".join(path.read_text() for path in TEMPLATES)
    used = set(re.findall(r'{% ui "icon" name="(\w+)"', sources))
    used |= set(re.findall(r'\sicon(?:_after)?="(\w+)"', sources))

    assert used - sprite == set()
