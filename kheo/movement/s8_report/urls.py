from django.urls import path

from kheo.movement.s8_report import views

app_name = "report"
urlpatterns = [
    path("phong-trao/<int:round_id>/bao-cao/", views.index, name="index"),
    path("phong-trao/<int:round_id>/bao-cao/cua-toi/", views.mine, name="mine"),
    path("phong-trao/<int:round_id>/bao-cao/<int:unit_id>/", views.unit, name="unit"),
    path("phong-trao/<int:round_id>/bao-cao/<int:unit_id>/soan/", views.write, name="write"),
    path("phong-trao/<int:round_id>/bao-cao/<int:unit_id>/tra-lai/", views.return_, name="return"),
    path("phong-trao/<int:round_id>/bao-cao/<int:unit_id>/rut-ve/", views.recall, name="recall"),
    path("phong-trao/<int:round_id>/bao-cao/<int:unit_id>/cong-bo/", views.publish, name="publish"),
    path("phong-trao/<int:round_id>/bao-cao/<int:unit_id>.xlsx", views.xlsx, name="xlsx"),
    path("phong-trao/<int:round_id>/bao-cao/<int:unit_id>.docx", views.docx, name="docx"),
    path("bao-cao/", views.published, name="published"),
    path("bao-cao/<str:code>/", views.public, name="public"),
]
