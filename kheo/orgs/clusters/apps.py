from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "kheo.orgs.clusters"
