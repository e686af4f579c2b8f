from django.urls import URLPattern, URLResolver, include, path

from kheo.movement.s7_replication.views import cards as views
from kheo.movement.s7_replication.views import checkups

app_name = "replication"
CHECKUP = "ra-soat/ky/<int:period_id>/phieu-<int:pk>"
_stage: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("gan-giong/", views.near, name="near"),
    path("lam-theo/", views.adoptions, name="adoptions"),
    path("ra-soat/", checkups.index, name="checkups"),
    path("ra-soat/mo-ky/", checkups.open_period, name="open_period"),
    path("ra-soat/mau.pdf", checkups.blank, name="blank"),
    path("ra-soat/ky/<int:pk>/bo/", checkups.drop_period, name="drop_period"),
    path("ra-soat/ky/<int:period_id>/<int:pk>/", checkups.checkup, name="checkup"),
    path(f"{CHECKUP}.pdf", checkups.paper, {"kind": "pdf"}, name="checkup_pdf"),
    path(f"{CHECKUP}.docx", checkups.paper, {"kind": "docx"}, name="checkup_docx"),
    path("ra-soat/<int:pk>/quyet-dinh/", checkups.decide, name="decide_checkup"),
    path("ra-soat/<int:pk>/lay-lai/", checkups.step, {"name": "reopen"}, name="reopen_checkup"),
    path("ra-soat/<int:pk>/tra-lai/", checkups.step, {"name": "return"}, name="return_checkup"),
    path("ra-soat/<int:pk>/tep/<slug:key>/", checkups.file, name="checkup_file"),
    path("<int:registration_pk>/", views.edit, name="edit"),
    path("<int:registration_pk>/tham-gia/", views.join, name="join"),
    path("<int:registration_pk>/cong-khai/", views.step, {"name": "publish"}, name="publish"),
    path("<int:registration_pk>/rut/", views.step, {"name": "withdraw"}, name="withdraw"),
]
_public: list[URLPattern | URLResolver] = [
    path("", views.gallery, name="gallery"),
    path("<slug:code>/", views.card, name="card"),
    path("<slug:code>/lam-theo/", views.adopt, name="adopt"),
    path("<slug:code>/ket-qua/", views.follow_up, {"name": "report"}, name="report"),
    path("<slug:code>/dung/", views.follow_up, {"name": "stop"}, name="stop"),
]
urlpatterns = [
    path("phong-trao/<int:round_id>/nhan-rong/", include(_stage)),
    path("mo-hinh/", include(_public)),
]
