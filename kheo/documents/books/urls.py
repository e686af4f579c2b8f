from django.urls import path, register_converter

from kheo.documents.books import views


class Way:
    """The two registers of an office, as an address says them."""

    regex = "di|den"

    def to_python(self, value: str) -> str:
        return {"di": "out", "den": "in"}[value]

    def to_url(self, value: str) -> str:
        return {"out": "di", "in": "den"}[value]


register_converter(Way, "way")

app_name = "books"
BOOKS = "van-ban/so/"
urlpatterns = [
    path(f"{BOOKS}<way:direction>/", views.index, name="index"),
    path(f"{BOOKS}<way:direction>.xlsx", views.table, name="table"),
    path(f"{BOOKS}lay-so/", views.reserve, name="reserve"),
    path(f"{BOOKS}den/ghi/", views.arrive, name="arrive"),
    path(f"{BOOKS}chua-vao/", views.unentered, name="unentered"),
    path(f"{BOOKS}chua-vao/<int:pk>/", views.enter, name="enter"),
    path(f"{BOOKS}cach-ghi/", views.rules, name="rules"),
    path(f"{BOOKS}nhiem-ky/", views.term, name="term"),
    path(f"{BOOKS}<int:pk>/ban-hanh/", views.issue, name="issue"),
    path(f"{BOOKS}<int:pk>/huy/", views.cancel, name="cancel"),
]
