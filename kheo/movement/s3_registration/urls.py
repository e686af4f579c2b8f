from django.urls import include, path

from kheo.movement.s3_registration.behind import STOPPED
from kheo.movement.s3_registration.bulk.urls import urlpatterns as bulk
from kheo.movement.s3_registration.paperforms import PERSON, UNIT
from kheo.movement.s3_registration.views import (
    contract,
    entries,
    exempt,
    form,
    lists,
    one,
    papers,
    partners,
    scans,
    writing,
)

app_name = "registration"
ROUND = "phong-trao/<int:round_id>/"
LIST = f"{ROUND}dang-ky/"
RULES = f"{ROUND}chi-tieu/"
SHEET = f"{ROUND}ban-dang-ky/<int:pk>"
CARD = f"{ROUND}phieu-mo-hinh/<int:pk>"
urlpatterns = [
    path(LIST, lists.index, name="index"),
    path(f"{LIST}cho-ghi-nhan/", lists.index, {"tab": "submitted"}, name="to_accept"),
    path(f"{LIST}ban-2-chua-nhan/", lists.index, {"tab": "unfiled"}, name="to_file"),
    path(LIST, include(bulk)),
    path(f"{LIST}viec/", lists.act, name="act"),
    path(f"{LIST}ban-luu/", lists.copies, name="copies"),
    path(f"{LIST}chua-dang-ky/", lists.missing, name="missing"),
    path(f"{LIST}da-dung/", lists.missing, {"which": STOPPED}, name="stopped"),
    path(f"{LIST}ban-giay/", entries.choose, {"kind": PERSON}, name="to_enter"),
    path(f"{LIST}ban-giay/don-vi/", entries.choose, {"kind": UNIT}, name="units_to_enter"),
    path(f"{LIST}ban-giay/<int:pk>/", entries.enter, {"kind": PERSON}, name="enter"),
    path(f"{LIST}ban-giay/don-vi/<int:pk>/", entries.enter, {"kind": UNIT}, name="enter_models"),
    path(f"{LIST}ban-giay/<int:pk>/khong-dung/", entries.disown, name="disown"),
    path(f"{LIST}mien/", exempt.exempt, name="exempt"),
    path(f"{LIST}mien/<int:pk>/thoi/", exempt.end, name="end_exemption"),
    path(RULES, contract.contract, name="contract"),
    path(f"{RULES}<int:pk>/", contract.rule, name="rule"),
    path(f"{RULES}<int:pk>/bo/", contract.drop_rule, name="drop_rule"),
    path(f"{RULES}<slug:subject>/them/", contract.add_rule, name="add_rule"),
    path(f"{LIST}tinh-thay/", contract.instead, name="instead"),
    path(f"{LIST}tinh-thay/<int:pk>/thoi/", contract.stop_instead, name="stop_instead"),
    path(f"{LIST}thieu-mo-hinh/", lists.short, name="short"),
    path(f"{LIST}cua-toi/", writing.mine, {"subject": "item"}, name="mine"),
    path(f"{LIST}don-vi/", writing.mine, {"subject": "model"}, name="unit"),
    path(f"{LIST}<slug:subject>/viet/", writing.write, name="write"),
    path(f"{LIST}<slug:subject>/gui/", writing.send, name="send"),
    path(f"{LIST}<slug:subject>/nam-truoc/", writing.reuse, name="reuse"),
    path(f"{LIST}<int:pk>/", one.detail, name="detail"),
    path(f"{LIST}<int:pk>/sua/", writing.write, name="change"),
    path(f"{LIST}<int:pk>/bo/", writing.drop, name="drop"),
    path(f"{LIST}<int:pk>/gop/", one.merge, name="merge"),
    path(f"{LIST}<int:pk>/tach/", one.part, name="part"),
    path(f"{LIST}<int:pk>/tep/<slug:key>/", form.attached, name="attached"),
    path(f"{ROUND}mau-dang-ky/<slug:subject>/", form.edit, name="form"),
    path(f"{LIST}<int:pk>/phoi-hop/", partners.invite, name="invite"),
    path(f"{LIST}<int:pk>/phoi-hop/<int:partner>/<slug:step>/", partners.answer, name="answer"),
    path(f"{LIST}<int:pk>/<slug:step>/", one.decide, name="decide"),
    path(f"{ROUND}dang-ky.xlsx", papers.export, {"kind": "xlsx"}, name="export"),
    path(f"{ROUND}dang-ky.docx", papers.export, {"kind": "docx"}, name="export_docx"),
    path(f"{ROUND}dang-ky.pdf", papers.export, {"kind": "pdf"}, name="sheets_pdf"),
    path(f"{SHEET}.docx", papers.sheet_paper, {"kind": "docx"}, name="sheet_docx"),
    path(f"{SHEET}.pdf", papers.sheet_paper, {"kind": "pdf"}, name="sheet_pdf"),
    path(
        f"{ROUND}mau-dang-ky/<slug:subject>.docx", papers.blank, {"kind": "docx"}, name="blank_docx"
    ),
    path(f"{ROUND}mau-dang-ky/<slug:subject>.pdf", papers.blank, {"kind": "pdf"}, name="blank_pdf"),
    path(f"{LIST}cong-van-don-doc.docx", papers.urge, name="urge_docx"),
    path(f"{LIST}cong-van-don-doc/lay-so/", papers.urge_numbered, name="urge_number"),
    path(f"{ROUND}dang-ky.zip", papers.export, {"kind": "zip"}, name="sheets_zip"),
    path(f"{CARD}.docx", papers.card_paper, {"kind": "docx"}, name="card_docx"),
    path(f"{CARD}.pdf", papers.card_paper, {"kind": "pdf"}, name="card_pdf"),
    path("ban-quet/", scans.index, name="scans"),
    path("ban-quet/<int:pk>/", scans.detail, name="scan"),
    path("ban-quet/<int:pk>/nhan/", scans.receive, name="scan_receive"),
    path("ban-quet/trang/<int:pk>/", scans.act, name="scan_act"),
    path("ban-quet/trang/<int:pk>.jpg", scans.image, name="scan_image"),
    path("ban-dang-ky/<int:pk>/<int:number>/ban-quet/", scans.copy_scans, name="copy_scans"),
    # Short, so that the square code on paper is coarse enough for any phone.
    path("dk/<int:pk>/", one.find, name="find"),
    path("dk/<int:pk>/<int:copy>/", one.find, name="find_copy"),
    path("ban-dang-ky/<int:pk>/", one.find, name="find_printed"),  # on papers printed before
]
