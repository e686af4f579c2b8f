from django.urls import URLPattern, URLResolver, include, path

from kheo.movement.s6_commendation import views

app_name = "commendation"
_proposal = [
    path("", views.proposal, name="proposal"),
    path("chon/", views.choose, name="choose"),
    path("ho-so/<int:case_pk>/", views.case, name="case"),
    path("ho-so/<int:case_pk>/bo/", views.remove, name="remove"),
    path("trinh/", views.step, {"name": "send"}, name="send"),
    path("tra-lai/", views.step, {"name": "return"}, name="return"),
    path("quyet-dinh/", views.decide, name="decide"),
    path("<slug:name>.docx", views.paper, name="paper"),
    path("giay.pdf", views.certificates, name="certificates"),
]
_stage: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("lap/", views.open_, name="open"),
    path("so-vang/", views.register, name="register"),
    path("so-vang.xlsx", views.register_xlsx, name="register_xlsx"),
    path("so-vang/<int:pk>/", views.award, name="award"),
    path("so-vang/<int:pk>/giay.pdf", views.certificate, name="certificate"),
    path("hinh-thuc/", views.forms_, name="forms"),
    path("hinh-thuc/<int:pk>/khep/", views.end_form, name="end_form"),
    path("<int:pk>/", include(_proposal)),
]
urlpatterns = [
    path("phong-trao/<int:round_id>/khen-thuong/", include(_stage)),
    path("xac-minh/", views.verify_box, name="verify_box"),
    path("xac-minh/<slug:code>/", views.verify, name="verify"),
]
