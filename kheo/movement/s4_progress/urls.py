from django.urls import path

from kheo.movement.s4_progress.views import course, ladder, notes, visits

app_name = "progress"
ROUND = "phong-trao/<int:round_id>/"
VISITS = f"{ROUND}kiem-tra/"
DRAWS = f"{ROUND}boc-tham/"
urlpatterns = [
    path(f"{ROUND}tien-do/", notes.index, name="index"),
    path(f"{ROUND}tien-do/lau-chua-ghi/", notes.silent, name="silent"),
    path(f"{ROUND}tien-do/don-vi/", notes.silent_units, name="silent_units"),
    path(f"{ROUND}tien-do/<int:pk>/", notes.timeline, name="timeline"),
    path(f"{ROUND}tien-do/<int:pk>/kiem-tra/", visits.plan, name="plan_visit"),
    path(f"{ROUND}tien-do/danh-sach/", course.index, name="course"),
    path(f"{ROUND}tien-do/<int:pk>/muc-tieu/", course.aims, name="aims"),
    path(f"{ROUND}moc/<int:pk>/bo/", course.drop, name="drop_checkpoint"),
    path(f"{ROUND}giong-nhau/", notes.likenesses, name="likenesses"),
    path(f"{ROUND}giong-nhau/<int:pk>/", notes.likeness, name="likeness"),
    path(f"{ROUND}don-doc/", notes.remind, name="remind"),
    path(f"{ROUND}don-doc/dang-vien/", notes.remind_members, name="remind_members"),
    path(f"{ROUND}thang-nhac/", ladder.index, name="ladder"),
    path(f"{ROUND}thang-nhac/mau/", ladder.ship, name="ship_ladder"),
    path(f"{ROUND}thang-nhac/<int:pk>/thoi/", ladder.end, name="end_rung"),
    path(VISITS, visits.index, name="visits"),
    path(f"{VISITS}giao/", visits.assign, name="assign_visits"),
    path(f"{VISITS}<int:pk>/", visits.visit, name="visit"),
    path(f"{VISITS}<int:pk>/kiem-tra-lai/", visits.recheck, name="recheck_visit"),
    path(f"{VISITS}<int:pk>/bo/", visits.cancel, name="cancel_visit"),
    path(f"{VISITS}<int:pk>/phieu.docx", visits.paper, {"kind": "docx"}, name="visit_docx"),
    path(f"{VISITS}<int:pk>/phieu.pdf", visits.paper, {"kind": "pdf"}, name="visit_pdf"),
    path(DRAWS, visits.draw, name="draw"),
    path(f"{DRAWS}<int:pk>/", visits.drawn, name="drawn"),
    path(f"{DRAWS}<int:pk>/danh-sach.txt", visits.drawn_list, name="drawn_list"),
    path("minh-chung/<int:pk>/", notes.evidence, name="evidence"),
    path("tep-kiem-tra/<int:pk>/", visits.file, name="visit_file"),
]
