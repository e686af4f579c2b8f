"""The English interface is complete, and what is compiled is what is written."""

import ast
import gettext
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "kheo" / "locale" / "en" / "LC_MESSAGES"
VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
# Names that stay Vietnamese in English: the product, mottos, and terms an English reader must match to papers.
KEPT = re.compile(
    r"Khéo|[“\"][^”\"]*[”\"]|Dân vận|Hồ Chí Minh|Tiếng Việt|Việt Nam|\([^)]*\)", re.IGNORECASE
)


def entries():
    """Return (msgid, fuzzy, [msgstr]) of the catalogue; a context stands before, as compiled."""
    text = (FOLDER / "django.po").read_text(encoding="utf-8")
    found = []
    for block in text.split("\n\n"):
        if block.startswith("#~"):
            continue
        fields = {}
        name = ""
        for line in block.splitlines():
            if match := re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) "(.*)"$', line):
                name = match[1]
                fields[name] = match[2]
            elif line.startswith('"') and name:
                fields[name] += line[1:-1]
        fuzzy = "fuzzy" in block.split("msgid")[0]
        if fields.get("msgid"):
            context = f"{fields['msgctxt']}\x04" if "msgctxt" in fields else ""
            found.append(
                (
                    context + fields["msgid"],
                    fuzzy,
                    [v for k, v in fields.items() if k.startswith("msgstr")],
                )
            )
    return found


def test_every_word_has_its_english():
    assert [msgid for msgid, fuzzy, texts in entries() if fuzzy or not all(texts)] == []


def test_the_english_keeps_every_placeholder():
    def holes(text):
        return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))

    wrong = [i for i, _fuzzy, texts in entries() if any(holes(t) != holes(i) for t in texts)]

    assert wrong == []


def test_no_vietnamese_is_left_in_the_english():
    left = [
        t for _i, _fuzzy, texts in entries() for t in texts if VIETNAMESE.search(KEPT.sub("", t))
    ]

    assert left == []


def test_the_compiled_catalogue_is_the_written_one():
    with (FOLDER / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    stale = [
        msgid
        for msgid, _fuzzy, texts in entries()
        if len(texts) == 1 and catalogue.gettext(_unescaped(msgid)) != _unescaped(texts[0])
    ]

    assert stale == []


def _unescaped(text):
    return text.replace(r"\"", '"').replace(r"\n", "\n").replace("\\\\", "\\")


MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}


def marked(path):
    """Return the words that a module marks for translation."""
    return [
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKERS
        and isinstance(node.args[0], ast.Constant)
    ]


@pytest.mark.parametrize(
    "area",
    (
        "accounts",
        "citizens",
        "desk",
        "documents",
        "kernel",
        "movement",
        "notices",
        "orgs",
        "outreach",
    ),
)
def test_every_marked_word_is_in_the_catalogue(area):
    known = {_unescaped(msgid) for msgid, _fuzzy, _texts in entries()}
    paths = (ROOT / "kheo" / area).rglob("*.py")

    assert [word for path in paths for word in marked(path) if word not in known] == []


def test_words_are_looked_up_under_names_that_are_collected():
    """Makemessages knows gettext by its own names and as _: under another a word is never found."""
    known = re.compile(r"\b\w*gettext\w* as (?!_$|_,|_\)|gettext)\w+", re.MULTILINE)
    aliased = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in (ROOT / "kheo").rglob("*.py")
        for found in known.finditer(path.read_text(encoding="utf-8"))
    ]

    assert aliased == []
