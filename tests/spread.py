"""A pytest plugin: the tests in several processes, forked when everything is collected.

``pytest -p tests.spread --spread=2``, as ``bin/test`` calls it. Starting, importing and collecting
is a tenth of the whole, and paid once, where pytest-xdist pays it in each process. A file is run by
one process, with what its tests share; who is done takes the next one, the dearest first. Children
write their reports down, and the first process hands them on as if they were its own.
"""

import json
import os
import shutil
import tempfile
import traceback
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from struct import Struct

import pytest
from django.conf import settings

TESTS = Path(__file__).parent
# A dear file taken last would leave the other processors idle.
DEAREST = ("docs/test_permissions", "scenarios", "project/test_demo", "reading", "accounts", "")
NUMBER = Struct("I")
THREADS = Path("/proc/self/task")


def pytest_addoption(parser):
    parser.addoption("--spread", type=int, default=1, help="how many processes run the tests")


def dearness(path):
    """Return the place of a file among those that are to be taken."""
    name = str(path.relative_to(TESTS))
    return next(place for place, start in enumerate(DEAREST) if name.startswith(start))


class Queue:
    """The files nobody has taken yet, for all processes: their numbers wait in a pipe."""

    def __init__(self, items):
        files = defaultdict(list)
        for item in items:
            files[item.path].append(item)
        self.files = [files[path] for path in sorted(files, key=dearness)]
        self.pipe, end = os.pipe()
        os.write(end, b"".join(map(NUMBER.pack, range(len(self.files)))))
        os.close(end)

    def left(self) -> Iterator[list[pytest.Item]]:
        while number := os.read(self.pipe, NUMBER.size):
            yield self.files[NUMBER.unpack(number)[0]]

    def run(self):
        """Run what is left, file by file; yield after each test."""
        for item, after in pairwise(chain(chain.from_iterable(self.left()), [None])):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            yield


class Child:
    """A forked process that runs its share, as its parent sees it and as it sees itself."""

    def __init__(self, queue, config):
        self.config = config
        self.folder = Path(tempfile.mkdtemp(prefix="kheo-tests-"))  # for all that it writes
        self.reports = self.folder / "reports"
        self.reports.touch()
        self.read = 0
        self.process = os.fork()
        if not self.process:
            self.run(queue)

    def run(self, queue):
        status = 1
        try:
            self.part_from_parent()
            for _ in queue.run():
                pass
            self.config._ensure_unconfigure()  # where pytest looks for what went wrong unseen
            status = 0
        except BaseException:
            self.config.pluginmanager.getplugin("capturemanager").suspend(in_=True)
            traceback.print_exc()
            raise
        finally:
            os._exit(status)  # what ends the session is the parent's

    def part_from_parent(self):
        """Give this process its own files, and its own place for what is printed."""
        plugins = self.config.pluginmanager
        plugins.unregister(name="terminalreporter")
        capture = plugins.getplugin("capturemanager")
        capture.suspend(in_=True)
        capture.stop_global_capturing()
        capture.start_global_capturing()
        os.environ["TMPDIR"] = tempfile.tempdir = str(self.folder)
        settings.VAR, settings.MEDIA_ROOT = self.folder / "var", self.folder / "files"
        settings.VAR.mkdir()
        settings.MEDIA_ROOT.mkdir()
        plugins.register(self)

    def pytest_runtest_logreport(self, report):
        """It is called in the child, for its own tests."""
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        with self.reports.open("a", encoding="utf-8") as into:
            into.write(f"{json.dumps(data)}\n")

    def hand_on(self):
        """Report in the parent what the child has reported since."""
        hook = self.config.hook
        with self.reports.open("rb") as out:
            out.seek(self.read)
            for line in out:
                if not line.endswith(b"\n"):  # the child is still writing it
                    break
                self.read += len(line)
                report = hook.pytest_report_from_serializable(
                    config=self.config, data=json.loads(line)
                )
                if isinstance(report.longrepr, list):  # why it was skipped, to JSON a list
                    report.longrepr = tuple(report.longrepr)
                hook.pytest_runtest_logreport(report=report)

    def wait(self):
        """Report the rest; return whether the child came to its end."""
        _, status = os.waitpid(self.process, 0)
        self.hand_on()
        shutil.rmtree(self.folder)
        return status == 0


def run(session, queue, children):
    """Run what this process takes, and report what the others did meanwhile."""
    for _ in queue.run():
        for child in children:
            child.hand_on()
        if session.shouldfail or session.shouldstop:
            break
    for _ in queue.left():  # after a stop nobody takes any more
        pass


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """Run the tests beside one another."""
    processes = session.config.getoption("spread")
    if processes < 2 or session.testsfailed or session.config.option.collectonly:
        return None
    # A thread is not there in a child, and what waits for it there waits for ever.
    if THREADS.exists() and len(list(THREADS.iterdir())) > 1:
        raise pytest.UsageError("What was collected started a thread: nothing can be forked.")
    queue = Queue(session.items)
    children = [Child(queue, session.config) for _ in range(processes - 1)]
    try:
        run(session, queue, children)
    finally:
        ended = [child.wait() for child in children]
    if session.shouldfail or not all(ended):
        raise session.Failed(session.shouldfail or "A process that ran tests broke off.")
    return True
