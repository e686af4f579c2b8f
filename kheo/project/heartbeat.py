"""The sign of life of the worker: left by ``kheo serve``, read by ``kheo check``."""

HEARTBEAT = "worker.alive"  # a file in VAR, touched while the worker lives
BEAT = 5.0  # seconds between two touches
