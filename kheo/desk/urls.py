from django.urls import path

from kheo.desk import views

urlpatterns = [
    path("", views.home, name="desk"),
    path("tim/", views.search, name="search"),
    path("hien-nay/<slug:stage>/", views.current, name="current"),
    path("quan-tri/vet/", views.whole_trail, name="trail"),
    path("tu-cach/", views.capacity, name="capacity"),
    path("lich-su/<slug:kind>/<int:pk>/", views.history, name="history"),
    path("thong-bao/", views.notices, name="notices"),
    path("phong-trao/", views.movements, name="movements"),
    path("phong-trao/<int:round_id>/", views.movement, name="movement"),
]
