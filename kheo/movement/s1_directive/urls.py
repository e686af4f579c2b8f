from django.urls import URLPattern

app_name = "directive"
urlpatterns: list[URLPattern] = []
