"""The ``kheo`` command: a table of names and the modules that answer to them."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """Where ``run(argv) -> int | None`` lives, and whether it needs Django started first."""

    module: str
    about: str
    django: bool = True


COMMANDS = {
    "serve": Command("kheo.project.commands.serve", "Chạy trang web và việc nền"),
    "check": Command("kheo.project.commands.check", "Kiểm tra máy chủ, chỉ chỗ cần sửa"),
    "migrate": Command("kheo.project.commands.migrate", "Tạo hoặc nâng cấp cơ sở dữ liệu"),
    "reindex": Command("kheo.project.commands.reindex", "Lập lại chỉ mục của ô tìm"),
    "invite": Command(
        "kheo.project.commands.invite", "In mã kích hoạt cho người quản trị đầu tiên"
    ),
    "demo": Command("kheo.project.commands.demo", "Nạp dữ liệu dùng thử"),
    "trail": Command("kheo.project.commands.trail", "Kiểm tra, xuất vết của mọi việc đã làm"),
    "worker": Command("kheo.project.commands.worker", "Chạy riêng việc nền và niêm phong vết"),
    "read": Command("kheo.reading.main", "Đọc một văn bản chỉ đạo", django=False),
    "manage": Command("kheo.project.commands.manage", "Gọi một lệnh quản trị của Django"),
}


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {command.about}" for name, command in COMMANDS.items()]
    return "\n".join(["Cách dùng: kheo LỆNH [tuỳ chọn]", "", *lines, ""])


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command named first; only then is its module imported."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(usage())
        return 0
    command = COMMANDS.get(words[0])
    if command is None:
        sys.stderr.write(f"Không có lệnh “{words[0]}”.\n\n{usage()}")
        return 2
    if command.django:
        import_module("kheo.project.boot").boot()
    return import_module(command.module).run(words[1:]) or 0
