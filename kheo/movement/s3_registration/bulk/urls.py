from django.urls import path

from kheo.movement.s3_registration.bulk import views

urlpatterns = [
    path("nhap-nhieu/", views.index, name="bulk"),
    path("nhap-nhieu/mau.xlsx", views.template, name="bulk_template"),
    path("nhap-nhieu/<int:pk>/", views.load, name="load"),
    path("nhap-nhieu/<int:pk>/<slug:name>/", views.step, name="load_step"),
    path("cua-toi/rut-lai/", views.withdraw, name="withdraw"),
]
