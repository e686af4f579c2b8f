"""Under the names by which allauth itself looks for them."""

from django.urls import path

from kheo.accounts import views

urlpatterns = [
    path("da-thoi/", views.cancelled, name="socialaccount_login_cancelled"),
    path("<slug:provider_id>/", views.provider, name="openid_connect_login"),
    path("<slug:provider_id>/tro-ve/", views.returned, name="openid_connect_callback"),
]
