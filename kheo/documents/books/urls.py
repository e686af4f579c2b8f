from django.urls import path

from kheo.documents.books import views
from kheo.documents.states import Direction

app_name = "books"
BOOKS = "van-ban/so/"
urlpatterns = [
    path(f"{BOOKS}di/", views.index, {"direction": Direction.OUT}, name="out"),
    path(f"{BOOKS}den/", views.index, {"direction": Direction.IN}, name="in"),
    path(f"{BOOKS}di.xlsx", views.table, {"direction": Direction.OUT}, name="out_table"),
    path(f"{BOOKS}den.xlsx", views.table, {"direction": Direction.IN}, name="in_table"),
    path(f"{BOOKS}lay-so/", views.reserve, name="reserve"),
    path(f"{BOOKS}den/ghi/", views.arrive, name="arrive"),
    path(f"{BOOKS}chua-vao/", views.unentered, name="unentered"),
    path(f"{BOOKS}chua-vao/<int:pk>/", views.enter, name="enter"),
    path(f"{BOOKS}cach-ghi/", views.rules, name="rules"),
    path(f"{BOOKS}nhiem-ky/", views.term, name="term"),
    path(f"{BOOKS}<int:pk>/ban-hanh/", views.issue, name="issue"),
    path(f"{BOOKS}<int:pk>/huy/", views.cancel, name="cancel"),
    path(f"{BOOKS}<int:pk>/thu-hoi/", views.withdraw, name="withdraw"),
]
