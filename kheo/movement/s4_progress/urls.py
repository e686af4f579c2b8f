from django.urls import path

from kheo.movement.s4_progress import views

app_name = "progress"
urlpatterns = [
    path("phong-trao/<int:round_id>/tien-do/", views.index, name="index"),
    path("phong-trao/<int:round_id>/tien-do/lau-chua-ghi/", views.silent, name="silent"),
    path("phong-trao/<int:round_id>/tien-do/don-vi/", views.silent_units, name="silent_units"),
    path("phong-trao/<int:round_id>/tien-do/<int:pk>/", views.timeline, name="timeline"),
    path("phong-trao/<int:round_id>/giong-nhau/", views.likenesses, name="likenesses"),
    path("phong-trao/<int:round_id>/giong-nhau/<int:pk>/", views.likeness, name="likeness"),
    path("phong-trao/<int:round_id>/don-doc/", views.remind, name="remind"),
    path("minh-chung/<int:pk>/", views.evidence, name="evidence"),
]
