"""The invented data keeps every promise real data keeps."""

import datetime as dt
import hashlib
import io

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Sum
from docx import Document

from kheo.accounts.models import User
from kheo.desk import heat, stepper
from kheo.desk import queries as desk_queries
from kheo.kernel import files
from kheo.kernel.actor import Actor
from kheo.movement.models import (
    Adoption,
    Award,
    Breach,
    Card,
    Confirmation,
    Decision,
    Directive,
    Evidence,
    Fact,
    Likeness,
    Note,
    Plan,
    Registration,
    Report,
    Review,
    Round,
    Score,
    Tally,
)
from kheo.movement.s1_directive.states import DirectiveState, RoundState
from kheo.movement.s3_registration import behind
from kheo.movement.s3_registration import queries as registration_queries
from kheo.movement.s5_review import pledges
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s8_report import duties, retold
from kheo.movement.s8_report import queries as report_queries
from kheo.movement.s8_report.exports import changed, grouped
from kheo.orgs import vouching
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.queries import actor_of
from kheo.orgs.reorganisation import queries as reorganisation
from kheo.orgs.reorganisation.models import Level, UnitLevel
from kheo.orgs.reorganisation.states import Told
from kheo.orgs.states import Kind, Line, Power
from kheo.project.commands import demo
from kheo.project.demo import audit, charter, small
from kheo.project.demo.cast import ACCOUNTS
from kheo.project.demo.country import PASSWORD
from kheo.project.demo.former import JULY
from kheo.reading.draft import draft_of

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("Kiểm thử")


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Load the province once for this module; return its fingerprint; empty the database after it."""
    with django_db_blocker.unblock():
        # PostgreSQL's sequences go on after the tests before this module were rolled back.
        demo.call_command("flush", interactive=False, verbosity=0)
        small.load(by=SYSTEM, seed=1, today=small.TODAY)
        yield fingerprint()
        demo.call_command("flush", interactive=False, verbosity=0)


def fingerprint():
    encode = DjangoJSONEncoder().encode
    rows = [
        *Person.objects.values_list("full_name", "code", "cell", "user__username"),
        *Registration.objects.values_list("sort_key", "title", "state", "noted_on"),
        *Award.objects.order_by("pk").values_list("code", "holder", "form"),
        *Report.objects.values_list("path", "code", "state", "figures"),
    ]
    return hashlib.sha256(encode(rows).encode()).hexdigest()


@pytest.mark.usefixtures("told")
def test_every_figure_kept_beside_the_records_is_borne_out_by_them():
    assert audit.faults() == []


@pytest.mark.usefixtures("told")
def test_two_years_are_finished_and_the_third_runs():
    years = list(Round.objects.order_by("year").values_list("year", "state"))

    assert years == [
        (2024, RoundState.CLOSED),
        (2025, RoundState.CLOSED),
        (2026, RoundState.OPEN),
    ]


@pytest.mark.usefixtures("told")
def test_nothing_of_the_running_year_lies_in_the_future():
    today = small.TODAY
    assert not Note.objects.filter(day__gt=today).exists()
    assert not Award.objects.filter(decision__signed_on__gt=today).exists()
    assert not Adoption.objects.filter(adopted_on__gt=today).exists()
    assert not Report.objects.filter(sent_at__date__gt=today).exists()


@pytest.mark.usefixtures("told")
def test_no_chart_is_empty():
    for round_ in Round.objects.all():
        found = report_queries.figures(round_, "001.")
        for key in ("people", "models", "notes", "recognised", "adoptions", "plans", "reports"):
            assert found[key] > 0, (round_.year, key)
    assert set(Review.objects.values_list("state", flat=True)) == set(ReviewState)
    assert Card.objects.filter(state="published").exists()


@pytest.mark.usefixtures("told")
def test_in_the_running_year_some_are_missing_and_some_late():
    running = Round.objects.get(year=2026)
    answering = running.movement.scope.count()

    assert 0 < Plan.objects.filter(round=running).count() < answering
    assert Plan.objects.filter(round=running, late=True).exists()
    sums = Tally.objects.filter(round=running).aggregate(n=Sum("people"), late=Sum("people_late"))
    assert 0 < sums["late"] < sums["n"] < Person.objects.count()


@pytest.mark.usefixtures("told")
def test_every_score_a_check_changed_says_why():
    own = {(s.review_id, s.line_id): s.points for s in Score.objects.filter(column="self")}
    checks = list(Score.objects.filter(column="check"))

    changed = [s for s in checks if s.points != own[s.review_id, s.line_id]]

    assert len({s.reason for s in changed}) > 10
    assert [s for s in changed if not s.reason] == []
    assert [s for s in checks if s.reason and s not in changed] == []


@pytest.mark.usefixtures("told")
def test_of_a_few_pictures_two_are_alike_in_two_units():
    pictures = Evidence.objects.filter(kind="image/jpeg", looked_at__isnull=False, fault="")
    [found] = Likeness.objects.filter(first__kind="picture", per_cent__lt=100)
    one, two = found.first, found.second

    assert (pictures.count(), pictures.exclude(copy="").count()) == (6, 6)
    assert one.registration.unit_id != two.registration.unit_id
    assert {one.evidence.name.split("_")[0], two.evidence.name} == {"IMG", "ảnh buổi làm việc.jpg"}


@pytest.mark.usefixtures("told")
def test_most_have_confirmed_the_pledges_and_review_shows_a_breach_with_its_source():
    one, two = Breach.objects.order_by("day")
    staff = Person.objects.filter(active=True).count()

    assert staff * 0.7 < Confirmation.objects.exclude(person=None).count() < staff
    assert (one.person is None, two.person is None) == (False, True)
    case = Registration.objects.filter(person=one.person, review__round=one.round).first()
    assert pledges.at_review(actor_of(one.by.posts.first()), one.round, case) == [one]
    assert all(breach.source for breach in (one, two))


@pytest.mark.usefixtures("told")
def test_who_decides_gives_only_forms_of_its_own():
    awards = Award.objects.select_related("given", "decision__unit")

    assert {(a.given.unit_id == a.decision.unit_id) for a in awards} == {True}
    assert {a.form.split(" của ")[1] for a in awards} == {"Chủ tịch Uỷ ban nhân dân tỉnh"}


@pytest.mark.usefixtures("told")
def test_a_decision_is_a_whole_paper_with_the_list_of_all_it_names():
    decision = Decision.objects.select_related("document").first()
    document = Document(io.BytesIO(files.fetch(decision.document.file)))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    words = "\n".join([*(p.text for p in document.paragraphs), *cells])
    said = ("CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH NAM SƠN", "Căn cứ Luật Thi đua", "Xét đề nghị của",
            "Điều 1.", "Điều 2.", "Điều 3.", "Nơi nhận:", "KT. CHỦ TỊCH",
            f"Kèm theo Quyết định số {decision.number}")  # fmt: skip

    assert [part for part in said if part not in words] == []
    assert {a.holder for a in decision.awards.all()} <= set(cells)


@pytest.mark.usefixtures("told")
def test_about_half_of_the_people_are_party_members_of_their_cells():
    members = Person.objects.filter(cell__line=Line.PARTY).count()

    assert 0.4 < members / Person.objects.count() < 0.7


@pytest.mark.usefixtures("told")
def test_each_account_signs_in_and_between_them_they_hold_every_power():
    users = {user.username: user for user in User.objects.all()}

    assert set(users) == {account.username for account in ACCOUNTS}
    assert users["canbo"].check_password(PASSWORD)
    posts = Post.objects.filter(person__user__isnull=False)
    assert {p for post in posts for p in post.powers} == set(Power)
    assert Post.objects.get(person__user=users["canbo"]).powers == []


@pytest.mark.usefixtures("told")
def test_the_letters_were_read_by_the_machine_and_the_next_one_waits():
    states = dict(Directive.objects.values_list("state", "document__subject"))

    assert set(states) == {DirectiveState.OPENED, DirectiveState.READ}
    assert Fact.objects.filter(verdict="pending").exists()


@pytest.mark.usefixtures("told")
def test_a_second_call_changes_nothing(capsys):
    before = fingerprint()

    assert demo.run([]) == 0

    assert capsys.readouterr().out.startswith("Đã có dữ liệu, không nạp thêm.")
    assert fingerprint() == before


def test_the_same_seed_gives_the_same_data(told):
    connection.check_constraints()  # PostgreSQL empties no table whose references wait for it
    demo.call_command("flush", interactive=False, verbosity=0)

    small.load(by=SYSTEM, seed=1, today=small.TODAY)

    assert fingerprint() == told


def test_the_machine_reads_the_letters_of_the_demonstration_without_a_doubt():
    issued = dt.date(2026, 11, 21)

    draft = draft_of(charter.letter(2027, "17/UBND-TH", issued))

    assert [d.message for d in draft.doubts] == []
    assert draft.head.date.value == issued
    assert [f.value.name for f in draft.addressees] == [
        "Văn phòng Uỷ ban nhân dân tỉnh",
        "Các sở",
        "Uỷ ban nhân dân các xã",
    ]
    assert [f.value.text for f in draft.contents[:-1]] == list(charter.CONTENTS)
    assert [f.value.text.rstrip(".") for f in draft.criteria] == list(charter.CRITERIA)
    assert (draft.names[-1].value.role, draft.names[-1].value.text) == ("theme", charter.THEME)
    assert len(draft.quotas) == 3
    assert len(draft.deadlines) == 4


@pytest.mark.usefixtures("told")
def test_every_page_counts_the_same_people():
    post = Post.objects.filter(person__user__username="lanhdao").order_by("pk")[0]
    leader, round_ = actor_of(post), Round.objects.get(state=RoundState.OPEN)
    step = registration_queries.stepper_row(leader, round_).get()
    desk = desk_queries.figures(leader, round_)
    report = report_queries.figures(round_, leader.reach)
    rows = [row for rows in registration_queries.waiting_rows(leader, round_) for row in rows]
    waits = {row["what"]: row["n"] for row in rows}
    units = list(behind.units_behind(leader.reach, round_))
    listed, again = sum(u.behind for u in units), sum(u.stopped for u in units)

    # Who owes again since their work stopped has sent, and has not registered enough.
    assert step["total"] - step["done"] == listed + again
    assert step["late"] == listed + again + report["people_late"]
    assert (desk["people"], desk["staff"]) == (step["done"], step["total"])
    assert (report["people"], report["staff"]) == (step["done"] + again, step["total"])
    assert waits.get("registration.missing") in {None, listed}
    assert waits.get("registration.stopped") in {None, again}


@pytest.mark.usefixtures("told")
def test_the_districts_ended_on_30_june_2025_and_two_communes_merged():
    district = Level.objects.get(name="Huyện")
    gone = Unit.objects.filter(closed_on=dt.date(2025, 7, 1), kind=Kind.COMMUNE)

    assert district.until == dt.date(2025, 6, 30)
    assert UnitLevel.objects.filter(level=district, until=None).count() == 0
    assert (gone.count(), Unit.objects.open().filter(kind=Kind.COMMUNE).count()) == (8, 6)
    assert {u.successors.get().new.name for u in gone.filter(name="Xã Nà Pang")} == {"Xã Nà Hỏi"}


@pytest.mark.usefixtures("told")
def test_the_body_of_mass_mobilisation_merged_in_march_2025():
    new = Unit.objects.get(name="Ban Tuyên giáo và Dân vận Tỉnh uỷ")

    assert new.opened_on == dt.date(2025, 3, 1)
    assert sorted(row.old.name for row in new.predecessors.all()) == [
        "Ban Dân vận Tỉnh uỷ", "Ban Tuyên giáo Tỉnh uỷ",
    ]  # fmt: skip
    assert new.staff == new.people.count() == 4
    keepers = [actor_of(p) for p in Post.objects.filter(person__user__username="tinhuy")]
    seen = [list(reorganisation.listed(by).values_list("sort", flat=True)) for by in keepers]
    assert seen == [["merge"], []]
    assert [len(vouching.waiting(by)) for by in keepers] == [0, 1]


@pytest.mark.usefixtures("told")
def test_each_year_reads_the_same_as_then_and_as_now():
    root = Unit.objects.get(path="001.")
    for round_ in Round.objects.all():
        then, now = (retold.figures(round_, "001.", how) for how in Told.values)
        owed = {k for k in then if k.startswith(("plans", "reports"))}  # by fewer units today
        assert {k: n for k, n in then.items() if n and k not in owed} == {
            k: n for k, n in now.items() if n and k not in owed
        }
    first = Round.objects.earliest("year")
    then = [u.name for u in duties.reports(first, Told.THEN).below(root)]
    now = [u.name for u in duties.reports(first, Told.NOW).below(root)]
    assert ("Xã Nà Pang" in then, "Xã Nà Pang" in now) == (True, False)


@pytest.mark.usefixtures("told")
def test_nothing_has_changed_since_the_reports_of_the_finished_years_were_sent():
    rows = Report.objects.filter(unit__name__in=["Xã Tà Lèng", "Uỷ ban nhân dân tỉnh Nam Sơn"])
    reports = list(rows.filter(round__state=RoundState.CLOSED))

    assert sorted((r.round.year, r.unit.closed_on is None) for r in reports) == [
        (2024, False), (2024, True), (2025, True), (2025, True),
    ]  # fmt: skip
    for report in reports:
        sent = report.figures
        now = retold.since(sent, report.round, report.path, Told.THEN)

        assert changed(grouped(sent, now)) == [], report


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("how", Told.values)
def test_every_page_counts_the_plans_and_reports_of_a_year_alike(client, how):
    """The steps above, the table of units, both lists and the report's own figures: one sum."""
    client.force_login(User.objects.get(username="lanhdao"))
    by = actor_of(Post.objects.filter(person__user__username="lanhdao").earliest("pk"))
    for round_ in Round.objects.all():
        here = f"/phong-trao/{round_.pk}"
        plans = client.get(f"{here}/ke-hoach/?theo={how}").context
        reports = client.get(f"{here}/bao-cao/?theo={how}").context["standings"]
        steps = stepper.counted(by, round_, how)
        figures = retold.figures(round_, "001.", how)
        rows = heat.rows(round_, list(heat.units(by, round_, how).order_by("path")), {}, how)

        assert {(steps[2].done, steps[2].total), summed(rows, 1)} == {
            (plans["sent"], plans["total"])
        } == {(figures["plans"], figures["plans_due"])}  # fmt: skip
        assert {(steps[8].done, steps[8].total), summed(rows, 7)} == {
            (reports["all_came"], reports["all"])
        } == {(figures["reports"], figures["reports_due"])}  # fmt: skip
        for row in rows if round_.year == JULY.year else ():
            if row.unit.closed_on or row.unit.name == "Xã Nà Hỏi":
                assert all(cell.text in {"", listed(client, cell.url)} for cell in row.cells[1::6])
        assert len({str(row.unit) for row in rows}) == len(rows)


def summed(rows, column):
    pairs = [row.cells[column].text.split("/") for row in rows if row.cells[column].text]
    return tuple(sum(int(pair[n]) for pair in pairs) for n in (0, 1))


def listed(client, address):
    """Return what the list a cell leads to says: sent of how many."""
    found = client.get(address).context
    stands = found.get("standings") or {"came": found.get("sent"), "": found.get("total")}
    return f"{stands['came']}/{stands['']}"
