from django.urls import path

from kheo.kernel.ui import views

app_name = "ui"
urlpatterns = [path("", views.guide, name="guide")]
