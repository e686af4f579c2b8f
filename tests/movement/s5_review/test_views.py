import datetime as dt
import html

import pytest
from django.contrib.messages import get_messages  # noqa: TID251 what the reader is told
from django.urls import reverse

from kheo.kernel import clock
from kheo.kernel.ui.written import day as written_day
from kheo.movement.models import Registration, Review, Score, ScoringTable
from kheo.movement.s5_review import actions, queries, showing
from kheo.movement.s5_review.states import Column, State
from kheo.orgs.models import Person
from tests.factories.directive import DirectiveFactory
from tests.factories.progress import EvidenceFactory, NoteFactory
from tests.factories.review import ReviewFactory
from tests.movement.s5_review.conftest import marks


@pytest.fixture
def enter(client):
    def enter(by):
        client.force_login(Person.objects.get(pk=by.person_id).user)
        return client

    return enter


def url(review, name="detail"):
    return reverse(f"review:{name}", args=[review.registration.round_id, review.pk])


def said(response):
    return [str(m) for m in get_messages(response.wsgi_request)]


def typed(review, *points, reasons=None):
    data = {}
    for key, mark in marks(review, *points, reasons=reasons).items():
        data |= {f"points_{key}": str(mark.points).replace(".", ","), f"reason_{key}": mark.reason}
    return data


@pytest.fixture
def scored(review, owner):
    return actions.score(review, by=owner, marks=marks(review, 20, 15, 50))


@pytest.fixture
def checked(scored, appraiser):
    return actions.check(scored, by=appraiser, marks=marks(scored, 20, 15, 50))


def test_an_owner_opens_their_case_and_sends_their_points(enter, owner, item, table):
    client = enter(owner)
    opened = client.post(reverse("review:start", args=[item.round_id, item.pk]))
    review = Review.objects.get()
    assert opened.url == url(review)

    response = client.post(url(review, "score"), typed(review, "20.5", 15, 50))

    assert (response.url, said(response)) == (url(review), ["Đã gửi bản tự chấm để thẩm định."])
    assert Score.objects.filter(column=Column.SELF).count() == 3


def test_without_a_table_the_owner_is_told_what_is_missing(enter, owner, item):
    response = enter(owner).post(reverse("review:start", args=[item.round_id, item.pk]))

    assert "Chưa có bảng điểm đang hiệu lực" in said(response)[0]


def test_a_check_begins_from_the_owners_points(enter, appraiser, scored):
    form = enter(appraiser).get(url(scored)).context["form"]

    assert [form[f"points_{leaf.key}"].value() for leaf in form.lines] == ["20", "15", "50"]


def test_a_change_without_a_reason_names_its_line_and_keeps_what_was_typed(
    enter, appraiser, scored
):
    response = enter(appraiser).post(
        url(scored, "check"), typed(scored, 19, 14, 50, reasons={"1.1": "Đã có nơi làm"})
    )

    assert "Dòng 1.2 đổi từ 15 thành 14, cần ghi lý do." in response.text
    assert "Đã có nơi làm" in response.text
    assert not Score.objects.filter(column=Column.CHECK).exists()


def test_points_that_are_no_number_are_refused_in_words(enter, owner, review):
    data = typed(review, 1, 1, 1)
    data[next(iter(data))] = "hai mươi"

    response = enter(owner).post(url(review, "score"), data)

    assert "Đang ghi “hai mươi”." in response.text


def test_the_page_says_why_a_case_lost_nine_points(enter, owner, appraiser, scored):
    changed = marks(scored, 20, 15, 41, reasons={"2": "Số liệu chưa đối chiếu"})
    actions.check(scored, by=appraiser, marks=changed)

    text = enter(owner).get(url(scored)).text

    assert "Số liệu chưa đối chiếu" in text
    assert "(-9)" in text
    assert f"{appraiser.name}, 20/11/2026" in " ".join(text.split())
    assert "Hướng dẫn 12-HD/BDV" in text


def test_evidence_stands_beside_the_points(enter, appraiser, scored):
    note = NoteFactory(registration=scored.registration, text="Phát 40 tờ rơi")
    EvidenceFactory(note=note, name="ảnh bản.png")

    text = enter(appraiser).get(url(scored)).text

    assert "Phát 40 tờ rơi" in text
    assert "ảnh bản.png" in text


def test_of_many_pictures_the_scaled_copies_of_the_first_stand_open(enter, appraiser, scored):
    note = NoteFactory(registration=scored.registration)
    made = [EvidenceFactory(note=note, kind="image/heic", copy="00/01") for _ in range(14)]

    text = enter(appraiser).get(url(scored)).text
    before, more, _after = text.partition("Còn 2 tệp nữa")

    assert more
    assert [before.count(f'/minh-chung/{one.pk}/?ban=xem"\n') for one in made[10:]] == [1, 1, 0, 0]


def test_the_council_recognises_on_the_page(enter, council, checked):
    response = enter(council).post(
        url(checked, "decide"),
        {
            **typed(checked, 20, 15, 50),
            "opinion": "Nhất trí, biên bản 07",
            "decided_on": "18/11/2026",
            "outcome": "recognise",
        },
    )

    assert (response.url, said(response)) == (url(checked), ["Đã công nhận mức “Tốt”."])
    assert Review.objects.get().state == State.RECOGNISED


@pytest.mark.parametrize(("left", "told"), ((1, 1), (0, 0)))
def test_the_council_is_told_of_a_day_that_has_yet_to_come(enter, council, checked, left, told):
    day = clock.today() + dt.timedelta(days=left)
    Registration.objects.filter(pk=checked.registration_id).update(due_on=day)

    page = enter(council).get(url(checked)).content.decode()

    assert page.count(f"Hạn hoàn thành đã đăng ký là {written_day(day)}, chưa đến.") == told


def test_the_levels_stand_with_their_points(enter, council, checked):
    form = enter(council).get(url(checked)).context["form"]

    assert [str(label) for _key, label in form.fields["level"].choices] == [
        "Mức cao nhất mà điểm đạt được",
        "Xuất sắc, từ 90 điểm",
        "Tốt, từ 75 điểm",
    ]


def test_declining_without_a_reason_stays_on_the_page(enter, council, checked):
    response = enter(council).post(
        url(checked, "decide"),
        {
            **typed(checked, 20, 15, 50),
            "opinion": "Nhất trí, biên bản 07",
            "decided_on": "18/11/2026",
            "outcome": "decline",
        },
    )

    assert "Cần nêu lý do." in response.text
    assert "Nhất trí, biên bản 07" in response.text
    assert Review.objects.get().state == State.CHECKED


def test_declining_is_said_for_what_it_is(enter, council, checked):
    response = enter(council).post(
        url(checked, "decide"),
        {
            **typed(checked, 20, 15, 50),
            "opinion": "Chưa rõ hiệu quả, biên bản 07",
            "decided_on": "18/11/2026",
            "note": "Chưa có số liệu",
            "outcome": "decline",
        },
    )

    assert said(response) == ["Đã kết luận: không công nhận. Lý do ghi ở hồ sơ."]


def test_returning_a_case_asks_for_the_reason(enter, appraiser, scored):
    client = enter(appraiser)

    assert said(client.post(url(scored, "reopen"), {"note": ""})) == ["Cần nêu lý do."]
    client.post(url(scored, "reopen"), {"note": "Thiếu số liệu"})
    assert Review.objects.get().state == State.SELF


def test_a_case_moved_on_meanwhile_says_so_and_loses_nothing(enter, appraiser, checked):
    response = enter(appraiser).post(url(checked, "check"), typed(checked, 1, 1, 1))

    assert "Hồ sơ đã qua bước này, từ một cửa sổ khác" in response.text
    assert Score.objects.filter(column=Column.CHECK, points=1).count() == 0


@pytest.mark.parametrize("who", ("colleague", "stranger"))
def test_an_unseen_case_is_not_found(request, enter, who, review):
    assert enter(request.getfixturevalue(who)).get(url(review)).status_code == 404


@pytest.mark.parametrize(
    ("who", "name"), (("owner", "check"), ("council", "score"), ("owner", "decide"))
)
def test_a_seen_case_one_may_not_touch_is_refused(request, enter, who, name, review):
    response = enter(request.getfixturevalue(who)).post(url(review, name), typed(review, 1, 1, 1))

    assert response.status_code == 403


def _cases(unit, round_, table, count, **facts):
    for _ in range(count):
        ReviewFactory(
            registration__sheet__round=round_,
            registration__sheet__person__unit=unit,
            table=table,
            **facts,
        )


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_asks_the_same_queries_for_any_length(
    enter, council, unit, round_, table, django_assert_num_queries, count
):
    _cases(unit, round_, table, count)
    client = enter(council)

    with django_assert_num_queries(8):  # session, user, post, round, counts, rows, startable, steps
        response = client.get(reverse("review:index", args=[round_.pk]))

    assert len(response.context["page"].rows) == count


@pytest.mark.parametrize("count", (1, 3))
def test_the_ranking_asks_the_same_queries_for_any_length(
    enter, council, unit, round_, table, django_assert_num_queries, count
):
    _cases(unit, round_, table, count, state=State.CHECKED, self_points=80, check_points=75)
    client = enter(council)

    with django_assert_num_queries(7):  # session, user, post, round, rows, levels, steps
        response = client.get(reverse("review:ranking", args=[round_.pk]))

    assert len(response.context["rows"]) == count


@pytest.mark.parametrize("count", (1, 3))
def test_a_case_asks_the_same_queries_for_any_evidence(
    enter, owner, review, django_assert_num_queries, count
):
    for _ in range(count):
        EvidenceFactory(note=NoteFactory(registration=review.registration))
    client = enter(owner)
    client.get(url(review))

    # user, post, case, round, leaves, points, lines, scores, trail, notes, evidence, breaches, steps;
    # the place in the contract: sheet, what stands on it, exemption, rule, its day
    with django_assert_num_queries(20):
        response = client.get(url(review))

    assert len(response.context["notes"]) == count


def test_the_list_is_filtered_by_state_and_kind(enter, council, round_, review, model_review):
    client = enter(council)
    index = reverse("review:index", args=[round_.pk])

    assert len(client.get(index).context["page"].rows) == 2
    assert client.get(index, {"loai": "model"}).context["page"].rows == [model_review]
    assert client.get(index, {"tt": "checked"}).context["page"].rows == []
    assert [v["count"] for v in client.get(index).context["views"]] == [2, 2, 0, 0, 0, 0]


def test_an_empty_list_says_where_cases_come_from(enter, colleague, round_):
    response = enter(colleague).get(reverse("review:index", args=[round_.pk]))

    assert "Chưa có hồ sơ nào" in response.text


def test_the_ranking_is_filtered_by_unit(enter, council, round_, unit, table):
    _cases(unit, round_, table, 1, state=State.CHECKED, self_points=80, check_points=75)
    ranking = reverse("review:ranking", args=[round_.pk])
    client = enter(council)

    assert len(client.get(ranking, {"don-vi": unit.pk}).context["rows"]) == 1
    assert client.get(ranking, {"don-vi": "0"}).context["rows"] == []


def forms(table, **changes):
    data = {"name": "Bảng 2027", "source": "QĐ 7/QĐ-UBND", "valid_from": "01/12/2026"}
    for prefix, rows in (
        ("lines", [(ln.number, ln.text, ln.most) for ln in table.lines.all()]),
        ("levels", [(level.name, level.least) for level in table.levels.all()]),
    ):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        names = ("number", "text", "most") if prefix == "lines" else ("name", "least")
        for n, row in enumerate(rows):
            data |= {f"{prefix}-{n}-{name}": str(v) for name, v in zip(names, row, strict=True)}
    return data | changes


def test_the_council_makes_a_new_version_of_a_table(enter, council, round_, table):
    new = reverse("review:new_table", args=[round_.pk, table.pk])
    client = enter(council)
    assert client.get(new).status_code == 200

    changes = {"lines-3-most": "55", "lines-0-most": "45", "lines-1-most": "30"}
    response = client.post(new, forms(table, **changes))

    made = ScoringTable.objects.latest("pk")
    assert response.url == reverse("review:table", args=[round_.pk, made.pk])
    assert [ln.most for ln in made.lines.all()] == [45, 30, 15, 55]
    assert "QĐ 7/QĐ-UBND" in client.get(response.url).text


def test_a_table_that_does_not_add_up_keeps_what_was_typed(enter, council, round_, table):
    new = reverse("review:new_table", args=[round_.pk, table.pk])

    response = enter(council).post(
        new, forms(table, **{"lines-3-most": "59,5", "lines-3-text": "Kết quả thật"})
    )

    assert "Các dòng cộng lại 99,5 điểm, cần đúng 100: còn thiếu 0,5." in response.text
    assert "Kết quả thật" in response.text
    assert ScoringTable.objects.count() == 1


def test_a_half_filled_line_is_refused_in_words(enter, council, round_, table):
    new = reverse("review:new_table", args=[round_.pk, table.pk])

    response = enter(council).post(new, forms(table, **{"lines-3-text": "", "levels-0-name": ""}))

    assert "Dòng này cần đủ số, nội dung và điểm" in response.text
    assert "Mức này cần cả tên và số điểm" in response.text


def test_staff_read_tables_and_do_not_make_them(enter, owner, round_, table):
    client = enter(owner)

    listed = client.get(reverse("review:tables", args=[round_.pk]))
    shown = client.get(reverse("review:table", args=[round_.pk, table.pk]))
    refused = client.post(reverse("review:new_table", args=[round_.pk, table.pk]), forms(table))

    assert listed.context["page"].rows == [table]
    assert "Chỉ hội đồng bình xét hoặc quản trị của đơn vị mới lập bảng điểm." in shown.text
    assert refused.status_code == 403


def test_an_office_without_tables_begins_from_the_samples_once(enter, council, round_):
    tables = reverse("review:tables", args=[round_.pk])
    samples = reverse("review:samples", args=[round_.pk])
    client = enter(council)
    assert samples in client.get(tables).text

    first, second = client.post(samples), client.post(samples)

    assert (first.url, ScoringTable.objects.count()) == (tables, 2)
    assert "Đơn vị đã có bảng điểm" in said(second)[-1]
    assert samples not in client.get(tables).text


def test_the_council_makes_a_table_from_nothing(enter, council, round_, table):
    blank = reverse("review:blank_table", args=[round_.pk])
    client = enter(council)
    assert client.get(blank).status_code == 200

    response = client.post(blank, forms(table, subject="model"))

    made = ScoringTable.objects.latest("pk")
    assert response.url == reverse("review:table", args=[round_.pk, made.pk])
    assert (made.subject, made.unit.path, made.lines.count()) == ("model", council.reach, 4)
    table.refresh_from_db()
    assert table.valid_until is None


def test_a_table_from_nothing_says_what_it_is_for(enter, council, round_, table):
    response = enter(council).post(reverse("review:blank_table", args=[round_.pk]), forms(table))

    assert response.context["forms"].head.errors["subject"]
    assert ScoringTable.objects.count() == 1


@pytest.mark.parametrize("name", ("samples", "blank_table"))
def test_staff_begin_no_tables(enter, owner, round_, name):
    client = enter(owner)

    response = client.post(reverse(f"review:{name}", args=[round_.pk]))

    assert response.status_code == 403
    assert "Chỉ hội đồng bình xét hoặc quản trị" in response.text
    assert "Dùng bảng điểm mẫu" not in client.get(reverse("review:tables", args=[round_.pk])).text


def test_points_typed_in_a_stale_tab_are_said_back(enter, owner, review):
    client = enter(owner)
    client.post(url(review, "score"), typed(review, 20, 15, 50))

    response = client.post(url(review, "score"), typed(review, 19, "14.5", 50))

    assert "Bạn vừa ghi 1.1: 19; 1.2: 14,5; 2: 50." in response.text


def test_the_opinion_of_a_council_that_decided_in_another_tab_is_said_back(enter, council, checked):
    client = enter(council)
    sent = {
        **typed(checked, 20, 15, 50),
        "opinion": "Nhất trí, biên bản 07",
        "decided_on": "18/11/2026",
    }
    client.post(url(checked, "decide"), sent | {"outcome": "recognise"})

    response = client.post(
        url(checked, "decide"), sent | {"note": "Chưa có số liệu", "outcome": "decline"}
    )

    assert (
        "Ý kiến của hội đồng: “Nhất trí, biên bản 07”; "
        "Lý do không công nhận: “Chưa có số liệu”." in html.unescape(response.text)
    )


def test_a_table_laid_down_by_another_paper_is_said_to_be_shared(review):
    movement = review.round.movement
    review.table.source = "Công văn số 14/UBND-TH ngày 05/01/2024"

    borrowed = showing.basis(review)
    movement.directive = DirectiveFactory(document__number="14/UBND-TH")

    assert (borrowed, showing.basis(review)) == (
        "Bảng điểm dùng chung, theo Công văn số 14/UBND-TH ngày 05/01/2024",
        "Công văn số 14/UBND-TH ngày 05/01/2024",
    )


def test_a_sheet_shows_the_columns_that_hold_points(scored):
    rows, sums = queries.sheet(scored), queries.totals(scored)

    columns, left = showing.filled(rows, sums)

    assert (columns, len(left)) == ([Column.SELF], 1)
    assert {len(row.cells) for row in rows} == {1}
