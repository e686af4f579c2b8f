"""What is written stands, also against somebody who speaks SQL."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from kheo.kernel.audit import guard, sealing
from kheo.kernel.audit.models import Event, Seal

pytestmark = pytest.mark.django_db(transaction=True)
STATEMENTS = (
    "UPDATE audit_event SET note = 'khác'",
    "UPDATE audit_event SET note = note WHERE id = (SELECT max(id) FROM audit_event)",
    "DELETE FROM audit_event",
    "UPDATE audit_seal SET digest = ''",
    "DELETE FROM audit_seal",
)
UPSERT = (
    "INSERT INTO audit_event SELECT * FROM audit_event WHERE true"
    " ON CONFLICT (id) DO UPDATE SET note = 'khác'"
)
SQLITE = (
    "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event",
    "REPLACE INTO audit_seal SELECT * FROM audit_seal",
    UPSERT,
)
POSTGRESQL = (
    "TRUNCATE audit_event",
    "TRUNCATE audit_seal",
    "TRUNCATE accounts_user CASCADE",
    "SET session_replication_role = replica; UPDATE audit_event SET note = 'khác'",
    UPSERT,
)
OF_ENGINE = SQLITE if connection.vendor == "sqlite" else POSTGRESQL


def kept():
    return list(Event.objects.values()), list(Seal.objects.values())


@pytest.mark.parametrize("statement", (*STATEMENTS, *OF_ENGINE))
def test_raw_sql_changes_nothing(write, statement):
    write()
    sealing.seal_all()
    before = kept()

    with (
        pytest.raises(DatabaseError, match="The audit trail is written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert (kept(), [len(rows) for rows in before]) == (before, [1, 1])


@pytest.mark.parametrize("model", (Event, Seal))
def test_python_refuses_before_the_database_is_asked(write, model, django_assert_num_queries):
    write()
    sealing.seal_all()
    record = model.objects.get()

    with django_assert_num_queries(0):
        for act in (
            record.save,
            record.delete,
            model.objects.all().delete,
            lambda: model.objects.update(pk=7),
        ):
            with pytest.raises(TypeError, match="written once"):
                act()


def test_the_triggers_stand_and_stand_again_after_the_data_was_emptied(write):
    write()
    before = guard.stands()

    with guard.lifted():
        lifted = guard.stands()

    assert (before, lifted, guard.stands()) == (True, False, True)


def test_triggers_somebody_removed_come_back_with_their_migration(write):
    write()
    trigger = (
        "DROP TRIGGER audit_event_no_update"
        if connection.vendor == "sqlite"
        else "DROP TRIGGER audit_event_written_once ON audit_event"
    )
    with connection.cursor() as cursor:
        cursor.execute(trigger)
    before = guard.stands()

    call_command("migrate", "audit", "0002", verbosity=0)
    call_command("migrate", verbosity=0)

    assert (before, guard.stands()) == (False, True)
