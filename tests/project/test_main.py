import subprocess
import sys

import pytest

from kheo.project.main import COMMANDS, main


def test_the_table_names_every_command(capsys):
    assert main([]) == 0

    shown = capsys.readouterr().out
    assert [line.split()[0] for line in shown.splitlines()[2:] if line] == list(COMMANDS)


def test_an_unknown_command_is_refused_with_the_list(capsys):
    assert main(["xoa-het"]) == 2

    assert capsys.readouterr().err.startswith("Không có lệnh “xoa-het”.\n\nCách dùng: kheo LỆNH")


def test_reading_a_paper_never_starts_django():
    asked = (
        "import sys; from kheo.project.main import main, COMMANDS\n"
        "try: main(['read', '--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=False, capture_output=True)

    assert done.returncode == 0, done.stderr.decode()


def test_a_wrong_setting_is_named_in_plain_words(tmp_path):
    asked = "from kheo.project.main import main; main(['manage', 'check'])"

    done = subprocess.run(
        [sys.executable, "-c", asked],
        check=False,
        capture_output=True,
        env={"KHEO_DEBUG": "co", "KHEO_VAR": str(tmp_path), "PATH": "/usr/bin"},
    )

    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-2:] == [
        "Cấu hình sai, hệ thống chưa chạy được: KHEO_DEBUG is 'co'; write True or False.",
        "Sửa biến môi trường có tên trên rồi chạy lại.",
    ]


@pytest.mark.parametrize("name", ("check", "demo", "serve"))
def test_a_command_explains_its_flags(name, capsys):
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])

    assert left.value.code == 0
    assert f"usage: kheo {name}" in capsys.readouterr().out
