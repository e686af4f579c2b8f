"""One altered byte is found and named, in the database and in a file taken away from it."""

import datetime as dt
import json
import subprocess
import sys

import pytest
from django.db import connection

from kheo.kernel import clock
from kheo.kernel.audit import chain, guard, rows, sealing
from kheo.kernel.audit.models import Event, Seal
from kheo.project.commands import trail as command

pytestmark = pytest.mark.django_db(transaction=True)


def sql(statement, *values):
    """Do what somebody does who owns the database: lift the triggers, change, put them back."""
    with guard.lifted(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def faults(**options):
    verifier = chain.Verifier(rows.seals, rows.events(), now=clock.now(), **options)
    return [(fault.kind, fault.event) for fault in verifier.faults()]


@pytest.fixture
def sealed(write):
    """Three lines under one seal, two more under another."""
    numbers = write(3, changes={"b": [None, 1.5], "a": [1e3, "hoà"]}, note="Lý do")
    sealing.seal_all()
    numbers += write(2)
    sealing.seal_all()
    return numbers


def test_a_whole_trail_has_no_fault(sealed):
    assert (faults(), Seal.objects.count()) == ([], 2)


@pytest.mark.parametrize(
    ("column", "value"),
    (
        ("at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        ("verb", "unit.loox"),
        ("user_id", None),
        ("actor_name", "Người khác"),
        ("capacity", ""),
        ("subject_name", "Văn phòng "),
        ("changes", '{"a":[1001,"hoà"],"b":[null,1.5]}'),
        ("note", "Lý do."),
        ("digest", "0" * 64),
    ),
)
def test_one_altered_byte_of_any_field_is_found(sealed, column, value):
    if column == "user_id":
        assert Event.objects.get(pk=sealed[1]).user_id is not None
    sql(f"UPDATE audit_event SET {column} = %s WHERE id = %s", value, sealed[1])

    assert faults()[0] == ("altered", sealed[1])


def test_a_changed_subject_is_found(sealed):
    sql("UPDATE audit_event SET subject_id = subject_id + 1 WHERE id = %s", sealed[4])

    assert faults() == [("altered", sealed[4])]


def test_an_event_before_its_seal_is_checked_by_its_own_hash(write):
    [number] = write()
    sql("UPDATE audit_event SET note = 'khác' WHERE id = %s", number)

    assert faults() == [("altered", number)]


def test_an_event_altered_together_with_its_hash_breaks_its_seal(sealed):
    event = Event.objects.get(pk=sealed[1])
    event.note = "Lý do khác"
    event.stamp()
    sql("UPDATE audit_event SET note = %s, digest = %s WHERE id = %s", event.note, event.digest, event.pk)  # fmt: skip

    assert faults() == [("seal", Seal.objects.first().first_id)]


def test_a_missing_event_is_named(sealed):
    sql("DELETE FROM audit_event WHERE id = %s", sealed[2])

    assert faults() == [("missing", sealed[2])]


def test_an_event_put_into_a_hole_long_sealed_is_named(sealed, write):
    [hole, later] = write(2)
    sql("DELETE FROM audit_event WHERE id = %s", hole)
    Event(pk=later + 5, **copy_of(later)).save(force_insert=True)
    sealing.seal_all()
    sql("UPDATE audit_seal SET at = %s", clock.now() - 2 * chain.WATCH)
    fresh = {f for f in faults() if f[0] == "added"}

    Event(pk=hole, **copy_of(later)).save(force_insert=True)

    assert (fresh, [f for f in faults() if f[0] == "added"]) == (set(), [("added", hole)])


def copy_of(number):
    event = Event.objects.get(pk=number)
    names = ("at", "verb", "user_id", "actor_name", "capacity", "subject_type_id", "subject_id", "subject_name")  # fmt: skip
    return {name: getattr(event, name) for name in names}


@pytest.mark.parametrize(
    "change",
    ("count = count + 1", "previous = digest", "events = digest", "digest = previous", "last_id = last_id + 1"),
)  # fmt: skip
def test_a_seal_that_was_touched_is_named(sealed, change):
    sql(f"UPDATE audit_seal SET {change} WHERE number = 2")

    assert faults()[0] == ("seal", sealed[3])


def test_a_missing_seal_breaks_the_chain(sealed):
    sql("DELETE FROM audit_seal WHERE number = 1")

    assert faults()[0] == ("seal", sealed[3])


def test_a_trail_cut_off_at_its_end_betrays_itself_only_to_a_hash_noted_elsewhere(sealed):
    noted = Seal.objects.get(pk=2).digest
    sql("DELETE FROM audit_seal WHERE number = 2")
    sql("DELETE FROM audit_event WHERE id >= %s", sealed[3])

    assert (faults(), faults(anchor=noted)) == ([], [("seal", 0)])


def test_bytes_that_are_no_text_are_named_like_any_other(sealed):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL itself refuses bytes that are no UTF-8")
    sql("UPDATE audit_event SET note = CAST(x'4cff' AS TEXT) WHERE id = %s", sealed[0])

    assert faults() == [("altered", sealed[0])]


def test_what_is_stored_is_composed_and_whole_numbers_are_whole(sealed, write):
    [number] = write(changes={"số": [2.0, "hoa\u0300"]}, note="hoa\u0300")

    event = Event.objects.get(pk=number)

    assert (event.changes, event.note) == ({"số": [2, "hoà"]}, "hoà")
    assert faults() == []


@pytest.fixture
def exported(sealed, tmp_path):
    assert command.run(["export", str(tmp_path / "vet.jsonl")]) == 0
    return tmp_path / "vet.jsonl"


def offline(file, *words):
    """Verify without the project, without its libraries: Python alone."""
    script = file.with_name("kiem-tra-vet.py")
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(file), *words],
        capture_output=True, encoding="utf-8", cwd=file.parent, env={"PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_an_exported_trail_is_verified_by_python_alone(exported):
    code, lines, errors = offline(exported)

    head = Seal.objects.get(pk=2).digest
    assert (code, errors) == (0, "")
    assert lines == [
        "Vết còn nguyên: 5 sự việc, 2 niêm phong, 0 sự việc mới chưa đến lượt niêm phong.",
        f"Mã niêm phong cuối (chép ra sổ để đối chiếu): {head}",
    ]
    assert offline(exported, head)[0] == 0
    assert offline(exported, "f" * 64)[0] == 1


def test_an_exported_trail_with_an_altered_line_is_refused_by_python_alone(exported, sealed):
    exported.write_text(
        exported.read_text("utf-8").replace("L\\u00fd do", "L\\u00fd so", 1), "utf-8"
    )

    code, lines, _errors = offline(exported)

    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith(f"Sự việc số {sealed[0]} (")
    assert lines[0].endswith("đã bị sửa: nội dung không khớp mã băm ghi lúc đầu.")


@pytest.mark.parametrize("text", ("", "x", "[]", '{"form": "khác"}', '{"form": "kheo-trail-1"}'))
def test_a_file_that_is_no_trail_is_refused_in_words(exported, text):
    exported.write_text(text, "utf-8")

    code, lines, errors = offline(exported)

    assert (code, lines) == (2, [])
    assert errors.startswith(f"Không đọc được {exported} như một tệp vết của Khéo: ")


def test_lines_out_of_order_are_refused(exported):
    lines = exported.read_text("utf-8").splitlines()
    exported.write_text("\n".join([*lines[:-2], lines[-1], lines[-2], ""]), "utf-8")

    assert offline(exported)[0] == 2


def test_the_hash_of_an_event_is_the_one_the_documentation_describes(sealed):
    event = next(rows.events())

    again = json.dumps(["kheo-event-1", *event.fields], ensure_ascii=False, separators=(",", ":"))

    assert event.fields[8] == '{"a":[1000,"hoà"],"b":[null,1.5]}'
    assert event.digest == chain.hashlib.sha256(again.encode()).hexdigest()
