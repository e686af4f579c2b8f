from django.apps import AppConfig


class ReorganisationConfig(AppConfig):
    name = "kheo.orgs.reorganisation"
