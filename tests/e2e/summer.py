"""A note with a photograph, and the movement seen from above."""

import datetime as dt

from tests.e2e.album import picture
from tests.e2e.cast import Stage, press, says
from tests.e2e.spring import FIRST, MODEL


def a_member_notes_what_was_done(stage: Stage) -> None:
    stage.clock.move_to(dt.datetime(2026, 7, 6, 2, tzinfo=dt.UTC))
    page, snap = stage.step("member", "Tiến độ"), stage.album.snap
    page.get_by_label(FIRST).check()
    page.get_by_label("Đã làm được gì").fill("Gọi hẹn giờ 46 lượt người, không ai chờ quá 10 phút.")
    photo = {"name": "bang-hen-gio.png", "mimeType": "image/png", "buffer": picture()}
    page.get_by_label("Minh chứng").set_input_files([photo])
    snap(page, "note-writing")
    press(page, "Ghi tiến độ")
    says(page, "Đã ghi tiến độ")
    page.get_by_role("link", name=FIRST).click()
    says(page, "bang-hen-gio.png")
    snap(page, "timeline")


def the_head_notes_the_model(stage: Stage) -> None:
    page = stage.step("head", "Tiến độ")
    page.get_by_label("Đã làm được gì").fill("Phiên thứ ba ở bản Nà Tân, 61 người đến.")
    press(page, "Ghi tiến độ")
    says(page, "Đã ghi tiến độ")


def the_year_is_looked_at_from_above(stage: Stage) -> None:
    page, snap = stage.clerk, stage.album.snap
    page.goto("/phong-trao/")
    snap(page, "movements")
    page.get_by_role("link", name="2026", exact=True).click()
    snap(page, "movement")
    for name, step in (("plans", "Kế hoạch"), ("progress", "Tiến độ"), ("report", "Báo cáo")):
        stage.step("clerk", step)
        snap(page, name)
    page.goto("/")
    page.get_by_label("Tìm trong toàn hệ thống").fill("luu dong")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=MODEL).first.wait_for()
    snap(page, "search")
    page.goto("/tim/?q=khong-co-gi-nhu-the")
    snap(page, "search-nothing")


def nothing_waits_for_the_worker_or_is_theirs(stage: Stage) -> None:
    page, snap = stage.worker, stage.album.snap
    snap(page, "desk-of-a-worker")
    page.goto("/phong-trao/999/")
    snap(page, "not-found")
    page.goto("/van-ban/nap/")
    snap(page, "refused")
