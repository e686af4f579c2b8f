"""The ledger: each file looked at, its like found in other dossiers, and what a person says."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kheo.kernel import files
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.models import Evidence, Likeness, Note, Signature, SignatureKey
from kheo.movement.s3_registration.states import State
from kheo.movement.s4_progress import actions, alike, signing
from kheo.movement.s4_progress.actions import Upload
from kheo.movement.s4_progress.states import LikeState
from kheo.orgs.states import Power
from tests.factories import (
    PersonFactory,
    RegistrationFactory,
    SheetFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    actor_in,
)
from tests.movement.s4_progress.conftest import PDF, picture
from tests.movement.s4_progress.test_pictures import described

MACHINE = Actor.system("Máy")
STORY = (
    "Sáng thứ bảy tổ công tác mang máy in, máy quét và mẫu tờ khai lên nhà văn hoá, hướng dẫn "
    "từng hộ điền hồ sơ đất đai, trả kết quả ngay cho ba mươi mốt hộ và hẹn sáu hộ còn lại."
)


@pytest.fixture
def other(round_, agency):
    """An item of somebody in another division."""
    division = UnitFactory(path=f"{agency.path}002.", parent=agency)
    person = PersonFactory(unit=division, user=UserFactory())
    sheet = SheetFactory(round=round_, person=person, unit=division)
    return RegistrationFactory(sheet=sheet, unit=division, title="Việc khác", state=State.ACCEPTED)


def write(registration, *uploads, text="Đã làm", by=None):
    by = by or actor_for(registration.person)
    return actions.note(
        registration,
        by=by,
        day=dt.date(2026, 6, 14),
        text=text,
        uploads=[Upload(f"{n}.jpg", data) for n, data in enumerate(uploads)],
    )


def found():
    return [(like.per_cent, like.state) for like in Likeness.objects.all()]


def test_a_picture_is_looked_at_in_the_background(item):
    write(item, picture(exif=described()))

    kept = Evidence.objects.get()
    assert kept.taken_at == dt.datetime(2026, 6, 14, 1, 30, tzinfo=dt.UTC)
    assert (kept.latitude, kept.longitude) == (Decimal("22.391667"), Decimal("103.45"))
    assert files.fetch(kept.copy).startswith(b"\xff\xd8\xff")
    assert kept.fault == ""


def test_a_picture_cut_off_is_kept_and_told(item):
    write(item, picture("PNG")[:-2000])

    assert Evidence.objects.get().fault == "Không mở được ảnh này; bản gốc vẫn giữ nguyên."


def test_the_same_picture_scaled_in_another_dossier_is_flagged(item, other):
    write(item, picture(), picture(seed=7))
    write(other, picture(size=(200, 150), quality=50), text="Việc khác")

    (flagged,) = found()
    assert flagged[0] >= 95
    assert flagged[1] == LikeState.PENDING
    assert trail.history_of(Likeness.objects.get()).get().verb == "likeness.found"


def test_the_same_file_in_another_dossier_is_alike_by_100(item, other):
    write(item, PDF)
    write(other, PDF)

    assert found() == [(100, LikeState.PENDING)]


def test_the_same_picture_twice_in_one_dossier_is_no_likeness(item):
    write(item, picture())
    write(item, picture(quality=40), text="Lần sau")

    assert found() == []


def test_nearly_the_same_text_in_another_dossier_is_flagged(item, other):
    write(item, text=STORY)
    write(other, text=STORY.replace("ba mươi mốt", "bốn mươi").upper())

    ((per_cent, _state),) = found()
    assert 60 <= per_cent < 100


def test_short_words_are_everybodys(item, other):
    for registration in (item, other):
        write(registration, text="Đã phát bốn mươi tờ rơi tại bản.")

    assert found() == []


def test_looking_twice_does_no_harm(item, other):
    for registration in (item, other):
        write(registration, picture(), text=STORY)
    before = (Signature.objects.count(), SignatureKey.objects.count(), Likeness.objects.count())

    Evidence.objects.update(looked_at=None)
    done = actions.catch_up(by=MACHINE)

    after = (Signature.objects.count(), SignatureKey.objects.count(), Likeness.objects.count())
    assert (before[2], after) == (2, before)
    assert (done, actions.catch_up(by=MACHINE)) == (2, 0)


def test_the_words_of_what_was_registered_are_compared_too(item, other):
    for registration in (item, other):
        registration.method = STORY
        registration.save()

    actions.catch_up(by=MACHINE)

    ((per_cent, _state),) = found()
    assert per_cent >= 60


def test_words_that_changed_are_signed_anew(item):
    item.method = STORY
    item.save()
    before = bytes(actions.sign(item, by=MACHINE).digest)
    item.method = f"{STORY} Buổi chiều tổ vào tận ba nhà neo người để lấy chữ ký và chụp giấy tờ."

    after = actions.sign(item, by=MACHINE)

    assert (Signature.objects.count(), bytes(after.digest) == before) == (1, False)
    assert after.keys.count() == 16


def test_too_many_files_at_once_are_refused_and_as_many_as_said_are_kept(item, monkeypatch):
    monkeypatch.setattr(
        "kheo.movement.s4_progress.uploads.AT_ONCE", 20
    )  # 200 in earnest: a second of every run
    files_ = [PDF + str(n).encode() for n in range(21)]

    with pytest.raises(ValidationError) as refused:
        write(item, *files_)
    write(item, *files_[:-1])

    assert "Có 21 tệp. Mỗi lần gửi nhiều nhất 20 tệp" in refused.value.message_dict["evidence"][0]
    assert (Note.objects.count(), Evidence.objects.count()) == (1, 20)


def test_the_same_bytes_are_kept_once_and_the_same_note_sent_twice_is_one(item):
    first = write(item, PDF, picture(), PDF)
    again = write(item, PDF, picture(), PDF)

    assert (first, [e.name for e in first.evidence.all()]) == (again, ["0.jpg", "1.jpg"])
    item.refresh_from_db()
    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    (
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\an\biên bản.pdf", "biên bản.pdf"),
        ("a\x00\nb\u202efdp.pdf", "abfdp.pdf"),
        ("/", "tep"),
    ),
)
def test_a_path_in_a_name_is_left_out(item, owner, name, kept):
    note = actions.note(
        item, by=owner, day=dt.date(2026, 6, 14), text="Đã làm", uploads=[Upload(name, PDF)]
    )

    assert note.evidence.get().name == kept


@pytest.fixture
def likeness(item, other):
    write(item, picture())
    write(other, picture(quality=40))
    return Likeness.objects.get()


def test_a_person_judges_with_a_reason_kept_in_the_trail(likeness, clerk):
    actions.judge(likeness, "fine", by=clerk, reason="Hai tổ cùng đi một buổi")

    likeness.refresh_from_db()
    assert (likeness.state, likeness.judged_by_id) == (LikeState.FINE, clerk.person_id)
    event = trail.history_of(likeness).order_by("-pk")[0]
    assert (event.verb, event.note) == ("likeness.fine", "Hai tổ cùng đi một buổi")


def test_a_verdict_without_a_reason_is_refused(likeness, clerk):
    with pytest.raises(ValidationError):
        actions.judge(likeness, "same", by=clerk, reason=" ")


def test_what_was_judged_may_be_opened_again(likeness, clerk):
    actions.judge(likeness, "same", by=clerk, reason="Cùng một ảnh")
    actions.judge(likeness, "again", by=clerk, reason="Đơn vị đã giải trình")

    likeness.refresh_from_db()
    assert (likeness.state, likeness.judged_by) == (LikeState.PENDING, None)


@pytest.mark.parametrize("who", ("owner", "stranger"))
def test_who_does_not_check_neither_sees_nor_judges(request, likeness, round_, who):
    by = request.getfixturevalue(who)

    assert list(alike.likenesses(by, round_)) == []
    with pytest.raises(PermissionDenied):
        actions.judge(likeness, "fine", by=by, reason="Của tôi")


def test_nobody_judges_their_own(likeness, item):
    person = item.person
    by = actor_for(person, Power.OVERSEE)

    with pytest.raises(PermissionDenied, match="của chính mình"):
        actions.judge(likeness, "fine", by=by, reason="Của tôi")


def test_the_side_out_of_reach_shows_only_whose_it_is(likeness, item):
    head = actor_in(item.unit, Power.OVERSEE)

    mine, theirs = alike.sides(head, likeness)

    assert (mine.seen, mine.evidence is not None) == (True, True)
    assert (theirs.seen, theirs.evidence, theirs.text) == (False, None, "")


def test_no_picture_within_seven_bits_is_missed():
    chance = random.Random(7)
    for _case in range(200):
        across = other = chance.getrandbits(64)
        for bit in chance.sample(range(64), signing.NEAR):
            other ^= 1 << bit
        assert set(signing.picture_probes(across)) & set(signing.picture_keys(other))


def test_the_pages_show_both_sides_and_take_a_verdict(likeness, clerk, enter, round_):
    client = enter(clerk)
    page = reverse("progress:likeness", args=[round_.pk, likeness.pk])

    listed = client.get(reverse("progress:likenesses", args=[round_.pk])).text
    shown = client.get(page).text
    refused = client.post(page, {"verdict": "fine", "reason": ""})
    taken = client.post(page, {"verdict": "fine", "reason": "Đi cùng một buổi"}, follow=True)

    assert page in listed
    assert ">fine<" not in shown  # the stepper of the shell keeps its own words
    assert shown.count("?ban=xem") == 4  # each side its picture and a link to it
    assert "Cần nêu lý do" in refused.text
    assert "Đi cùng một buổi" in taken.text


def test_a_list_of_likenesses_costs_the_same_with_three(
    likeness, clerk, enter, round_, item, other, django_assert_num_queries
):
    client, url = enter(clerk), reverse("progress:likenesses", args=[round_.pk])
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)
    for seed in (3, 4):
        write(item, picture(seed=seed), text=f"Lần {seed}")
        write(other, picture(seed=seed, quality=50), text=f"Lần {seed}")

    with django_assert_num_queries(9):
        shown = client.get(url)

    assert [(one.registration, one.number) for one in shown.context["dossiers"]] == [(other, 3)]


def test_the_likenesses_of_one_dossier_stand_together_the_most_alike_first(
    likeness, clerk, enter, round_, item, other, monkeypatch
):
    monkeypatch.setattr(alike, "SHOWN_OF_ONE", 1)
    write(item, picture(seed=3), text="Lần 3")
    write(other, picture(seed=3), text="Lần 3")  # the very same file
    url = reverse("progress:likenesses", args=[round_.pk])

    [few] = enter(clerk).get(url).context["dossiers"]
    [whole] = enter(clerk).get(url, {"ho-so": other.pk}).context["dossiers"]
    stranger = actor_in(item.unit, Power.OVERSEE)
    [unseen] = enter(stranger).get(url).context["dossiers"]

    assert ([one.per_cent for one in few.pairs], few.more) == ([100], 1)
    assert ([one.per_cent for one in whole.pairs], whole.more) == ([100, likeness.per_cent], 0)
    assert (few.seen, unseen.seen) == (True, False)


def test_who_does_not_check_is_given_the_copy_without_place(model, keeper, colleague, enter):
    write(model, picture(exif=described()), by=keeper)
    url = reverse("progress:evidence", args=[Evidence.objects.get().pk])

    original, copy = enter(keeper).get(url), enter(colleague).get(url)

    assert b"Exif" in original.content
    assert b"Exif" not in copy.content
