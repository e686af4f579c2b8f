"""A trail that is older than its hashes gets them, in the form every later line has."""

import pytest
from django.core.management import call_command
from django.db import connection

from kheo.kernel import clock
from kheo.kernel.audit import chain, guard, rows, sealing
from kheo.kernel.audit.models import Event


@pytest.mark.django_db(transaction=True)
def test_events_from_before_the_hashes_are_stamped_and_then_sealed(write):
    numbers = write(2, changes={"a": ["hoà", 1]}, note="Lý do")
    before = list(Event.objects.order_by("pk").values_list("pk", "digest"))
    call_command("migrate", "audit", "0001", verbosity=0)
    with connection.cursor() as cursor:  # as the encoder of that time wrote it
        cursor.execute("UPDATE audit_event SET changes = %s", ['{"a": ["ho\\u00e0", 1.0]}'])

    call_command("migrate", verbosity=0)
    sealing.seal_all()

    faults = chain.Verifier(rows.seals, rows.events(), now=clock.now()).faults()
    assert (list(faults), guard.stands()) == ([], True)
    assert list(Event.objects.order_by("pk").values_list("pk", "digest")) == before
    assert [number for number, _digest in before] == numbers
