from django.urls import path

from kheo.movement.s1_directive import views

app_name = "directive"
urlpatterns = [
    path("van-ban/", views.index, name="index"),
    path("van-ban/nap/", views.upload, name="upload"),
    path("van-ban/<int:pk>/xac-nhan/", views.confirm, name="confirm"),
    path("van-ban/<int:pk>/xac-nhan/du-kien/", views.judge, name="judge"),
    path("van-ban/<int:pk>/xac-nhan/du-kien/<int:fact_pk>/", views.correct, name="correct"),
    path("van-ban/<int:pk>/sua-lai/", views.reopen, name="reopen"),
    path("van-ban/<int:pk>/tep/", views.file, name="file"),
    path("van-ban/<int:pk>/phat-dong/", views.open_, name="open"),
    path("phong-trao/<int:round_id>/chi-dao/", views.detail, name="detail"),
    path("phong-trao/<int:round_id>/chi-dao/nam-sau/", views.open_year, name="open_year"),
    path("phong-trao/<int:round_id>/chi-dao/khep-lai/", views.close_year, name="close_year"),
]
