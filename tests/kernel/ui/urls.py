"""A site of nothing but the shell: the guide, sign-in, and pages that go wrong."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import include, path


def refuse(request):
    raise PermissionDenied("Danh sách do Chánh Văn phòng duyệt.")


def break_down(request):
    raise RuntimeError


def suspect(request):
    raise SuspiciousOperation


handler500 = "kheo.kernel.ui.views.server_error"
urlpatterns = [
    path("ui/", include("kheo.kernel.ui.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("refused/", refuse),
    path("broken/", break_down),
    path("suspect/", suspect),
]
