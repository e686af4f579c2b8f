"""The ``kheo`` commands, one module each with ``run(argv)``."""
