from django.urls import path

from kheo.outreach.views import sessions, units

app_name = "outreach"
SESSIONS = "phong-trao/<int:round_id>/hoc-tap/"
urlpatterns = [
    path(SESSIONS, sessions.index, name="sessions"),
    path(f"{SESSIONS}don-vi/", units.index, name="units"),
    path(f"{SESSIONS}danh-sach.xlsx", units.export, name="export"),
    path(f"{SESSIONS}hinh-thuc/", units.formats, name="formats"),
    path(f"{SESSIONS}hinh-thuc/<int:pk>/", units.change_format, name="format"),
    path(f"{SESSIONS}<int:pk>/", sessions.detail, name="session"),
    path(f"{SESSIONS}<int:pk>/sua/", sessions.correct, name="correct"),
    path(f"{SESSIONS}<int:pk>/rut/", sessions.withdraw, name="withdraw"),
    path("tep-hoc-tap/<int:pk>/", sessions.file, name="file"),
]
