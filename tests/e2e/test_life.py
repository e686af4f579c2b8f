"""One year of a movement, from the paper to the certificate, as different people live it."""

import datetime as dt
import os
from pathlib import Path

import pytest
import time_machine

from tests.e2e import autumn, spring, summer, winter
from tests.e2e.album import Album
from tests.e2e.cast import Stage, office

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
START = dt.datetime(2026, 3, 12, 2, tzinfo=dt.UTC)
PICTURES = Path(os.environ.get("KHEO_PICTURES", Path(__file__).parents[2] / "var" / "pictures"))


@pytest.fixture
def stage(browser, live_server, settings, known):
    settings.SESSION_COOKIE_AGE = 400 * 24 * 3600  # nobody signs out as the year flies by
    with time_machine.travel(START, tick=True) as clock:
        made = Stage(browser, live_server.url, clock, Album(PICTURES, known), office())
        yield made
        for context in made.contexts:
            context.close()


def test_a_year_from_the_paper_to_the_certificate(stage):
    spring.the_clerk_launches_a_paper(stage)
    spring.the_head_answers_with_a_plan(stage)
    spring.the_head_registers_a_model(stage)
    spring.a_member_registers_two_items_on_a_phone(stage)
    spring.the_registrations_are_taken_in(stage)
    spring.the_clerk_reminds_who_is_missing(stage)
    summer.a_member_notes_what_was_done(stage)
    summer.the_head_notes_the_model(stage)
    summer.the_year_is_looked_at_from_above(stage)
    summer.nothing_waits_for_the_worker_or_is_theirs(stage)
    autumn.the_owners_score_themselves(stage)
    autumn.the_appraiser_changes_one_line(stage)
    autumn.the_council_recognises(stage)
    autumn.the_appraiser_proposes(stage)
    code = autumn.the_leader_decides(stage)
    autumn.anybody_checks_the_certificate(stage, code)
    winter.the_model_becomes_a_public_card(stage)
    winter.another_unit_follows_it(stage)
    winter.anybody_reads_the_models(stage)
    winter.the_report_goes_up_and_out(stage)

    assert stage.album.faults == []
