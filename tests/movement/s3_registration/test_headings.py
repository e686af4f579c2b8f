"""The card of a model: its headings may stay open in a draft and are asked for at sending."""

import pytest
from django.core.exceptions import ValidationError

from kheo.documents.paper.description import Field
from kheo.movement.models import Registration
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import actions, editing, exports, queries
from kheo.movement.s3_registration.forms import UnitModelForm
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.printed.cards import card

OPEN = dict.fromkeys(("duty", "resources", "schedule", "result", "keeping"), "")


def test_a_model_is_saved_with_open_headings_and_sent_only_with_all(office):
    head = office.head()
    model = office.model(head, "Phòng họp không giấy", **OPEN)

    with pytest.raises(ValidationError) as refused:
        actions.send(model.sheet, by=head)

    assert refused.value.messages == [
        (
            "“Phòng họp không giấy” còn thiếu: Thực trạng, lý do lựa chọn, Nguồn lực, Thời gian, "
            "Sản phẩm, kết quả kiểm chứng được, Khả năng duy trì, nhân rộng."
        )
    ]


def test_a_model_sent_before_the_headings_were_asked_goes_again_as_it_is(office):
    head, clerk = office.head(), office.clerk()
    model = office.sent_model(head)
    Registration.objects.filter(pk=model.pk).update(**OPEN)
    actions.return_(model, by=clerk, note="Đổi tên cho ngắn")

    assert actions.send(model.sheet, by=head) == 1


def test_the_form_takes_a_draft_without_them_and_says_they_are_asked_at_sending(office):
    form = UnitModelForm(round_=office.round)

    asked = {name for name, field in form.fields.items() if getattr(field, "at_sending", False)}

    assert asked == set(OPEN)
    assert not any(form.fields[name].required for name in OPEN)
    shipped = {q.key: q.required for q in editing.shipped(Subject.MODEL)}
    assert [key for key, required in shipped.items() if not required] == ["responsible"]


def test_who_is_responsible_stands_on_the_sheet_the_card_and_the_table(office):
    head = office.head()
    office.model(head, responsible="Lò Thị Mai", schedule="Từ tháng 4, đánh giá tháng 11")
    model = Registration.objects.get()
    actions.send(model.sheet, by=head)
    model.refresh_from_db()

    [form, _copy] = paired.papers(list(paired.sheets_seen(head)))
    table = exports.consolidated(
        office.clerk(), office.round, queries.Wanted(subject=Subject.MODEL)
    )

    named = Field("Người phụ trách", "Lò Thị Mai")
    assert [named in paper.body for paper in (form, card(model))] == [True, True]
    times = [b.value for b in form.body if getattr(b, "label", "") == "Thời gian thực hiện"]
    assert times == ["Từ tháng 4, đánh giá tháng 11; hoàn thành trước ngày 05/11/2026"]
    assert [row for b in table.body for row in getattr(b, "rows", ()) if "Lò Thị Mai" in row]
