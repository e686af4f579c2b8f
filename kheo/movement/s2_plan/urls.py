from django.urls import path

from kheo.movement.s2_plan import views

app_name = "plan"
urlpatterns = [
    path("phong-trao/<int:round_id>/ke-hoach/", views.index, name="index"),
    path("phong-trao/<int:round_id>/ke-hoach/cua-toi/", views.mine, name="mine"),
    path("phong-trao/<int:round_id>/ke-hoach/cua-toi/nhan/", views.receive, name="receive"),
    path("phong-trao/<int:round_id>/ke-hoach/<int:pk>/", views.detail, name="detail"),
    path("phong-trao/<int:round_id>/ke-hoach/<int:pk>.docx", views.docx, name="docx"),
    path("phong-trao/<int:round_id>/ke-hoach/<int:pk>/lay-so/", views.number, name="number"),
    path("phong-trao/<int:round_id>/ke-hoach/<int:pk>/rut-ve/", views.recall, name="recall"),
    path("phong-trao/<int:round_id>/da-doc/", views.acknowledge, name="acknowledge"),
]
