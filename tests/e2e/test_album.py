"""The eye that judges the pages is not blind."""

import pytest

from tests.e2e.album import Album

pytestmark = pytest.mark.e2e
BAD = """<!DOCTYPE html><html lang="de"><title>Bad</title><main><h1>Bad</h1>
<input><p style="width: 500px">Too wide</p></main>
<footer style="position: fixed; bottom: 0; height: 40vh; width: 300px">Bar</footer>"""


def test_every_fault_of_a_page_is_told_with_its_page_and_width(page, tmp_path):
    album = Album(tmp_path)
    album.watch(page)
    page.set_content(BAD)
    page.evaluate("console.error('Refused')")

    album.snap(page, "bad")

    told = [fault.replace("about:blank", "").split(": <")[0] for fault in album.faults]
    assert told == [
        ": Refused",
        "bad at 1280 px (): label: input",
        "bad at 1280 px (): lang is 'de'",
        "bad at 360 px (): runs over the edge",
        "bad at 360 px (): bars cover over a third: 256 px",
        "bad at 360 px (): lang is 'de'",
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["01-bad-1280.jpg", "01-bad-360.jpg"]


def test_weak_colours_are_told_wherever_they_are_new(page, tmp_path):
    album = Album(tmp_path)
    text = "<p id={0} style='color: {1}; background: {2}'>Chữ</p>".format
    shell = "<!DOCTYPE html><html lang='vi'><title>x</title><main><h1>x</h1>{}</main>".format
    for body in (
        text("good", "#222", "#fff") + text("hidden", "#999;display:none", "#fff"),
        text("same", "#222", "#fff") + text("seen", "#999", "#fff"),
        text("again", "#999", "#fff") + text("ground", "#222", "#333"),
    ):
        page.set_content(shell(body))
        album.snap(page, "colours")

    weak = [fault.partition(" px (")[0] + fault.rpartition(":")[2] for fault in album.faults]
    assert weak == [
        "colours at 1280 #seen",
        "colours at 360 #seen",
        "colours at 1280 #again",
        "colours at 1280 #ground",
        "colours at 360 #again",
        "colours at 360 #ground",
    ]


def test_what_may_be_weak_while_turned_off_is_told_when_it_is_on(page, tmp_path):
    album = Album(tmp_path)
    weak = "style='color: #999; background: #fff'"
    shell = "<!DOCTYPE html><html lang='vi'><title>x</title><main><h1>x</h1>{}</main>".format
    for body in (
        f"<button disabled {weak}>Gửi</button><label {weak}>Số<input disabled></label>",
        f"<div style='position: sticky; top: 0; background: #fff'><p id=on {weak}>Gửi</p></div>",
    ):
        page.set_content(shell(body))
        album.snap(page, "colours")

    weak = [fault.partition(" px (")[0] + fault.rpartition(":")[2] for fault in album.faults]
    assert weak == ["colours at 1280 #on", "colours at 360 #on"]


def test_what_only_a_narrow_page_shows_is_looked_at_there(page, tmp_path):
    album = Album(tmp_path)
    page.set_content(
        "<!DOCTYPE html><html lang='vi'><title>x</title><style>nav { display: none }"
        "@media (width < 600px) { nav { display: block } }</style>"
        "<main><h1>x</h1><nav><button></button></nav></main>"
    )

    album.snap(page, "narrow")

    assert [fault.partition(" (")[0] + fault.rpartition(":")[2] for fault in album.faults] == [
        "narrow at 360 px button"
    ]
