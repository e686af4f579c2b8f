from django.urls import URLPattern, URLResolver, include, path

from kheo.citizens import views
from kheo.citizens.states import State

app_name = "citizens"
_STEPS = {
    "assign": "giao", "solve": "ket-qua", "answer": "tra-loi", "pass_on": "chuyen",
    "reopen": "giai-quyet-lai", "take_back": "nhan-lai", "drop": "bo",
}  # fmt: skip
_room: list[URLPattern | URLResolver] = [
    path("", views.index, name="grievances"),
    path("cho-giao/", views.index, {"tab": State.RECORDED}, name="unassigned"),
    path("qua-han/", views.index, {"tab": "qua-han"}, name="overdue"),
    path("cho-tra-loi/", views.index, {"tab": State.SOLVED}, name="unanswered"),
    path("cua-toi/", views.index, {"tab": "cua-toi"}, name="mine"),
    path("ghi/", views.record, name="record"),
    path("so-lieu/", views.figures, name="figures"),
    path("so-lieu.xlsx", views.figures_table, name="figures_table"),
    path("danh-sach.xlsx", views.table, name="table"),
    path("<int:pk>/", views.grievance, name="grievance"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/don-doc/", views.remind, name="remind"),
    *(path(f"<int:pk>/{at}/", views.step, {"name": n}, name=n) for n, at in _STEPS.items()),
]
urlpatterns = [path("phong-trao/<int:round_id>/y-kien/", include(_room))]
