"""The account of who heads a unit of the State and leads a Party cell: nobody reaches both trees."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.accounts import lockout
from kheo.accounts.models import Invitation, User
from kheo.kernel import clock
from kheo.kernel.audit.models import Event
from kheo.notices.models import Notice
from kheo.orgs import actions, queries
from kheo.orgs.models import Person, Vouching
from kheo.orgs.states import Kind, Line, Power
from tests.factories import PostFactory, UnitFactory

pytestmark = pytest.mark.django_db
OWN, ANOTHER = "thanh@namson.gov.vn", "nguoi.khac@namson.gov.vn"


@pytest.fixture
def cell():
    party = UnitFactory(path="002.", kind=Kind.COMMITTEE, line=Line.PARTY, name="Đảng bộ")
    return UnitFactory(path="002.001.", kind=Kind.CELL, line=Line.PARTY, parent=party)


@pytest.fixture
def party(cell):
    """Who administers the Party's tree, as an actor."""
    work = UnitFactory(path="003.", kind=Kind.COMMITTEE, line=Line.PARTY, name="Tỉnh uỷ")
    title = "Quản trị phía Đảng"
    post = PostFactory(unit=work, over=cell.parent, powers=[Power.ADMINISTER], title=title)
    return queries.actor_of(post)


@pytest.fixture
def leader(newcomer, cell):
    """Who works in the office and leads a cell, and has no account yet."""
    PostFactory(person=newcomer, unit=cell, powers=[Power.FILE], title="Bí thư chi bộ")
    return newcomer


def fresh(person):
    return Person.objects.select_related("user").get(pk=person.pk)


def sent_to():
    return list(Invitation.objects.waiting().values_list("user__email", flat=True))


def test_the_mail_leaves_once_the_administrators_of_both_trees_wrote_the_same_address(
    leader, by, party
):
    first = actions.invite({leader: OWN}, by=by)
    before = sent_to()

    second = actions.invite({leader: OWN.upper()}, by=party)

    assert (first.waiting, first.mailed, before) == ([leader], [], [])
    assert (second.waiting, second.mailed, sent_to()) == ([], [leader], [OWN.upper()])
    assert Vouching.objects.count() == 0


def test_neither_sends_it_alone_however_often_they_write(leader, by, party):
    for email in (ANOTHER, ANOTHER, OWN):
        actions.invite({leader: email}, by=by)
    actions.invite({leader: ANOTHER}, by=party)

    assert (sent_to(), fresh(leader).user) == ([], None)
    told = list(Notice.objects.values_list("person", "text"))
    assert set(told) == {(party.person_id, f"Ghi thư điện tử của {leader} để thư mời đặt mật khẩu được gửi.")}  # fmt: skip


@pytest.mark.parametrize("lost", ("powers", "until", "old"))
def test_a_word_counts_while_who_gave_it_administers_and_for_as_long_as_an_invitation(
    leader, by, party, admin, settings, lost
):
    actions.invite({leader: OWN}, by=by)
    today, days = clock.today(), dt.timedelta(days=settings.INVITATION_DAYS)
    admin.powers = [] if lost == "powers" else admin.powers
    admin.until = today if lost == "until" else None
    admin.save()

    with time_machine.travel(clock.now() + (days * 1.1 if lost == "old" else 0 * days)):
        found = actions.invite({leader: OWN}, by=party)

    assert (found.waiting, sent_to()) == ([leader], [])


def test_who_has_shown_to_read_an_address_is_invited_there_and_nowhere_else(leader, by, party):
    leader.user = User.objects.create(username="thanh", full_name=leader.full_name, email=OWN)
    leader.save()
    EmailAddress.objects.create(user=leader.user, email=OWN, verified=True, primary=True)

    actions.invite({leader: OWN}, by=by)
    to_own, _taken = sent_to(), Invitation.objects.all().delete()
    actions.invite({leader: ANOTHER}, by=by)
    elsewhere = sent_to()
    actions.invite({leader: ""}, by=party)  # who may not know the address

    assert (to_own, elsewhere, sent_to()) == ([OWN], [], [OWN])
    assert fresh(leader).user.email == OWN


def test_an_address_another_wrote_is_none_they_have_shown_to_read(leader, by):
    leader.user = User.objects.create(username="thanh", full_name=leader.full_name, email=ANOTHER)
    leader.save()

    found = actions.invite({leader: ANOTHER}, by=by)

    assert (found.waiting, sent_to()) == ([leader], [])


@pytest.mark.parametrize("side", ("state", "party"))
def test_either_unlocks_and_signs_out_and_neither_does_what_hands_the_account_over(
    leader, by, party, side
):
    actor = by if side == "state" else party
    leader.user = User.objects.create(username="thanh", full_name=leader.full_name)
    leader.save()
    counted = lockout.account(leader.user)
    for _n in range(lockout.OF_ACCOUNT):
        lockout.fail(counted, at=clock.now())

    actions.unlock(leader, by=actor)
    actions.sign_out(leader, by=actor)

    assert lockout.locked(counted, at=clock.now()) is None
    for act in (actions.drop_factors, actions.close_account, actions.reopen_account):
        with pytest.raises(PermissionDenied, match="không do một mình bạn giữ"):
            act(leader, by=actor)
    with pytest.raises(ValidationError, match="không in được thư mời"):
        actions.invite({leader: ""}, by=actor)
    with pytest.raises(PermissionDenied):
        actions.print_letters([leader], by=actor)


def test_what_the_other_side_did_is_no_line_of_the_person_that_names_its_capacity(
    leader, by, party
):
    actions.invite({leader: OWN}, by=by)
    actions.invite({leader: OWN}, by=party)

    lines = Event.objects.filter(subject_id=leader.pk, verb__startswith="person.")
    capacities = set(lines.exclude(verb="person.vouch").values_list("capacity", flat=True))
    assert capacities == set()
    assert Event.objects.filter(verb="account.invite", capacity=party.capacity).count() == 1


def test_nothing_on_the_pages_of_the_one_side_tells_of_the_other(client, admin, leader, by, party):
    client.force_login(admin.person.user)
    actions.invite({leader: ANOTHER}, by=party)

    account = client.get(f"/quan-tri/tai-khoan/{leader.pk}/").content.decode()
    form = f"/quan-tri/tai-khoan/moi/?nguoi={leader.pk}"
    refused = client.post(form, {str(leader.pk): ""}).content.decode()
    told = client.post(form, {str(leader.pk): OWN}, follow=True).content.decode()

    assert "Một người quản trị khác đã ghi thư điện tử" in account
    assert "bạn không in được thư mời" in refused
    assert f"Bạn ghi {OWN}, người quản trị khác ghi địa chỉ khác" in told
    for page in (account, refused, told):
        words = ("chi bộ", "Chi bộ", "Đảng", "Bí thư", ANOTHER)
        assert [word for word in words if word in page.split("<main")[1]] == []


def test_who_administers_a_post_helps_from_its_page_and_reads_no_address(client, leader, party, by):
    client.force_login(User.objects.get(pk=party.user_id))
    leader.user = User.objects.create(username="thanh", full_name=leader.full_name, email=OWN)
    leader.save()
    actions.invite({leader: OWN}, by=by)
    post = leader.posts.get(title="Bí thư chi bộ")

    page = client.get(f"/quan-tri/chuc-vu/{post.pk}/").content.decode()
    account = client.get(f"/quan-tri/tai-khoan/{leader.pk}/").content.decode()
    asked = client.get(f"/quan-tri/tai-khoan/moi/?nguoi={leader.pk}").content.decode()
    listed = client.get("/quan-tri/tai-khoan/").content.decode()

    assert f'href="/quan-tri/tai-khoan/{leader.pk}/"' in page
    assert f'href="/quan-tri/tai-khoan/{leader.pk}/"' in listed
    assert [OWN in each for each in (account, asked, listed)] == [False, False, False]
    assert f'href="/nguoi/{leader.pk}/"' not in account  # which they may not open
