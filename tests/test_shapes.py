"""What counts as the same when PostgreSQL is spared a test."""

import pytest

from tests.engines import spare
from tests.shapes import parts

PEOPLE = 'SELECT "p"."id", "p"."name" FROM "p" WHERE ("p"."unit" IN (%s, %s) AND "p"."age" > 3)'


@pytest.mark.parametrize(
    "sql",
    (
        'SELECT "p"."id" FROM "p" WHERE ("p"."age" > 5 AND "p"."unit" IN (%s))',
        'SELECT "p"."name" FROM "p" WHERE ("p"."unit" IN (%s, %s, %s) OR NOT ("p"."age" > %s))',
    ),
)
def test_other_columns_numbers_and_order_ask_the_same(sql):
    assert parts(sql.replace("> %s", "> 1")) == parts(PEOPLE)


@pytest.mark.parametrize(
    ("sql", "more"),
    (
        (f'{PEOPLE} ORDER BY "p"."name" DESC', 'ORDER BY "p"."name" DESC'),
        (PEOPLE.replace(" FROM", ', UPPER("p"."name") AS "up" FROM'), 'SELECT UPPER("p"."name") AS "up"'),
        (PEOPLE.replace("WHERE", 'INNER JOIN "u" ON ("u"."id" = "p"."unit") WHERE'),
         'FROM INNER JOIN "u" ON ("u"."id" = "p"."unit")'),
        (PEOPLE.replace(" AND", ' AND EXISTS(SELECT 1 AS "a" FROM "p" LIMIT 1) AND'), "EXISTS(SELECT)"),
    ),
)  # fmt: skip
def test_an_order_a_function_a_join_or_a_question_within_asks_more(sql, more):
    assert more in parts(sql) - parts(PEOPLE)


@pytest.mark.parametrize("end", (" FOR UPDATE", ' GROUP BY "p"."id"'))
def test_what_is_locked_or_grouped_stays_together(end):
    narrow, wide = ('SELECT "p"."id" FROM "p"', 'SELECT "p"."id", "p"."name" FROM "p"')

    assert parts(narrow) == parts(wide)
    assert parts(narrow + end) != parts(wide + end)


def test_the_cheapest_that_ask_everything_are_kept():
    asked = {"dear": {"a", "b"}, "one": {"a"}, "two": {"b"}, "tests/kernel/audit/x": {"c"}}

    assert spare(asked, {"dear": 9, "one": 1, "two": 1, "tests/kernel/audit/x": 5}) == ["dear"]
