from django.urls import path

from kheo.movement.s1_directive.views import confirming, movements, papers, waiting

app_name = "directive"
urlpatterns = [
    path("van-ban/", papers.index, name="index"),
    path("van-ban/nap/", papers.upload, name="upload"),
    path("van-ban/<int:pk>/dang-doc/", waiting.waiting, name="waiting"),
    path("van-ban/<int:pk>/doc-lai/", waiting.retry, name="retry"),
    path("van-ban/<int:pk>/xac-nhan/", confirming.confirm, name="confirm"),
    path("van-ban/<int:pk>/xac-nhan/du-kien/", confirming.judge, name="judge"),
    path("van-ban/<int:pk>/xac-nhan/du-kien/<int:fact_pk>/", confirming.correct, name="correct"),
    path("van-ban/<int:pk>/xac-nhan/them/", confirming.add, name="add"),
    path("van-ban/<int:pk>/xac-nhan/chu/", confirming.mend, name="mend"),
    path("van-ban/<int:pk>/xac-nhan/lich-su/", confirming.past, name="past"),
    path("van-ban/<int:pk>/sua-lai/", confirming.reopen, name="reopen"),
    path("van-ban/<int:pk>/bo/", papers.remove, name="remove"),
    path("van-ban/<int:pk>/tep/", papers.file, name="file"),
    path("van-ban/<int:pk>/phat-dong/", movements.open_, name="open"),
    path("phong-trao/<int:round_id>/chi-dao/", movements.detail, name="detail"),
    path("phong-trao/<int:round_id>/chi-dao/nam-sau/", movements.open_year, name="open_year"),
    path("phong-trao/<int:round_id>/chi-dao/thoi-han/", movements.amend, name="amend"),
    path(
        "phong-trao/<int:round_id>/chi-dao/chuyen-don-vi/",
        movements.transfers,
        name="transfers",
    ),
    path("phong-trao/<int:round_id>/chi-dao/khep-lai/", movements.close_year, name="close_year"),
]
