from django.urls import URLPattern, URLResolver, include, path

from kheo.movement.s7_replication import views

app_name = "replication"
_stage: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("gan-giong/", views.near, name="near"),
    path("lam-theo/", views.adoptions, name="adoptions"),
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
