"""One office, one paper and one open year for a whole file; each test changes its own copy of them.

A file says which paper it walks (``SEED``), who answers it (``BUILD``), on what day it came
(``TODAY``) and what people decided where it says nothing (``DECIDED``).
"""

from functools import cache

import pytest
import time_machine
from django.db import transaction

from kheo.movement.s1_directive.actions import papers
from tests.scenarios import walks

READ = cache(papers.read_bytes)  # a draft is frozen: each paper is read once for all walks


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "read_bytes", READ)
        yield


@pytest.fixture(scope="module", params=sorted(walks.SOURCES))
def source(request):
    """The project's own papers, and the real ones where they lie beside the project."""
    return request.param


@pytest.fixture(scope="module")
def stopped(request):
    with time_machine.travel(request.module.TODAY, tick=False) as clock:
        yield clock


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker, stopped, source):
    """A transaction around all tests of a file and one paper; every test nests its own in it."""
    stopped.move_to(request.module.TODAY)  # a test on the paper before may have moved it on
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def built(request, world, source):
    return request.module.BUILD()


@pytest.fixture(scope="module")
def launched(request, built, source):
    """The year open, the paper read and confirmed by the clerk on the pages."""
    data = walks.paper(source, request.module.SEED)
    return walks.launch(built.clerk, data, **request.module.DECIDED)


@pytest.fixture
def clock(request, launched, db, stopped):
    """The stopped clock, on the day the paper came; a test may move it on."""
    stopped.move_to(request.module.TODAY)
    return stopped


@pytest.fixture
def office(built, clock):
    return built


@pytest.fixture
def round_(office, launched):
    launched.refresh_from_db()
    return launched
