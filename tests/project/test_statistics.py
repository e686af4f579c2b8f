"""A database that was just loaded knows what it holds."""

from django.db import connection

from kheo.project.commands import migrate
from tests.factories import UnitFactory

# What each database noted of the table of units: on SQLite the first number of a line of an index.
NOTED = {
    "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = 'orgs_unit' LIMIT 1",
    "postgresql": "SELECT reltuples FROM pg_class WHERE relname = 'orgs_unit'",
}


def test_an_upgrade_ends_with_fresh_statistics(db, capsys):
    for n in range(3):
        UnitFactory(path=f"00{n}.")

    assert migrate.run([]) == 0

    with connection.cursor() as cursor:
        cursor.execute(NOTED[connection.vendor])
        [noted] = cursor.fetchone()
    assert int(float(str(noted).split()[0])) == 3
    assert capsys.readouterr().out == "Cơ sở dữ liệu đã ở bản mới nhất.\n"
