"""The other side of the guard: `python -m kheo.reading.opening.child MODULE NAME SECONDS`.

It reads the bytes of a file from its input and writes what was opened, or the refusal, as JSON.
"""

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module

from kheo.reading.opening.limits import PARSER_BYTES
from kheo.reading.opening.refusal import UnreadableError, refuse_bulk


def main() -> int:
    module, shown, seconds = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (PARSER_BYTES, PARSER_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) * 2, int(seconds) * 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        opened = import_module(module).text_of(data, shown)
        refuse_bulk(opened.text, shown)
        answer = asdict(opened)
    except UnreadableError as error:
        answer = {"refused": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
