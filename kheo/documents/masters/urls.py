from django.urls import path

from kheo.documents.masters import views

app_name = "masters"
MASTERS = "van-ban/mau/"
urlpatterns = [
    path(MASTERS, views.index, name="index"),
    path(f"{MASTERS}<slug:kind>/", views.detail, name="detail"),
    path(f"{MASTERS}<slug:kind>/mau-goc.docx", views.shipped, name="shipped"),
    path(f"{MASTERS}<slug:kind>/dung/", views.choose, name="choose"),
    path(f"{MASTERS}ban/<int:pk>/", views.version, name="version"),
    path(f"{MASTERS}ban/<int:pk>/mau.docx", views.file, name="file"),
    path(f"{MASTERS}ban/<int:pk>/dien-thu.docx", views.tried, name="tried"),
]
