"""``kheo check``: is this machine fit to serve, and if not, what to do about it."""

import argparse
from collections.abc import Sequence

from kheo.project import health
from kheo.project.commands.console import say

MARKS = {True: "✓", False: "✗"}


def run(argv: Sequence[str]) -> int:
    """Print one line a matter; return 1 when something must be mended."""
    argparse.ArgumentParser(prog="kheo check", description="tell what must be mended").parse_args(
        argv
    )
    findings = [check() for check in health.CHECKS]
    for finding in findings:
        say(f"{MARKS[finding.well]} {finding.matter}: {finding.found}")
        if finding.remedy:
            say(f"    → {finding.remedy}")
    bad = sum(not finding.well for finding in findings)
    say()
    say("Mọi thứ đều ổn." if not bad else f"Còn {bad} việc phải xử lý.")
    return int(bool(bad))
