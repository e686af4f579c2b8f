from django.urls import path

from kheo.movement.s5_review import views

app_name = "review"
BASE = "phong-trao/<int:round_id>/tham-dinh/"
urlpatterns = [
    path(BASE, views.index, name="index"),
    path(f"{BASE}xep-hang/", views.ranking, name="ranking"),
    path(f"{BASE}mo/<int:pk>/", views.start, name="start"),
    path(f"{BASE}<int:pk>/", views.detail, name="detail"),
    path(f"{BASE}<int:pk>/tu-cham/", views.score, name="score"),
    path(f"{BASE}<int:pk>/cham-lai/", views.check, name="check"),
    path(f"{BASE}<int:pk>/tra-lai/", views.reopen, name="reopen"),
    path(f"{BASE}<int:pk>/hoi-dong/", views.decide, name="decide"),
    path(f"{BASE}bang-diem/", views.tables, name="tables"),
    path(f"{BASE}bang-diem/<int:pk>/", views.table, name="table"),
    path(f"{BASE}bang-diem/<int:pk>/moi/", views.new_table, name="new_table"),
]
