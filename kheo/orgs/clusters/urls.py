from django.urls import path

from kheo.orgs.clusters import views

app_name = "clusters"
urlpatterns = [
    path("quan-tri/cum-khoi/", views.index, name="index"),
    path("quan-tri/cum-khoi/lap/", views.add, name="add"),
    path("quan-tri/cum-khoi/<int:pk>/", views.change, name="change"),
    path("quan-tri/cum-khoi/nhu-nam-truoc/<int:year>/", views.copy_year, name="copy_year"),
]
