"""Old Word files: through LibreOffice where it is found, else a sentence says what to install."""

import shutil
import subprocess

import pytest

from kheo.reading.opening import UnreadableError, open_file
from tests.reading import made

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le")
SOFFICE = shutil.which("soffice")


@pytest.mark.parametrize("name", ("van-ban.doc", "van-ban"))
def test_without_libreoffice_it_says_what_to_install(monkeypatch, tmp_path, name):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UnreadableError) as caught:
        open_file(OLD_WORD, name)

    assert str(caught.value) == (
        f"Tệp “{name}” là tệp Word đời cũ (.doc) hoặc OpenDocument (.odt); máy chủ chưa có "
        "LibreOffice để đọc. Nhờ quản trị cài gói libreoffice-writer-nogui. "
        "Hoặc mở tệp bằng Word, lưu lại thành .docx rồi nạp lần nữa."
    )


@pytest.mark.parametrize(
    ("script", "said"),
    (("exit 1", "hỏng hoặc có mật khẩu"), ("/bin/sleep 30", "quá 1 giây mà chưa xong")),
)
def test_a_conversion_that_fails_or_hangs_gives_a_sentence_and_leaves_nothing(
    monkeypatch, tmp_path, script, said
):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    left = tmp_path / "left"
    left.mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(left))
    monkeypatch.setattr("kheo.reading.opening.office.OFFICE_SECONDS", 1)

    with pytest.raises(UnreadableError, match=said):
        open_file(OLD_WORD, "van-ban.doc")

    assert list(left.iterdir()) == []


# LibreOffice is 500 MB: the sentence is tested everywhere, the conversion where it is installed.
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ("doc", "odt"))
def test_libreoffice_converts_and_the_facts_are_there(tmp_path, ending):
    lines = made.paragraphs("000")
    (tmp_path / "paper.docx").write_bytes(made.word(lines))
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", ending, "--outdir", tmp_path, tmp_path / "paper.docx"],
        check=True, capture_output=True,
    )  # fmt: skip

    opened = open_file((tmp_path / f"paper.{ending}").read_bytes(), f"paper.{ending}")

    assert [line for line in opened.text.split("\n") if line] == lines
