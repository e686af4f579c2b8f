"""What a report counts, against a count of the records one by one."""

from collections import Counter

import pytest

from kheo.kernel.ui.rows import StepRow
from kheo.movement.models import Registration, Report
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.states import Field, State
from kheo.movement.s8_report import duties, exports, queries, shares
from kheo.orgs.reorganisation.states import Told
from kheo.orgs.states import Power
from tests.factories import (
    PersonFactory,
    PlanFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    actor_in,
)
from tests.factories.commendation import (
    AwardFormFactory,
    CaseFactory,
    ProposalFactory,
    recognised_item,
    recognised_model,
)
from tests.factories.report import (
    AdoptionFactory,
    CardFactory,
    ReportFactory,
    SentReportFactory,
    TallyFactory,
)


@pytest.fixture
def told(land):
    """Two recognised models, one recognised item, one carried on twice; another year beside."""
    for unit, people, items in ((land.agency, 2, 3), (land.division, 5, 8), (land.commune, 4, 4)):
        TallyFactory(round=land.round, unit=unit, people=people, items_accepted=items, notes=2)
        unit.staff = people + 1
        unit.save()
    model = recognised_model(land.division, land.round, field=Field.ECONOMY)
    recognised_model(land.commune, land.round, field=Field.CULTURE)
    recognised_item(land.agency, land.round)
    card = CardFactory(registration=model.registration)
    AdoptionFactory(card=card, unit=land.commune)
    AdoptionFactory(card=card, unit=land.silent)
    recognised_model(land.division, RoundFactory(movement=land.round.movement, year=2025))
    return land


def test_figures_hold_everything_below_and_nothing_else(told):
    found = queries.figures(told.round, told.agency.path)

    assert {key: n for key, n in found.items() if n} == {
        "staff": 9,
        "people": 7,
        "people_minimum": 1,
        "people_target": 1,
        "units_minimum": 1,
        "items": 11,
        "items_accepted": 11,
        "notes": 4,
        "field:economy": 1,
        "reviewed": 2,
        "level:Xuất sắc": 2,
        "recognised": 2,
        "recognised_models": 1,
        "carried": 1,
        "adoptions": 2,
        "learnt": 1,
        "plans_due": 2,
        "reports_due": 1,
    }


def test_the_parts_below_sum_to_the_figures(told):
    found = queries.figures(told.round, told.province.path)

    summed = exports.totals(exports.breakdown(told.round, told.province))

    assert summed == Counter({key: found[key] for key in shares.COUNTED if found.get(key)})


def test_the_units_own_part_leaves_out_those_below(told):
    own, division, silent = exports.breakdown(told.round, told.agency)

    assert (own.own, own.counts["people"], own.counts["items"]) == (True, 2, 3)
    assert (division.unit, division.counts["people"]) == (told.division, 5)
    assert (silent.unit, silent.counts["people"]) == (told.silent, 0)


def test_drafts_are_not_counted(land):
    TallyFactory(round=land.round, unit=land.agency, items_draft=5, models_draft=1)
    RegistrationFactory(
        sheet=SheetFactory(round=land.round, unit=land.agency, person=None), state=State.DRAFT
    )

    found = queries.figures(land.round, land.agency.path)

    assert (found["items"], found["models"]) == (0, 0)
    assert Registration.objects.get().subject == Subject.MODEL
    assert [key for key in found if key.startswith("field:")] == []


def test_revoked_awards_are_not_counted(land):
    review = recognised_item(land.agency, land.round)
    form = AwardFormFactory(unit=land.province)
    proposal = ProposalFactory(round=land.round, unit=land.agency)
    CaseFactory(proposal=proposal, review=review, form=form)

    assert [k for k in queries.figures(land.round, "001.") if k.startswith("award:")] == []


def test_plans_and_reports_are_counted_with_their_lateness(land):
    leader = PersonFactory()
    PlanFactory(
        round=land.round, unit=land.agency, state="sent", leader=leader, late=True,
        sent_at="2026-03-20T02:00Z", received_at="2026-01-20T02:00Z",
    )  # fmt: skip
    SentReportFactory(round=land.round, unit=land.agency, late=True)
    ReportFactory(round=land.round, unit=land.commune)

    found = queries.figures(land.round, land.province.path)

    keys = ("plans_due", "plans", "plans_late", "reports_due", "reports", "reports_late")
    assert [found[key] for key in keys] == [3, 1, 1, 3, 1, 1]


def test_standings_of_the_units_right_below(land):
    SentReportFactory(round=land.round, unit=land.agency, late=True)

    units = duties.reports(land.round, Told.NOW).below(land.province)

    assert duties.standings(units) == {
        "all": 2, "all_came": 1,
        "": 2, "missing": 1, "late": 1, "sent": 1, "published": 0, "came": 1, "in_time": 0,
    }  # fmt: skip
    assert [u.name for u in duties.standing(units, "missing")] == ["Xã Nà Hỏi"]
    assert [u.name for u in duties.standing(units, "khong-co")] == ["Sở Nội vụ", "Xã Nà Hỏi"]


def only(row: StepRow) -> dict[str, int]:
    (found,) = row
    return found


def test_the_step_counts_sent_reports_of_those_due(land):
    SentReportFactory(round=land.round, unit=land.agency, late=True)

    found = only(queries.stepper_row(land.above, land.round))

    assert found == {"step": 8, "done": 1, "total": 3, "late": 1}


def test_past_the_day_what_is_missing_is_late(land):
    land.round.milestones.update(due_on="2026-11-20")

    found = only(queries.stepper_row(land.owner, land.round))

    assert found == {"step": 8, "done": 0, "total": 2, "late": 2}


def waiting(by, land):
    rows = [row for q in queries.waiting_rows(by, land.round) for row in q]
    return {row["what"]: row["n"] for row in rows if row["n"]}


def test_what_waits_is_the_own_report_and_those_that_came(land):
    SentReportFactory(round=land.round, unit=land.commune)

    assert waiting(land.above, land) == {"report.write": 1, "report.receive": 1}
    assert waiting(land.owner, land) == {"report.write": 1}
    assert waiting(land.stranger, land) == {}
    assert waiting(actor_in(land.agency, Power.OVERSEE), land) == {}
    assert set(queries.WAITING) == {"report.write", "report.receive"}
    assert Report.objects.count() == 1
