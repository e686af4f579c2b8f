from django.urls import path

from kheo.orgs.views import accounts, doubles, imports, people, powers, transfers, units

app_name = "orgs"
IMPORT = "quan-tri/nhap/<int:pk>/"
PEOPLE, UNITS = {"kind": "people"}, {"kind": "units"}
urlpatterns = [
    path("quan-tri/", units.index, name="units"),
    path("quan-tri/don-vi/<int:pk>/", units.detail, name="unit"),
    path("quan-tri/don-vi/<int:pk>/truc-thuoc/", units.branch, name="branch"),
    path("quan-tri/don-vi/<int:pk>/mo/", units.open_below, name="open"),
    path("quan-tri/don-vi/<int:pk>/sua/", units.change, name="change"),
    path("quan-tri/don-vi/<int:pk>/doi-ten/", units.rename, name="rename"),
    path("quan-tri/don-vi/<int:pk>/dong/", units.close, name="close"),
    path("quan-tri/don-vi/<int:pk>/them-nguoi/", people.add, name="add"),
    path("quan-tri/nguoi/", people.index, name="people"),
    path("quan-tri/nguoi/trung/", doubles.index, name="doubles"),
    path("nguoi/<int:pk>/gop/<int:other>/", doubles.merge, name="merge"),
    path("nguoi/<int:pk>/", people.detail, name="person"),
    path("nguoi/<int:pk>/sua/", people.change, name="identity"),
    path("nguoi/<int:pk>/giao-chuc-vu/", people.give, name="give"),
    path("nguoi/<int:pk>/chuyen/", transfers.transfer, name="transfer"),
    path("nguoi/<int:pk>/nghi/", people.leave, name="leave"),
    path("nguoi/<int:pk>/chi-bo/", people.cell, name="cell"),
    path("quan-tri/chuc-vu/<int:pk>/", powers.detail, name="post"),
    path("quan-tri/chuc-vu/<int:pk>/quyen/", powers.powers, name="powers"),
    path("quan-tri/chuc-vu/<int:pk>/lam-thay/", powers.stand_in, name="stand_in"),
    path("quan-tri/chuc-vu/<int:pk>/ket-thuc/", powers.end, name="end"),
    path("quan-tri/tai-khoan/", accounts.index, name="accounts"),
    path("quan-tri/tai-khoan/moi/", accounts.invite, name="invite"),
    path("quan-tri/tai-khoan/<int:pk>/", accounts.detail, name="account"),
    path("quan-tri/phan-cong/", powers.register, name="register"),
    path("quan-tri/nhap/", imports.index, name="imports"),
    path(IMPORT, imports.detail, name="import"),
    path(f"{IMPORT}cot/", imports.columns, name="import_columns"),
    path(f"{IMPORT}ghi/", imports.step, {"name": "ghi"}, name="import_confirm"),
    path(f"{IMPORT}bo/", imports.step, {"name": "bo"}, name="import_drop"),
    path(f"{IMPORT}hoan-tac/", imports.step, {"name": "hoan-tac"}, name="import_undo"),
    path("quan-tri/mau/nguoi.xlsx", imports.template, PEOPLE, name="template_people"),
    path("quan-tri/mau/don-vi.xlsx", imports.template, UNITS, name="template_units"),
    path("quan-tri/xuat/nguoi.xlsx", imports.export, PEOPLE, name="export_people"),
    path("quan-tri/xuat/don-vi.xlsx", imports.export, UNITS, name="export_units"),
]
