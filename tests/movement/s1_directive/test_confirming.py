"""The confirm page over HTTP: rows for htmx, facts added, words repaired, the history in words."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kheo.kernel.audit import trail
from kheo.movement.models import Directive, Movement, Repair
from kheo.movement.s1_directive import actions, mends
from kheo.movement.s1_directive.states import DirectiveState, Verdict
from kheo.orgs import queries as orgs
from kheo.orgs.states import Kind, Power
from tests.factories import PersonFactory, PostFactory, UnitFactory
from tests.factories.directive import (
    PAPER,
    DirectiveFactory,
    FactFactory,
    RepairFactory,
    read_paper,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LOST = "Nhà nư c lo.\nNhà nư c nghe dân.\n"


@pytest.fixture
def agency():
    return UnitFactory(name="Văn phòng UBND tỉnh Nam Sơn", kind=Kind.AGENCY, path="001.")


@pytest.fixture
def launcher(client, agency):
    post = PostFactory(unit=agency, powers=[Power.LAUNCH], person__full_name="Lò Thị Thanh")
    client.force_login(post.person.user)
    return orgs.actor_of(post)


@pytest.fixture
def paper(agency, launcher):
    return read_paper(agency, launcher)


@pytest.fixture
def lost(agency, launcher):
    """A paper with one word lost twice, and a fact that carries the first of the two."""
    directive = DirectiveFactory(unit=agency, document__text=LOST)
    FactFactory(directive=directive, quote="Nhà nước lo", start=0, end=11)
    for start in (4, 17):
        RepairFactory(directive=directive, start=start, end=start + 4)
    return directive


def address(name, directive, *more):
    return reverse(f"directive:{name}", args=[directive.pk, *more])


def press(client, directive, name="judge", target="", **act):
    headers = {"HX-Target": target} if target else {}
    return client.post(address(name, directive), act, headers=headers)


def added(client, directive, **typed):
    data = {"them-kind": "topic", "them-quote": "để theo dõi", "them-at": ""} | typed
    return client.post(address("add", directive), data)


def test_htmx_gets_the_row_it_pressed_the_bar_and_the_words_to_say(client, paper):
    number = paper.facts.get(kind="number")

    answer = press(client, paper, target=f"d{number.pk}", accept=number.pk).text

    assert answer.lstrip().startswith("<li")
    assert [f'id="{name}"' in answer for name in ("bar", "job", "clear", "said", "reader")] == [
        *[True] * 4,
        False,
    ]
    assert "Đã nhận: Số, ký hiệu 87/VP-HCTC." in answer


def test_htmx_is_told_in_its_row_why_a_press_was_refused(client, paper):
    deadline = paper.facts.get(kind="deadline")

    answer = press(client, paper, target=f"d{deadline.pk}", accept=deadline.pk).text

    assert 'role="alert"' in answer
    assert "không thể là một ngày có thật" in answer


def test_the_editor_of_one_row_opens_and_closes_alone(client, paper):
    number = paper.facts.get(kind="number")
    headers = {"HX-Target": f"d{number.pk}"}

    opened = client.get(address("confirm", paper), {"sua": number.pk}, headers=headers).text
    closed = client.get(address("confirm", paper), {"xem": number.pk}, headers=headers).text

    assert ["Lưu chỗ sửa" in page for page in (opened, closed)] == [True, False]
    assert ["<html" in page for page in (opened, closed)] == [False, False]


def test_a_fact_the_machine_missed_is_added_at_its_place_with_a_trail(client, paper):
    first = added(client, paper)
    form = first.context["new"]
    second = added(client, paper, save="1", **{f"{form.prefix}-text": "Theo dõi"})

    fact = paper.facts.get(added=True)
    assert second.url == f"{address('confirm', paper)}#d{fact.pk}"
    assert PAPER[fact.start : fact.end] == "để theo dõi"
    assert (fact.verdict, fact.confirmed["text"]) == (Verdict.ACCEPTED, "Theo dõi")
    assert [e.verb for e in trail.history_of(paper)] == ["directive.add", "directive.read"]


def test_the_boxes_of_a_new_fact_are_filled_as_the_reader_reads_the_words(client, paper):
    form = added(
        client, paper, **{"them-kind": "quota", "them-quote": "đăng ký từ 01 đến 03 nội dung"}
    ).context["new"]

    assert (form["min"].value(), form["max"].value()) == ("1", "3")


def test_words_that_are_not_on_the_paper_are_refused_and_kept(client, paper):
    answer = added(client, paper, **{"them-quote": "tiết kiệm nước"}).text

    assert "Không thấy “tiết kiệm nước” trên văn bản" in answer
    assert "tiết kiệm nước</textarea>" in answer.replace("\n", "")
    assert not paper.facts.filter(added=True).exists()


def test_words_that_are_such_a_fact_already_are_not_added_twice(client, paper):
    number = paper.facts.get(kind="number")
    data = {"them-kind": "number", "them-quote": number.quote, "save": "1", "f0-value": "1/X"}

    answer = added(client, paper, **data).text

    assert "đã là một dữ kiện cùng loại" in answer


@pytest.mark.parametrize(
    "kind",
    ("name", "period", "quota", "deadline", "citation", "duty", "copy", "date", "staff", "pledge"),
)
def test_every_kind_of_fact_can_be_added(client, paper, kind):
    assert "Lưu dữ kiện" in added(client, paper, **{"them-kind": kind}).text


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    (
        ("quota", {"unit": "nội dung", "subject": "person"}, "Chưa ghi con số nào"),
        ("period", {"first": "2026", "last": "2020"}, "kết thúc trước khi bắt đầu"),
        ("period", {"first": "năm ngoái"}, "Đang ghi “năm ngoái”"),
        ("deadline", {"iso": "30/2/2026"}, "Đang ghi “30/2/2026”"),
        ("deadline", {"iso": ""}, "Cần một ngày hoặc một kỳ lặp lại"),
        ("citation", {"type": "Kế hoạch"}, "Văn bản không có số thì ghi trích yếu"),
        ("citation", {"type": "Kế hoạch", "number": "1/KH", "date": "1/1/3013"}, "Đang ghi"),
        ("duty", {"who": "Phòng Tổng hợp", "what": ""}, "Cần điền ô này"),
    ),
)
def test_what_cannot_be_is_said_in_words(client, paper, kind, typed, said):
    data = {f"f0-{name}": value for name, value in typed.items()}

    answer = added(client, paper, save="1", **{"them-kind": kind}, **data).text

    assert said in answer
    assert not paper.facts.filter(added=True).exists()


def test_a_month_a_year_and_a_recurring_day_are_taken_as_papers_write_them(client, paper):
    for kind, typed in (
        ("deadline", {"iso": "3/2014", "what": "Nộp"}),
        ("deadline", {"recurring": "hằng quý"}),
        ("period", {"name": "giai đoạn", "first": "2014", "last": "2020"}),
    ):
        data = {f"f0-{name}": value for name, value in typed.items()}
        words = f"{len(paper.facts.filter(added=True)):02}"
        quote = {"00": "tiết", "01": "kiệm", "02": "điện"}[words]
        added(client, paper, save="1", **{"them-kind": kind, "them-quote": quote}, **data)

    values = [f.confirmed for f in paper.facts.filter(added=True).order_by("ordinal")]
    assert (values[0]["iso"], values[1]["recurring"]) == ("2014-03", "hằng quý")
    assert (values[2]["first"], values[2]["last"]) == ("2014", "2020")


def test_a_paper_with_lost_letters_is_stored_as_it_came_and_its_facts_carry_repaired_words(
    client, launcher, agency
):
    text = "\n".join(f"{n}. Nhà nư c lo, g n v i dân, tư tưởng H   hí Minh." for n in range(1, 5))

    directive = read_paper(agency, launcher, text)

    assert directive.document.text == text
    assert {text[r.start : r.end] for r in directive.repairs.all()} >= {"nư c"} or (
        directive.repairs.filter(right__contains="nước").exists()
    )
    assert "nước" in directive.facts.filter(kind="item")[0].value["text"]


def test_one_word_told_not_so_stands_as_written_in_its_fact_and_back(client, lost):
    first = lost.repairs.first()
    texts = []

    for act in ("wrong", "unsaid"):
        press(client, lost, "mend", **{act: str(first.pk)})
        texts.append(lost.facts.get().quote)

    assert texts == ["Nhà nư c lo", "Nhà nước lo"]
    assert [e.verb for e in trail.history_of(lost)] == ["directive.mend_undo", "directive.unmend"]


def test_all_alike_words_are_told_not_so_at_once_and_the_paper_stays(client, lost):
    keys = "-".join(str(r.pk) for r in lost.repairs.all())

    answer = press(client, lost, "mend", target="reader", wrong=keys).text

    assert {r.verdict for r in lost.repairs.all()} == {Verdict.STRUCK}
    assert "Đã trả 2 chữ về như trên giấy." in answer
    assert Directive.objects.get().document.text == LOST


def test_one_press_takes_what_the_machine_is_sure_of_and_another_gives_it_back(client, lost):
    sure, unsure = lost.repairs.all()
    lost.repairs.filter(pk=unsure.pk).update(sure=0.6)
    verdicts = []

    for act in ("all", "none"):
        said = press(client, lost, "mend", target="reader", **{act: "1"}).text
        verdicts.append((list(lost.repairs.values_list("verdict", flat=True)), " 1 chữ" in said))

    assert sure.pk != unsure.pk
    assert verdicts == [
        ([Verdict.ACCEPTED, Verdict.PENDING], True),
        ([Verdict.PENDING, Verdict.PENDING], True),
    ]


def test_a_word_the_machine_is_unsure_of_is_asked_for_before_the_paper_is_confirmed(lost, launcher):
    lost.repairs.update(sure=0.6)
    words = "còn 2 chữ máy chữa chưa chắc, cần trả lời từng chữ: “nư c → nước”"

    with pytest.raises(ValidationError, match=words):
        actions.confirm(lost, by=launcher)
    actions.judge_repairs(lost.repairs.all(), Verdict.ACCEPTED, by=launcher)

    assert actions.confirm(lost, by=launcher).state == DirectiveState.CONFIRMED


def test_mended_words_stand_by_what_was_lost_the_least_sure_first():
    words = (
        ("nư c", "nước", 0.9), ("s c", "sắc", 0.7), ("ngy", "ngày", 0.9), ("tháng?", "tháng", 0.9),
        ("2O26", "2026", 0.9),
    )  # fmt: skip
    repairs = [Repair(found=f, right=r, sure=s) for f, r, s in words]

    found = [(g.title, [m.found for m in g.mends], g.asked) for g in mends.groups(repairs)]

    assert found == [
        ("Dấu lạ đứng thay chữ", ["tháng?"], 0),
        ("Mất chữ, còn khoảng trống", ["s c", "nư c"], 1),
        ("Mất chữ, không còn dấu vết", ["ngy"], 0),
        ("Máy quét đọc sai", ["2O26"], 0),
    ]


def test_an_accepted_fact_follows_its_word_and_a_typed_one_does_not(client, lost, launcher):
    fact = lost.facts.get()
    press(client, lost, accept=fact.pk)
    press(client, lost, "mend", wrong=str(lost.repairs.first().pk))
    fact.refresh_from_db()
    followed = fact.confirmed["text"]
    actions.judge(fact, Verdict.CORRECTED, by=launcher, value={"text": "Nhà nước"})
    press(client, lost, "mend", unsaid=str(lost.repairs.first().pk))

    fact.refresh_from_db()
    assert (followed, fact.confirmed["text"]) == ("Nhà nư c lo", "Nhà nước")


def test_confirming_takes_the_words_nobody_spoke_of_as_right(client, lost):
    press(client, lost, "mend", wrong=str(lost.repairs.first().pk))

    client.post(address("confirm", lost))

    assert [r.verdict for r in lost.repairs.all()] == [Verdict.STRUCK, Verdict.ACCEPTED]


@pytest.mark.parametrize("act", ({}, {"wrong": "999999"}, {"wrong": "x"}, {"right": ""}))
def test_a_word_nobody_has_is_not_found(client, lost, act):
    assert press(client, lost, "mend", **act).status_code == 404


def test_nothing_is_entered_anywhere_before_a_person_confirmed(client, paper):
    before = (paper.document.citations.count(), Movement.objects.count())
    for fact in paper.facts.exclude(doubt=""):
        press(client, paper, strike=fact.pk)

    client.post(address("confirm", paper))

    assert before == (0, 0)
    assert [str(c) for c in paper.document.citations.all()] == ["Kế hoạch 27/KH-VP"]


def test_a_confirmed_reading_takes_neither_facts_nor_words(client, lost):
    client.post(address("confirm", lost))

    new = added(client, lost, save="1", **{"them-quote": "dân", "f0-text": "dân"})
    mended = press(client, lost, "mend", wrong=str(lost.repairs.first().pk))

    assert (new.status_code, mended.status_code) == (302, 302)
    assert lost.facts.count() == 1
    assert lost.repairs.filter(verdict=Verdict.STRUCK).count() == 0


def test_the_history_tells_who_did_what_before_and_after_in_words(client, paper):
    deadline = paper.facts.get(kind="deadline")
    data = {f"f{deadline.pk}-iso": "26/3/2014", f"f{deadline.pk}-what": "Nộp"}
    client.post(address("correct", paper, deadline.pk), data)
    press(client, paper, all=1)

    answer = client.get(reverse("history", args=["van-ban", paper.pk]))

    taken, corrected, read = answer.context["entries"]
    [change] = corrected.changes
    assert (corrected.who, corrected.what) == (
        "Lò Thị Thanh, Chuyên viên, Văn phòng UBND tỉnh Nam Sơn",
        "Sửa điều máy đọc",
    )
    assert (change.before.split(":")[0], change.after) == ("25/3/3013", "26/3/2014: Nộp")
    assert (len(taken.first), len(taken.rest) > 0, read.changes) == (8, True, [])
    assert all(change.same for change in taken.changes)
    assert "<q>26/3/2014: Nộp</q>" in answer.text


def test_the_history_tells_of_words_the_machine_repaired(client, lost):
    press(client, lost, "mend", wrong=str(lost.repairs.first().pk))

    answer = client.get(reverse("history", args=["van-ban", lost.pk]))

    [entry] = answer.context["entries"]
    assert (entry.what, entry.reason) == ("Trả chữ về như trên giấy", "nư c → nước")
    assert [(c.label, c.before, c.after) for c in entry.changes] == [("Chữ", "nước", "nư c")]


def test_the_former_address_of_the_history_leads_to_it(client, lost):
    answer = client.get(address("past", lost))

    assert answer.url == reverse("history", args=["van-ban", lost.pk])


@pytest.mark.parametrize("count", (1, 3))
def test_the_history_asks_as_many_queries_for_one_act_as_for_three(
    client, lost, launcher, django_assert_num_queries, count
):
    for n in range(count):
        actions.judge(lost.facts.get(), Verdict.PENDING if n % 2 else Verdict.STRUCK, by=launcher)

    with django_assert_num_queries(6):  # session, user, post, directive, events, seals
        client.get(reverse("history", args=["van-ban", lost.pk]))


@pytest.mark.parametrize("chair", ("colleague", "stranger"))
def test_colleague_and_stranger_find_no_such_page(client, lost, agency, chair):
    unit = agency if chair == "colleague" else UnitFactory(path="002.")
    power = Power.PLAN if chair == "colleague" else Power.LAUNCH
    client.force_login(PostFactory(unit=unit, powers=[power]).person.user)
    repair = lost.repairs.first()

    answers = [
        client.get(address("confirm", lost)),
        client.get(address("past", lost)),
        added(client, lost),
        press(client, lost, "mend", wrong=str(repair.pk)),
        press(client, lost, accept=lost.facts.get().pk),
    ]

    assert [a.status_code for a in answers] == [404] * 5


def test_how_the_file_was_opened_is_told_on_top(client, lost):
    doubt = {"text": "", "start": 0, "end": 0, "message": "Nhận dạng từ ảnh.", "suggestion": "So."}
    Directive.objects.update(doubts=[doubt | {"kind": "ocr"}, doubt | {"kind": "typo"}])

    context = client.get(address("confirm", lost)).context

    assert context["notes"] == [("Nhận dạng từ ảnh.", "So.")]
    assert context["remarks"] == [("Nhận dạng từ ảnh.", "So.", [])]


def test_long_groups_fold_and_stand_as_the_paper_goes(client, lost):
    for n in range(9):
        FactFactory(directive=lost, ordinal=90 + n, start=n, end=n + 1)
    FactFactory(directive=lost, ordinal=80, kind="criterion", start=20, end=21)

    groups = client.get(address("confirm", lost)).context["groups"]

    assert [(g.name, len(g.open), len(g.folded)) for g in groups] == [
        ("topics", 5, 5),
        ("criteria", 1, 0),
    ]


def test_a_duty_tells_by_when_to_whom_and_under_which_clause(client, launcher, agency):
    text = (
        "KẾ HOẠCH\nVề dân vận khéo\n\n"
        "1. Giao Phòng Tổng hợp tham mưu tổ chức sơ kết, báo cáo về Văn phòng UBND tỉnh "
        "trước ngày 15/10/2026.\n2. Các phòng phối hợp thực hiện.\n"
    )

    duty = read_paper(agency, launcher, text).facts.get(kind="duty", quote__contains="sơ kết")

    assert (duty.value["due"], duty.value["report_to"], duty.value["clause"]) == (
        "trước ngày 15/10/2026",
        "Văn phòng UBND tỉnh",
        "1",
    )


def test_a_confirmed_page_says_who_confirmed(client, agency, launcher):
    person = PersonFactory(unit=agency, full_name="Trần Kim Dung")
    directive = DirectiveFactory(unit=agency, state=DirectiveState.CONFIRMED, confirmed_by=person)

    page = client.get(address("confirm", directive)).text

    assert "Trần Kim Dung" in page
    assert "Thêm dữ kiện máy bỏ sót" not in page
