"""Every address of the site, opened by somebody who has not signed in."""

import re

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from tests.docs import permissions

DUMMIES = {"int": "1", "slug": "khong-co", "str": "khong-co", "path": "khong-co", "": "khong-co"}
CONVERTER = re.compile(r"<(?:(\w+):)?\w+>")
KNOWN = {200, 404}


def at(address):
    """Return an address with something in each of its places; the library's may be expressions."""
    plain = re.sub(r"\(\?P<\w+>[^)]*\)(\[[^]]*\])?\+?\)?", "khong-co", address.pattern)
    plain = plain.replace("^", "").replace("$", "")
    return "/" + CONVERTER.sub(lambda m: DUMMIES[m[1] or ""], plain)


def test_the_page_of_permissions_is_the_generated_one():
    assert permissions.PAGE.read_text(encoding="utf-8") == permissions.text()


def test_every_address_of_ours_says_which_methods_it_takes():
    silent = [a.name for a in permissions.addresses() if a.access != "library" and not a.methods]

    assert silent == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ("get", "post"))
@pytest.mark.parametrize("address", permissions.addresses(), ids=lambda a: f"{a.name} {a.pattern}")
def test_a_stranger_is_led_to_sign_in_but_where_the_page_is_public(client, address, method):
    response = getattr(client, method)(at(address))

    if address.access == "signed in":
        leads = response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
        taken = method.upper() in address.methods
        # Where signing in is asked outermost, it is asked for a method the page does not take, too.
        assert (response.status_code, leads) in (
            {(302, True)} if taken else {(302, True), (405, False)}
        )
    elif address.access == "public" and method.upper() in address.methods:
        assert response.status_code in KNOWN
    else:
        assert response.status_code in KNOWN | {302, 405}
