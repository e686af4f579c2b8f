"""Django's flush, which empties the database after a test with real transactions."""

from django.core.management.commands import flush

from kheo.kernel.audit import guard


class Command(flush.Command):
    def handle(self, **options):
        with guard.lifted():
            super().handle(**options)
