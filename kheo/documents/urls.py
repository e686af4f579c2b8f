from django.urls import path

from kheo.documents import views

app_name = "documents"
urlpatterns = [path("van-ban/kiem-tra-the-thuc/", views.check, name="check")]
