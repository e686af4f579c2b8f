from django.urls import path

from kheo.orgs.reorganisation.views import events, levels

app_name = "reorganisation"
urlpatterns = [
    path("quan-tri/sap-xep/", events.index, name="index"),
    path("quan-tri/sap-xep/<int:pk>/", events.event, name="event"),
    path("quan-tri/sap-xep/<int:pk>/ti-le/", events.shares, name="shares"),
    path("quan-tri/sap-xep/ghi/<slug:sort>/", events.write, name="write"),
    path("quan-tri/cap/", levels.index, name="levels"),
    path("quan-tri/cap/them/", levels.open_, name="level_open"),
    path("quan-tri/cap/<int:pk>/ket-thuc/", levels.end, name="level_end"),
    path("quan-tri/don-vi/<int:pk>/cap/", levels.of_unit, name="unit_level"),
]
