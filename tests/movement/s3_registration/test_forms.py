"""Forms as data: worded by the focal office, versioned, shown wherever an answer is."""

import io

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kheo.accounts.models import User
from kheo.documents.paper.description import Field
from kheo.documents.paper.typeset import pdf_of
from kheo.kernel.audit import trail
from kheo.movement.models import FormVersion, Registration
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s3_registration import actions, editing
from kheo.movement.s3_registration.answers import said
from kheo.movement.s3_registration.newest import newest_form
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.printed.blank import blank_papers
from kheo.movement.s3_registration.queries import written
from kheo.movement.s3_registration.questions import Kind, Question, next_key
from kheo.orgs.states import Power
from tests.factories import ClauseFactory, actor_in

HOMES = Question("", Kind.NUMBER, "Số hộ được giúp", required=True, unit="hộ")
DAY = Question("", Kind.DATE, "Ngày bắt đầu")
WAY = Question("", Kind.CHOICE, "Hình thức", choices=("Trực tiếp", "Trực tuyến"))
PAPER = Question("", Kind.FILE, "Ảnh hiện trạng")
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def focal(office):
    return actor_in(office.focal, Power.FILE, Power.OVERSEE, over=office.agency)


@pytest.fixture
def word(office, focal):
    """Give the form of items with *more* asked, as the focal office leaves it."""

    def worded(*more, subject="item"):
        before = newest_form(office.round, subject)
        seen = before.number if before else 0
        asked = [*editing.shipped(subject), *more]
        return actions.edit_form(office.round, subject, asked, by=focal, seen=seen)

    return worded


@pytest.fixture
def sign_in(client):
    def signed(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed


def url(office, name, *args):
    return reverse(f"registration:{name}", args=[office.round.pk, *args])


def typed(office, **more):
    return {
        "title": "Giúp hộ nghèo làm hồ sơ",
        "duty": "Tiếp dân",
        "criteria": [office.criterion.pk],
        "target": "Đủ hồ sơ",
        "due_on": "30/11/2026",
        **more,
    }


def posted(blocks, **more):
    """Return *blocks* as a browser sends them back untouched, with *more* typed over."""
    data = {"q-TOTAL_FORMS": len(blocks.forms), "q-INITIAL_FORMS": blocks.initial_form_count()}
    for block in blocks:
        for name in block.fields:
            value = block[name].value()
            if value is True:
                data[block.add_prefix(name)] = "on"
            elif value not in (None, False):
                data[block.add_prefix(name)] = value
    return data | more


def test_a_question_added_gets_a_key_of_its_own_and_leaves_a_trace(office, word):
    first = word(HOMES)
    second = word(DAY)  # the first question is taken off again

    assert [q.key for q in first.questions if q.added] == ["o1"]
    assert [q.key for q in second.questions if q.added] == ["o2"]
    assert (first.number, second.number) == (1, 2)
    assert [event.verb for event in trail.history_of(second)] == ["form.edit"]


@pytest.mark.parametrize(("taken", "key"), (((), "o1"), (("title", "own_topic", "o9"), "o10")))
def test_a_key_is_never_used_again(taken, key):
    assert next_key(taken) == key


def test_a_form_left_as_it_is_makes_no_version(office, word):
    version = word(HOMES)

    asked = list(version.questions)
    again = actions.edit_form(
        office.round,
        "item",
        asked,
        by=actor_in(office.focal, Power.FILE, over=office.agency),
        seen=1,
    )

    assert (again, FormVersion.objects.count()) == (version, 1)


@pytest.mark.parametrize("chair", ("owner", "head", "secretary"))
def test_only_the_focal_office_words_a_form(office, chair):
    with pytest.raises(PermissionDenied):
        actions.edit_form(
            office.round, "item", editing.shipped("item"), by=getattr(office, chair)(), seen=0
        )


@pytest.mark.parametrize(
    ("asked", "seen", "code"),
    (
        ([], 3, "edited"),
        ([Question("", Kind.SHORT, "Chỉ một ô")], 0, "locked"),
        ([*editing.shipped("item"), *[HOMES] * 21], 0, "many"),
    ),
)
def test_a_form_that_cannot_be_is_refused_in_words(office, focal, asked, seen, code):
    with pytest.raises(ValidationError) as refused:
        actions.edit_form(office.round, "item", asked, by=focal, seen=seen)

    assert refused.value.code == code


def test_answers_are_typed_read_printed_and_exported(office, word, sign_in):
    word(HOMES, DAY, WAY)
    owner = office.owner()
    client = sign_in(owner)
    answers = {"o1": "1.250", "o2": "5/2/2026", "o3": "Trực tuyến", "form": "1"}

    client.post(url(office, "write", "item"), typed(office, **answers))
    item = Registration.objects.get()
    actions.send(item.sheet, by=owner)
    item = written(item.sheet)[0]
    page = client.get(url(office, "detail", item.pk)).text
    sheets = paired.sheets_seen(owner)
    printed = {b.label: b.value for b in paired.papers(sheets)[0].body if isinstance(b, Field)}
    table = sign_in(office.clerk()).get(url(office, "export"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(table.content)).get_sheet_by_index(0)
    titles = next(row for row in rows.to_python() if row[0] == "STT")

    assert item.answers == {"o1": "1250", "o2": "2026-02-05", "o3": "Trực tuyến"}
    assert [s.words for s in said(item)][-3:] == ["1.250 hộ", "05/02/2026", "Trực tuyến"]
    assert "1.250 hộ" in page
    assert printed["Số hộ được giúp"] == "1.250 hộ"
    assert titles[-3:] == ["Số hộ được giúp", "Ngày bắt đầu", "Hình thức"]


def test_a_blank_form_for_three_items_is_one_leaf_a_copy(office):
    movement = office.round.movement
    for kind, n in ((ClauseKind.TOPIC, 6), (ClauseKind.CRITERION, 4)):
        for _ in range(n):
            ClauseFactory(
                movement=movement, kind=kind, text="Gắn với nhiệm vụ, có chỉ tiêu đo được"
            )

    papers = blank_papers(office.owner(), office.round, "item")

    with pypdfium2.PdfDocument(pdf_of(papers)) as made:
        assert len(made) == 4
    told = [b for b in papers[0].body if isinstance(b, Field) and b.label.startswith("Chủ đề")]
    assert [(field.label, bool(field.value)) for field in told] == [
        ("Chủ đề", True),
        *[("Chủ đề (ghi số)", False)] * 3,
    ]


def test_a_blank_form_asks_what_the_office_asks(office, word):
    word(HOMES)

    first, _second = blank_papers(office.owner(), office.round, "item")

    assert "Số hộ được giúp (hộ)" in {b.label for b in first.body if isinstance(b, Field)}


def test_a_required_answer_is_asked_for_before_a_draft_is_sent(office, word):
    owner = office.owner()
    item = office.item(owner)
    word(HOMES)

    with pytest.raises(ValidationError) as refused:
        actions.send(item.sheet, by=owner)

    assert refused.value.messages == [
        "“Tiết kiệm điện tại phòng làm việc” còn thiếu: Số hộ được giúp."
    ]


def test_what_was_sent_keeps_its_form_and_a_draft_takes_the_newest(office, word):
    first = word(HOMES)
    owner, other = office.owner(), office.owner()
    sent = office.sent(owner, answers={"o1": "12"})
    draft = office.item(other)

    second = word(DAY)
    sheet = written(sent.sheet)
    actions.return_(sent, by=office.clerk(), note="Ghi rõ số hộ")
    back = Registration.objects.select_related("round", "unit", "form_version").get(pk=sent.pk)
    actions.change(back, by=owner, facts=office.facts(answers={"o1": "15"}))

    assert ([r.form_version for r in sheet], [r.form_version for r in written(draft.sheet)]) == (
        [first],
        [second],
    )
    back.refresh_from_db()
    assert (back.form_version, back.answers) == (first, {"o1": "15"})


def test_a_form_changed_while_open_keeps_what_was_typed_and_says_so(office, word, sign_in):
    word(DAY)
    client = sign_in(office.owner())
    word(HOMES)

    sent = typed(office, o1="10/3/2026", form="1")
    answer = client.post(url(office, "write", "item"), sent)

    form = answer.context["form"]
    assert [e.code for e in form.non_field_errors().as_data()] == ["form"]
    assert form["title"].value() == "Giúp hộ nghèo làm hồ sơ"
    assert answer.context["gone"] == [("Ngày bắt đầu", "10/3/2026")]
    assert not Registration.objects.exists()


def test_a_file_is_taken_by_its_content_and_read_by_who_may(office, word, sign_in):
    word(PAPER)
    owner, stranger = office.owner(), office.owner()
    client = sign_in(owner)

    def attach(name, data):
        file = SimpleUploadedFile(name, data)
        return client.post(url(office, "write", "item"), typed(office, o1=file, form="1"))

    refused = attach("ảnh.pdf", b"MZ\x90\x00")
    attach("ảnh.pdf", PDF)
    item = Registration.objects.get()
    file = client.get(url(office, "attached", item.pk, "o1"))
    unseen = sign_in(stranger).get(url(office, "attached", item.pk, "o1"))

    assert "không đúng là loại" in str(refused.context["form"].errors["o1"])
    assert (file.content, item.answers["o1"]["name"]) == (PDF, "ảnh.pdf")
    assert unseen.status_code == 404


def test_the_page_rewords_reorders_adds_and_takes_off(office, focal, sign_in):
    client, address = sign_in(focal), url(office, "form", "item")
    blocks = client.get(address).context["blocks"]
    at = {block["key"].value(): block.prefix for block in blocks}
    new = blocks[len(blocks.forms) - 1].prefix
    data = posted(
        blocks,
        **{
            f"{at['duty']}-label": "Nhiệm vụ được phân công",
            f"{at['due_on']}-place": 1,
            f"{new}-label": "Số hộ",
            f"{new}-kind": "number",
            f"{new}-unit": "hộ",
            "seen": "0",
        },
    )
    del data[f"{at['result']}-asked"]

    client.post(address, data)

    version = newest_form(office.round, "item")
    labels = {q.key: q.label for q in version.questions}
    assert labels["duty"] == "Nhiệm vụ được phân công"
    assert [q.key for q in version.questions][:2] == ["title", "due_on"]
    assert labels["o1"] == "Số hộ"
    assert "result" not in labels


def test_a_wrong_block_is_told_and_nothing_typed_is_lost(office, focal, sign_in):
    client, address = sign_in(focal), url(office, "form", "model")
    blocks = client.get(address).context["blocks"]
    new = blocks[len(blocks.forms) - 1].prefix
    more = {f"{new}-label": "Hình thức", f"{new}-kind": "choice", f"{new}-choices": "Một"}

    answer = client.post(address, posted(blocks, **more, seen="0"))

    block = answer.context["blocks"][len(blocks.forms) - 1]
    assert block.errors["choices"] == ["Cần ít nhất hai mục để chọn, mỗi dòng một mục."]
    assert (
        f'<a href="#id_{new}-choices">Thêm ô mới: Danh sách để chọn, mỗi dòng một mục</a>'
        in " ".join(answer.text.split())
    )
    assert (block["label"].value(), FormVersion.objects.count()) == ("Hình thức", 0)


def test_the_shipped_form_comes_back(office, word, focal, sign_in):
    word(HOMES)

    sign_in(focal).post(url(office, "form", "item"), {"shipped": "1", "seen": "1"})

    newest = newest_form(office.round, "item")
    assert (newest.number, newest.questions) == (2, ())


def test_who_may_not_word_the_form_is_refused(office, sign_in):
    assert sign_in(office.owner()).get(url(office, "form", "item")).status_code == 403
