"""`kheo read FILE`."""

import json

from kheo.reading.main import run
from tests.reading.places import PAPERS


def test_it_prints_the_doubts_first(capsys):
    assert run([str(PAPERS / "000.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Điểm cần xem lại"
    assert "  - tối thiểu 1, tối đa 3 nội dung (người)" in lines
    assert "  - Kế hoạch 54/KH-VPUBND ngày 10/3/2014 của Văn phòng UBND tỉnh Nam Sơn" in lines


def test_it_prints_json_with_places_in_the_original(capsys):
    path = PAPERS / "004.txt"
    assert run([str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (quota,) = answer["quotas"]
    assert (quota["min"], quota["max"], quota["target"]) == (1, 2, 2)
    written = path.read_text()[quota["start"] : quota["end"]]
    assert " ".join(written.split()) == quota["text"] == "ít nhất từ 01 đến 02 mô hình"
    assert len(answer["recipients"]) == 7
    assert answer["citations"][0]["date"] == "2021-04-07"


def test_an_unreadable_file_gives_the_sentence_and_code_2(tmp_path, capsys):
    empty = tmp_path / "rong.txt"
    empty.write_bytes(b"")
    assert run([str(empty)]) == 2
    assert capsys.readouterr().err == "Tệp “rong.txt” rỗng (0 byte). Hãy kiểm tra lại tệp đã lưu.\n"


def test_a_missing_file_gives_a_sentence(tmp_path, capsys):
    assert run([str(tmp_path / "khong-co.txt")]) == 2
    assert capsys.readouterr().err.startswith("Không mở được tệp")


def test_without_a_file_it_says_what_to_type(capsys):
    assert run([]) == 2
    assert capsys.readouterr().err.startswith("Chưa nêu tệp nào. Gõ: kheo read TỆP")
