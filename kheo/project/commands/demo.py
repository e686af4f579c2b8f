"""``kheo demo``: invented data to try the system with, told in full or in bulk."""

import argparse
import datetime as dt
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from kheo.desk import search
from kheo.kernel.actor import Actor
from kheo.kernel.audit import guard, sealing
from kheo.orgs.models import Person, Unit
from kheo.project import statistics
from kheo.project.commands.console import say, warn
from kheo.project.demo import bulk, pragmas, small
from kheo.project.demo.cast import ACCOUNTS
from kheo.project.demo.country import PASSWORD
from kheo.project.demo.store import MARK

SYSTEM = Actor.system("Dữ liệu dùng thử")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="kheo demo")
    made.add_argument("--seed", type=int, default=2026, help="the same seed gives the same data")
    made.add_argument(
        "--today", type=dt.date.fromisoformat, default=small.TODAY, help="the day it is told on"
    )
    made.add_argument("--people", type=int, default=0, help="load this many people in bulk instead")
    made.add_argument("--registrations", type=int, default=0, help="and this many registrations")
    made.add_argument("--fresh", action="store_true", help="empty a demo database first")
    return made


def run(argv: Sequence[str]) -> int:
    options = parser().parse_args(argv)
    if options.fresh:
        if Person.objects.exclude(code__startswith=MARK).exists():
            warn("Cơ sở dữ liệu này có người thật, không phải dữ liệu dùng thử: không xoá gì cả.")
            return 1
        with guard.lifted():
            call_command("flush", interactive=False, verbosity=0)
    if Unit.objects.exists():
        if not Person.objects.exclude(code__startswith=MARK).exists():
            _mark()
        say("Đã có dữ liệu, không nạp thêm. Muốn nạp lại dữ liệu dùng thử: kheo demo --fresh")
        return 0
    started = time.monotonic()
    with pragmas.loading():
        if options.people:
            size = bulk.Size(options.people, options.registrations or 2 * options.people)
            bulk.load(size, by=SYSTEM, seed=options.seed, today=options.today)
        else:
            small.load(by=SYSTEM, seed=options.seed, today=options.today)
        search.reindex()
        sealing.seal_all()
        statistics.refresh()  # the sums, the index and the seals came after the last count
    _mark()
    say(f"Đã nạp dữ liệu dùng thử trong {time.monotonic() - started:.0f} giây.")
    _introduce()
    return 0


def _mark() -> None:
    """Leave a sign that the data is invented: its accounts may share a password, and need no more."""
    mark = Path(settings.VAR) / settings.DEMO_MARK
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def _introduce() -> None:
    width = max(len(account.username) for account in ACCOUNTS)
    say(f"Mọi tài khoản dưới đây dùng chung mật khẩu: {PASSWORD}")
    for account in ACCOUNTS:
        say(f"  {account.username:{width}}  {account.does}")
