"""Time the consolidated table as .xlsx. Run: KHEO_VAR=… python -m bench.sheet.

Asks for the table of units that together hold about 10,000 registrations.
"""

import time

from bench import figures, server


def main() -> None:
    headers, _pages = figures.pages("lanhdao")
    path = f"/phong-trao/{figures.open_round().pk}/dang-ky.xlsx"
    with server.serving():
        line = server.connection()
        for _ in range(5):
            started = time.perf_counter()
            status, body, _seconds = server.ask(line, "GET", path, headers=headers)
            print(f"{status}: {len(body) / 1000:.0f} kB in {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    main()
