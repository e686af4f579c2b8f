"""The database refuses to change or delete what the trail holds.

A later migration that makes SQLite rebuild one of the two tables drops its triggers with the old
table: it must make them again. ``kheo check`` and a test say when they are missing.
"""

from django.db import migrations

TABLES = ("audit_event", "audit_seal")
KEYS = {"audit_event": "id", "audit_seal": "number"}
SAID = "The audit trail is written once."


def sqlite(table):
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )
    # INSERT OR REPLACE deletes without a DELETE trigger.
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {KEYS[table]} = new.{KEYS[table]})"
        f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    )


def postgresql(table):
    yield (
        f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    )
    # ALWAYS: also in a session that plays the part of a replica.
    yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_written_once"


def forwards(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    if not on_sqlite:
        schema_editor.execute(
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$",
            params=None,
        )
    for table in TABLES:
        for statement in (sqlite if on_sqlite else postgresql)(table):
            schema_editor.execute(statement, params=None)


def backwards(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            for end in ("update", "delete", "replace"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{end}")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_written_once ON {table}")
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION audit_refuse()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seal")]
    operations = [migrations.RunPython(forwards, backwards)]
