"""The whole site on one page."""

from django.urls import include, path

from kheo.kernel.ui import views

urlpatterns = [
    path("tai-khoan/", include("kheo.accounts.urls.invited")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/hai-buoc/", include("allauth.mfa.urls")),
    path("tai-khoan/noi-dang-nhap/", include("allauth.usersessions.urls")),
    path("tai-khoan/chung/", include("kheo.accounts.urls.provider")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("robots.txt", views.robots, name="robots"),
    path("ui/", include("kheo.kernel.ui.urls")),
    path("", include("kheo.desk.urls")),
    path("", include("kheo.orgs.urls")),
    path("", include("kheo.documents.urls")),
    path("", include("kheo.documents.books.urls")),
    path("", include("kheo.documents.masters.urls")),
    path("", include("kheo.orgs.reorganisation.urls")),
    path("", include("kheo.orgs.clusters.urls")),
    path("", include("kheo.movement.urls")),
    path("", include("kheo.citizens.urls")),
    path("", include("kheo.outreach.urls")),
]

handler403 = "kheo.kernel.ui.views.refused"
handler500 = "kheo.kernel.ui.views.server_error"
