"""Files that are broken or made to harm: a sentence, in time, within memory, nothing left behind."""

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kheo.reading.opening import UnreadableError, guard, open_file
from kheo.reading.opening.guard import guarded
from kheo.reading.opening.limits import MB, PARSER_BYTES
from kheo.reading.opening.refusal import refuse_bulk
from tests.reading import made

SECONDS = 10  # of the processor: how long a busy machine takes is no fault of the reader
MEGABYTES = 500
SENTENCE = re.compile(r"Tệp “van-ban.docx”[^\n]+\.")
WORDS = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def package(document, **others):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made_of:
        made_of.writestr("word/document.xml", document)
        for name, content in others.items():
            made_of.writestr(name, content)
    return stream.getvalue()


@cache
def bomb():
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made_of,
        made_of.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(400):
            part.write(b" " * 1_000_000)
    return stream.getvalue()


def entity_bomb():
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9)
    )
    return package(f"<?xml version='1.0'?><!DOCTYPE x [{entities}]>{WORDS}&e8;</w:document>")


def external_entity():
    return package(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{WORDS}&e;</w:document>')


def nested(depth):
    return package(f"{WORDS}{'<w:x>' * depth}{'</w:x>' * depth}</w:document>")


def locked_zip():
    data = bytearray(package(f"{WORDS}</w:document>"))
    data[6] |= 1  # the first bit of the flags says "encrypted", in both headers
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def rubbish():
    return bytes((n * n * 7 + n // 3) % 256 for n in range(300_000))


BAD = {
    "bomb": (bomb, "có thể là tệp phá hoại"),
    "entities": (entity_bomb, "khai báo DTD"),
    "external": (external_entity, "khai báo DTD"),
    "deep": (lambda: nested(50_000), "hỏng"),
    "parts": (
        lambda: package("x", **{f"a/{n}": "" for n in range(6000)}),
        "chứa 6001 tệp con",
    ),
    "zip": (
        lambda: package("x").replace(b"word/document.xml", b"ward/document.xml"),
        "tệp nén ZIP",
    ),
    "excel": (lambda: package("x", **{"xl/workbook.xml": "x"}), "tệp Excel (.xlsx)"),
    "locked": (locked_zip, "hỏng"),
    "cut": (lambda: made.word(["Chữ"])[:-200], "hỏng"),
    "not xml": (lambda: package("chữ"), "hỏng"),
    "rubbish": (rubbish, "dữ liệu nhị phân"),
    "word rubbish": (lambda: b"PK\x03\x04" + rubbish(), "hỏng"),
    "pdf rubbish": (lambda: b"%PDF-1.7\n" + rubbish(), "PDF hỏng"),
    "one line": (lambda: b"abc " * 2_621_440, "trên 1 dòng, vượt giới hạn"),
    "empty": (lambda: b"", "rỗng (0 byte)"),
    "encrypted": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "có đặt mật khẩu",
    ),
}


def spent():
    """Return the seconds of the processor that went into this process and those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_its_sentence_in_time(name, temporary):
    make, said = BAD[name]
    data = make()
    before = spent()

    with pytest.raises(UnreadableError) as caught:
        open_file(data, "van-ban.docx")

    assert spent() - before < SECONDS
    assert SENTENCE.fullmatch(str(caught.value))
    assert said in str(caught.value)
    assert list(temporary.iterdir()) == []


# The memory of a process as Linux counts it; `getrusage` would count the test's own as well.
MEASURED = """
import re, sys
from kheo.reading.opening import UnreadableError, open_file
try:
    open_file(sys.stdin.buffer.read(), "van-ban.docx")
except UnreadableError:
    with open("/proc/self/status") as status:
        print(re.search(r"VmHWM:\\s+(\\d+) kB", status.read())[1])
"""


@pytest.mark.parametrize("name", ("bomb", "parts", "rubbish", "one line"))
def test_bad_input_stays_within_its_memory(name):
    run = [sys.executable, "-c", MEASURED]
    done = subprocess.run(run, input=BAD[name][0](), capture_output=True, check=True)

    assert int(done.stdout) * 1024 + PARSER_BYTES < MEGABYTES * MB


def test_a_page_nested_without_end_is_answered_in_time():
    before = spent()
    try:
        said = open_file(b"<html><body>" + b"<div>" * 500_000 + b"ch\xe1\xbb\xaf", "x.html").text
    except UnreadableError as error:
        said = str(error)
    assert said
    assert spent() - before < SECONDS


def test_what_no_database_keeps_is_left_out():
    data = b"{\\rtf1 a\\u0?b\\u55357?c}"
    assert set(open_file(data, "a.rtf").text) <= set("abc? \n")


def test_the_refusal_counts_lines():
    with pytest.raises(UnreadableError, match="trên 2 dòng"):
        refuse_bulk("a" * 600_000 + "\n" + "b" * 600_000, "x")


STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"{\\rtf1 ", b"<html><body>", b"\xff\xfe", b"\xef\xbb\xbf",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"GIF8", b"\xe9\xea\xeb"]
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(
    STARTS, st.binary(max_size=300), st.sampled_from(["a.txt", "a", "b.docx", ".txt", "../c.pdf"])
)
@example(b"{\\rtf1 ", b"{\\fonttbl{\\f0\\fcharset999 x;}}\\f0 \\'zz \\u99999999?", "a.rtf")
def test_any_bytes_are_opened_or_refused_with_a_sentence(start, rest, name):
    try:
        said = open_file(start + rest, name).text and "Tệp “x” mở được."
    except UnreadableError as error:
        said = str(error)
    assert (said[:5], said[-1]) == ("Tệp “", ".")


WORD = made.word(made.paragraphs("000"))


@cache
def pdf():
    """It is made when first asked for: what makes it starts threads, which no fork takes along."""
    return made.pdf(made.paragraphs("000"))


@settings(max_examples=8, deadline=None)
@given(st.sampled_from([lambda: WORD, pdf]), st.data())
def test_a_file_cut_or_changed_anywhere_is_opened_or_refused(maker, data):
    whole = maker()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = (
        whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :]
    )
    try:
        said = open_file(changed, "a.docx").text and "Tệp “x” mở được."
    except UnreadableError as error:
        said = str(error)
    assert (said[:5], said[-1]) == ("Tệp “", ".")


def test_no_test_here_leaves_a_file_in_the_place_for_temporary_ones():
    assert not list(Path(tempfile.gettempdir()).glob("kheo-office-*"))


def test_a_parser_that_does_not_end_is_stopped():
    with pytest.raises(UnreadableError) as caught:
        guarded("kheo.reading.opening.word", WORD, "a.docx", seconds=0)
    assert str(caught.value).startswith("Tệp “a.docx” làm bộ đọc quá 0 giây mà chưa xong.")


def test_a_process_that_is_slow_to_start_is_still_given_the_whole_file(monkeypatch):
    monkeypatch.setattr(guard, "_EVERY", 0.001)  # the first look comes before it reads
    page = "<html><body><article>" + "<p>Mỗi đơn vị làm một việc.</p>" * 5000

    opened = open_file(page.encode(), "a.html")

    assert len(opened.text.split("\n")) == 5000
