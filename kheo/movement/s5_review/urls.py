from django.urls import path

from kheo.movement.s5_review.views import cases, pledges, tables

app_name = "review"
BASE = "phong-trao/<int:round_id>/tham-dinh/"
urlpatterns = [
    path(BASE, cases.index, name="index"),
    path(f"{BASE}xep-hang/", cases.ranking, name="ranking"),
    path(f"{BASE}cam-ket/", pledges.index, name="pledges"),
    path(f"{BASE}cam-ket/xac-nhan/", pledges.confirm, name="confirm_pledges"),
    path(f"{BASE}cam-ket/vi-pham/", pledges.record, name="record_breach"),
    path(f"{BASE}cam-ket/vi-pham/<int:pk>/rut/", pledges.withdraw, name="withdraw_breach"),
    path(f"{BASE}mo/<int:pk>/", cases.start, name="start"),
    path(f"{BASE}<int:pk>/", cases.detail, name="detail"),
    path(f"{BASE}<int:pk>/tu-cham/", cases.score, name="score"),
    path(f"{BASE}<int:pk>/cham-lai/", cases.check, name="check"),
    path(f"{BASE}<int:pk>/tra-lai/", cases.reopen, name="reopen"),
    path(f"{BASE}<int:pk>/hoi-dong/", cases.decide, name="decide"),
    path(f"{BASE}bang-diem/", tables.tables, name="tables"),
    path(f"{BASE}bang-diem/mau/", tables.samples, name="samples"),
    path(f"{BASE}bang-diem/moi/", tables.new_table, name="blank_table"),
    path(f"{BASE}bang-diem/van-ban/<slug:subject>/", tables.paper_table, name="paper_table"),
    path(f"{BASE}bang-diem/<int:pk>/", tables.table, name="table"),
    path(f"{BASE}bang-diem/<int:pk>/moi/", tables.new_table, name="new_table"),
]
