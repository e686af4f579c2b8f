"""Drawing by lot so that anybody can repeat it: no state of a machine, only a seed and a list.

Each key of the list is hashed with the seed; the least hashes are drawn. Whoever has the list and
the seed draws the same with any tool that knows SHA-256, in any order of the list.
"""

import secrets
from collections.abc import Iterable
from hashlib import sha256


def lot(seed: str, key: int) -> str:
    """Return the lot of one key: the SHA-256, in hex, of the seed, a colon and the key."""
    return sha256(f"{seed}:{key}".encode()).hexdigest()


def drawn(keys: Iterable[int], seed: str, wanted: int) -> list[int]:
    """Return the *wanted* keys whose lots are least, in the order of their lots."""
    return sorted(set(keys), key=lambda key: lot(seed, key))[:wanted]


def new_seed() -> str:
    return secrets.token_hex(8)


def written(keys: Iterable[int]) -> bytes:
    """Return a list as it is kept and handed out: one key a line."""
    return "".join(f"{key}\n" for key in keys).encode()


def read(data: bytes) -> list[int]:
    return [int(line) for line in data.split()]
