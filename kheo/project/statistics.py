"""What the database knows of its own contents, by which it chooses its indexes."""

from django.db import connection


def refresh() -> None:
    """Let the database count what its tables and indexes hold, on SQLite and PostgreSQL alike.

    Neither learns it of its own after a load: PostgreSQL's collector comes minutes later, SQLite
    has none, and meanwhile a list of a million may be walked instead of looked up.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
