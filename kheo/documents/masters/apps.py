from django.apps import AppConfig


class MastersConfig(AppConfig):
    name = "kheo.documents.masters"
