"""Every address of the site, asked for by everybody; the answers are docs/permissions.md."""

import pytest

from tests.docs import permissions
from tests.docs.addresses import addresses
from tests.docs.walk import walking


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker):
    """The page as it would be written now."""
    with django_db_blocker.unblock(), walking() as walk:
        return permissions.text(walk).splitlines()


@pytest.mark.django_db
def test_everybody_is_let_in_where_the_page_of_permissions_says(written):
    assert permissions.PAGE.read_text(encoding="utf-8").splitlines() == written


def test_every_address_of_ours_says_which_methods_it_takes():
    silent = [a.name for a in addresses() if a.access != "library" and not a.methods]

    assert silent == []


def test_every_address_has_its_line_in_the_table():
    listed = permissions.PAGE.read_text(encoding="utf-8")

    assert [a.name for a in addresses() if f"| `{a.name}" not in listed] == []
