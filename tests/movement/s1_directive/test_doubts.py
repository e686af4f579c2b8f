"""The reader's sentences in another language."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

import kheo.reading
from kheo.movement.s1_directive import doubts
from kheo.reading.draft import draft_of

TAIL = "\nNơi nhận:\n- Lưu: VT.\n"
SLIPS = """Nam Sơn, ngày 05 tháng 02 năm 2027
Kính gửi: Các phòng
Phát động phong trào “Khéo”.
Gửi trước ngày 25/3/3027 và trước ngày 31/4/2027.
Theo Quyết định số 7/QĐ-BNV ngày 31/02/2020 và Quyết định số 10/2007/QĐ_BKHCN.
Hồ sơ nộp nộp ở phòng. Nói “Dân vận khéo và làm.
Mỗi đơn vị đăng ký ít nhất từ 01 đến 02 mô hình, mỗi người từ 05 đến 02 nội dung.
Thực hiện “04 không”: “Không phiền hà”; “Không sách nhiễu”.
"""


def test_each_shape_reads_itself_back():
    for shape in doubts.SHAPES:
        parts = {name: f"{n}x" for n, name in enumerate(re.findall(r"%\((\w+)\)s", shape))}

        assert doubts.shape_of(shape % parts) == (shape, parts)


def test_every_doubt_of_a_paper_full_of_slips_has_a_shape():
    found = draft_of(SLIPS + TAIL).doubts

    said = [text for doubt in found for text in (doubt.message, doubt.suggestion) if text]

    assert len(said) > 10
    assert [text for text in said if not doubts.shape_of(text)[0]] == []


def _sentences():
    """Return the sentences written anywhere in the reader: they end with a stop."""
    for file in Path(kheo.reading.__file__).parent.rglob("*.py"):
        refusals = file.parent.name == "opening" and file.name != "remarks.py"
        if refusals or file.name == "main.py":
            continue  # they never reach the confirm page
        tree = ast.parse(file.read_text())
        notes = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        inside = notes | {
            id(c) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for c in n.values
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(v.value if isinstance(v, ast.Constant) else "02" for v in node.values)
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in inside
            ):
                yield re.sub(r"\{[^}]*\}", "02", node.value)


def test_every_sentence_the_reader_can_write_has_a_shape():
    written = [
        s for s in _sentences() if re.search(r"[ạ-ỹ].*\.$", s) and "\n" not in s and "\\" not in s
    ]

    assert [s for s in written if not doubts.shape_of(s)[0]] == []


@pytest.mark.parametrize(
    ("language", "words"),
    (
        ("vi", "Ngày “31/4/2027” không có trong lịch."),
        ("en", "There is no day “31/4/2027” in the calendar."),
    ),
)
def test_a_doubt_is_said_in_the_language_spoken(language, words):
    with translation.override(language):
        assert doubts.said("Ngày “31/4/2027” không có trong lịch.") == words
