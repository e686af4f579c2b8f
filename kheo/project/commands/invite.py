"""``kheo invite``: the code with which the first administrator sets a password."""

import argparse
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.written import day
from kheo.orgs import actions, directory
from kheo.project.commands.console import say, warn

SYSTEM = Actor.system("Máy chủ")


def run(argv: Sequence[str]) -> int:
    """Print the address, the name and the code, once; return 1 for nobody of that code."""
    made = argparse.ArgumentParser(prog="kheo invite", description="print an activation code")
    made.add_argument("code", help="the code of a person, such as CB000123")
    made.add_argument(
        "--without-factors", action="store_true", help="drop second factors that were lost"
    )
    asked = made.parse_args(argv)
    person = directory.coded(asked.code)
    if person is None:
        warn("Không có ai mang mã ấy. Xem lại mã cán bộ.")
        return 1
    try:
        invitation, secret = actions.invite_at_machine(
            person, by=SYSTEM, without_factors=asked.without_factors
        )
    except (PermissionDenied, ValidationError) as error:
        warn(" ".join(getattr(error, "messages", [str(error)])))
        return 1
    say(f"{person.full_name}, {person.unit.name}")
    say(f"Mở địa chỉ: {settings.PUBLIC_URL}{reverse('accounts:code')}")
    say(f"Gõ mã: {secret}")
    say(f"Tên đăng nhập: {invitation.user.username}")
    say(f"Dùng một lần, đến hết ngày {day(clock.day_of(invitation.expires_at))}.")
    return 0
