from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "kheo.documents.books"
