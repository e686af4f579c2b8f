"""The model spreads, the year is reported, everybody may read both."""

import datetime as dt

from tests.e2e.cast import Stage, download, follow, press, says
from tests.e2e.spring import MODEL


def the_model_becomes_a_public_card(stage: Stage) -> None:
    snap = stage.album.snap
    page = stage.step("head", "Nhân rộng")
    snap(page, "replication")
    follow(page, MODEL)
    page.get_by_label("Vì sao làm").fill("Bà con ba bản xa đi nửa ngày đường mới tới trụ sở.")
    page.get_by_label("Kết quả").fill("Bảy phiên, 412 lượt người, không ai phải đi lại lần hai.")
    page.get_by_label("Liên hệ").fill("Phòng Tổng hợp, máy lẻ 12")
    snap(page, "card-writing")
    press(page, "Lưu phiếu")
    says(page, "Đã lưu phiếu mô hình.")
    press(page, "Công khai")
    says(page, "Đã công khai phiếu.")


def another_unit_follows_it(stage: Stage) -> None:
    stage.clock.move_to(dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC))
    page, snap = stage.desk("centre"), stage.album.snap
    page.get_by_role("navigation", name="Mục chính").get_by_role("link", name="Mô hình").click()
    snap(page, "gallery-signed-in")
    follow(page, MODEL)
    follow(page, "Đơn vị tôi làm theo")
    page.get_by_label("Làm khác đi những gì").fill("Thêm một máy quét để nộp hồ sơ qua mạng.")
    snap(page, "adopt")
    press(page, "Ghi làm theo")
    says(page, "Những nơi đã làm theo")
    snap(page, "card-signed-in")


def anybody_reads_the_models(stage: Stage) -> None:
    page, snap = stage.stranger(), stage.album.snap
    page.goto("/mo-hinh/")
    snap(page, "gallery")
    follow(page, MODEL)
    says(page, "Trung tâm Tin học")
    snap(page, "card")


def the_report_goes_up_and_out(stage: Stage) -> None:
    stage.clock.move_to(dt.datetime(2026, 12, 10, 2, tzinfo=dt.UTC))
    snap = stage.album.snap
    page = stage.desk("head", "Lập và gửi báo cáo năm")
    for n, box in enumerate(page.get_by_role("textbox").all()):
        if box.get_attribute("name") != "q":
            box.fill(f"Phần {n}: đã làm ba việc chính, kết quả ở bảng số liệu.")
    snap(page, "report-writing")
    press(page, "Gửi báo cáo")
    says(page, "Đã gửi báo cáo.")
    snap(page, "report-sent")
    assert download(page, "Excel")[:2] == b"PK"
    assert download(page, "Word")[:2] == b"PK"
    page = stage.step("clerk", "Báo cáo")
    snap(page, "reports")
    follow(page, "Phòng Tổng hợp")
    press(page, "Công bố")
    says(page, "Đã công bố.")
    snap(page, "report-published")
    address = page.get_by_role("link", name="Trang công khai").get_attribute("href")
    page = stage.stranger()
    page.goto(address)
    says(page, "Phòng Tổng hợp")
    snap(page, "report-public")
