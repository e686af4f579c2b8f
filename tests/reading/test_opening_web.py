"""Pages of the web and RTF files."""

import pytest

from kheo.reading.opening import UnreadableError, open_file
from tests.reading import made
from tests.reading.test_opening import to_tcvn3

pytestmark = pytest.mark.usefixtures("unguarded")

PAGE = """<!DOCTYPE html>
<html><head><title>Trang tin</title><style>p {color: red}</style></head><body>
<header><a href="/">Trang chủ</a> <a href="/x">Giới thiệu</a> <a href="/y">Liên hệ</a></header>
<nav><ul><li><a href="1">Tin tức</a></li><li><a href="2">Văn bản</a></li></ul></nav>
<div class="main-content"><h1>Phát động phong trào thi đua</h1>
<p>Văn phòng UBND tỉnh Nam Sơn<br>phát động phong trào “Dân vận khéo”, yêu cầu các phòng, trung tâm
đăng ký nội dung trước ngày 25/3/2026 và báo cáo kết quả hằng quý.</p>
<ol><li>Học tập các văn bản.</li><li>Thực hành dân chủ.<ul><li>Nghe dân nói.</li></ul></li></ol>
<table><tr><th>STT</th><th>Đơn vị</th></tr><tr><td>1</td><td>Phòng Tổng hợp</td></tr></table>
<table><tr><td>Nơi nhận:<p>- Như trên;</p></td><td>CHÁNH VĂN PHÒNG<p>Vừ A Mẫu</p></td></tr></table>
</div>
<div class="related"><ul><li><a href="3">Hội thao</a></li><li><a href="4">Tập huấn</a></li></ul></div>
<script>var x = "chữ";</script>
<footer>Bản quyền thuộc Cổng thông tin</footer>
</body></html>"""


def test_the_article_is_read_without_the_chrome_round_it():
    opened = open_file(PAGE.encode(), "trang.html")

    assert opened.text.split("\n") == [
        "Phát động phong trào thi đua",
        "Văn phòng UBND tỉnh Nam Sơn",
        (
            "phát động phong trào “Dân vận khéo”, yêu cầu các phòng, trung tâm đăng ký nội dung trước"
            " ngày 25/3/2026 và báo cáo kết quả hằng quý."
        ),
        "1. Học tập các văn bản.",
        "2. Thực hành dân chủ.",
        "- Nghe dân nói.",
        "STT | Đơn vị",
        "1 | Phòng Tổng hợp",
        "Nơi nhận:",
        "- Như trên;",
        "CHÁNH VĂN PHÒNG",
        "Vừ A Mẫu",
    ]
    assert [d.message for d in opened.doubts] == [
        "Đã bỏ 4 khối của trang web (thực đơn, liên kết, chân trang)."
    ]


def test_what_is_marked_as_the_article_is_enough():
    page = f"<html><body><p>Mời bạn đọc.</p><article>{'<p>Việc dân vận khéo.</p>' * 9}</article></body></html>"
    assert set(open_file(page.encode(), "trang.html").text.split("\n")) == {"Việc dân vận khéo."}


def test_a_page_named_txt_is_known_by_its_content():
    assert [d.kind for d in open_file(made.html(["Chữ"]), "trang.txt").doubts] == ["wrong_ending"]


def test_a_page_in_an_old_encoding_is_converted():
    opened = open_file(
        made.html([""]).replace(b"</p>", to_tcvn3("được yêu cầu đăng ký") + b"</p>"), "a.html"
    )
    assert opened.text == "được yêu cầu đăng ký"
    assert [d.kind for d in opened.doubts] == ["converted_encoding"]


@pytest.mark.parametrize("page", ("<html><body></body></html>", "<html><script>x</script></html>"))
def test_a_page_without_words_is_refused(page):
    with pytest.raises(UnreadableError, match="không có chữ nào ngoài khung trang"):
        open_file(page.encode(), "trang.html")


def test_rtf_is_read_with_the_numbers_word_showed():
    data = (
        b"{\\rtf1\\ansi\\ansicpg1258 {\\fonttbl{\\f0 Arial;}}{\\header Trang 1}{\\listtext\\pard 1.\\tab}"
        b"C\\'f4ng vi\\u7879?c\\par Hai\\par}"
    )
    assert [line for line in open_file(data, "a.rtf").text.split("\n") if line] == [
        "1. Công việc",
        "Hai",
    ]
