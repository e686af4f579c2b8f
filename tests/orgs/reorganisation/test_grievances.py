"""What a commune still owes people goes on where the commune goes on, and comes back with it."""

import datetime as dt

import pytest

from kheo.citizens.states import State
from kheo.orgs.reorganisation import actions, preview
from tests.factories.citizens import GrievanceFactory
from tests.orgs.reorganisation.conftest import merge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_what_is_owed_goes_to_who_goes_on_and_the_rest_stays(
    communes, rounds, administrator, heads
):
    pang, hoi = communes
    known = {"round": rounds[1], "unit": pang}
    owed = GrievanceFactory(**known)
    done = GrievanceFactory(
        state=State.PASSED_ON, passed_to="Xã", passed_on=dt.date(2026, 3, 9), **known
    )
    outline = merge(pang, into=hoi, heads=heads)
    told = {t.what: (t.count, t.fate) for t in preview.previewed(outline).touches}

    event = actions.reorganise(outline, by=administrator)

    owed.refresh_from_db()
    done.refresh_from_db()
    assert (owed.unit, owed.path, done.unit, done.path) == (hoi, hoi.path, pang, pang.path)
    assert told["Ý kiến của dân chưa giải quyết, chưa trả lời"] == (1, "Nơi nhận giải quyết tiếp")

    actions.undo(event, by=administrator, note="Nhầm")

    owed.refresh_from_db()
    assert (owed.unit, owed.path) == (pang, pang.path)
