from django.urls import path

from kheo.accounts import views

app_name = "accounts"
urlpatterns = [
    path("kich-hoat/", views.code, name="code"),
    path("kich-hoat/mat-khau/", views.password, name="password"),
    path("kich-hoat/<str:secret>/", views.arrive, name="arrive"),
]
