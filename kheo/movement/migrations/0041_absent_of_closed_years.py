import datetime as dt
from itertools import batched

from django.db import migrations


def keep(apps, schema_editor):
    """Keep of every year closed before whom it asked, as far as who works today still tells it."""
    Round = apps.get_model("movement", "Round")
    for round_ in Round.objects.filter(state="closed").select_related("movement"):
        asked = dict(_asked(apps, round_))
        round_.closed_on = _closed_on(apps, round_)
        rows = list(_absent(apps, round_, asked))
        for some in batched(rows, 5000, strict=False):
            apps.get_model("movement", "Absence").objects.bulk_create(some)
        people = apps.get_model("orgs", "Person").objects.filter(active=True)
        round_.staff = sum(unit in asked for unit in people.values_list("unit", flat=True))
        round_.save(update_fields=["closed_on", "staff"])


def _closed_on(apps, round_):
    closing = apps.get_model("audit", "Event").objects.filter(
        verb="round.close", subject_id=round_.pk
    )
    last = closing.order_by("at").last()
    return last.at.date() if last else dt.date(round_.year, 12, 31)


def _asked(apps, round_):
    """Yield the unit and its path of each unit the round addresses, by itself or one above it."""
    scope = set(round_.movement.scope.values_list("path", flat=True))
    for key, path in apps.get_model("orgs", "Unit").objects.values_list("pk", "path"):
        parts = path.split(".")[:-1]
        above = {".".join(parts[:n]) + "." for n in range(1, len(parts) + 1)}
        if not scope or above & scope:
            yield key, path


def _absent(apps, round_, asked):
    Person, Absence = apps.get_model("orgs", "Person"), apps.get_model("movement", "Absence")
    sheets = apps.get_model("movement", "Sheet").objects.filter(
        round=round_, person__isnull=False, submitted_at__isnull=False, closed_at=None
    )
    heard = set(sheets.values_list("person", flat=True))
    rules = dict(
        apps.get_model("movement", "Quota")
        .objects.filter(round=round_, subject="item")
        .values_list("category", "minimum")
    )
    minus = dict(
        apps.get_model("movement", "Quota")
        .objects.filter(round=round_, subject="item")
        .values_list("category", "instead")
    )
    exempt = dict(
        apps.get_model("movement", "Exemption")
        .objects.filter(round=round_, over=None)
        .values_list("person", "model")
    )
    paths = dict(apps.get_model("orgs", "Unit").objects.values_list("pk", "path"))
    back = _seats(apps, round_)
    people = Person.objects.filter(active=True).order_by("unit__path", "pk")
    for person, unit, staff in people.values_list("pk", "unit", "staff"):
        if unit not in asked or person in heard:
            continue
        least = rules.get(staff, rules.get(""))
        if person in exempt:
            instead = minus.get(staff, minus.get("", 0))
            if exempt[person] is None or (least or 0) <= instead:
                continue
        elif least == 0:
            continue
        seat = back.get(person, unit)
        yield Absence(round=round_, person_id=person, unit_id=seat, path=paths[seat])


def _seats(apps, round_):
    """Return where who was taken along by a later reorganisation worked as the year was closed."""
    later = apps.get_model("reorganisation", "Carried").objects.filter(
        what="person", reorganisation__effective_on__gt=round_.closed_on
    )
    # Of several that followed the first tells where somebody was on that day.
    rows = later.order_by("-reorganisation__effective_on", "-pk")
    return dict(rows.values_list("key", "before"))


class Migration(migrations.Migration):

    dependencies = [
        ('movement', '0040_who_was_missing'),
        ('audit', '0004_verification'),
        ('reorganisation', '0003_share_of_a_split'),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
