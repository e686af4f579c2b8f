from django.urls import path

from kheo.orgs.views import units

app_name = "orgs"
urlpatterns = [
    path("quan-tri/", units.index, name="units"),
    path("quan-tri/don-vi/<int:pk>/", units.detail, name="unit"),
    path("quan-tri/don-vi/<int:pk>/truc-thuoc/", units.branch, name="branch"),
    path("quan-tri/don-vi/<int:pk>/mo/", units.open_below, name="open"),
    path("quan-tri/don-vi/<int:pk>/sua/", units.change, name="change"),
    path("quan-tri/don-vi/<int:pk>/doi-ten/", units.rename, name="rename"),
    path("quan-tri/don-vi/<int:pk>/dong/", units.close, name="close"),
]
