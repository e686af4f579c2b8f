import re

from kheo.documents.paper.description import Field, Head, Heading, Signatures, Text
from kheo.documents.paper.forms import Verdict, VisitRecord, model_card, model_review, visit_record
from kheo.documents.paper.page import html
from kheo.documents.paper.registration import UnitModel
from tests.documents.paper import samples

BLANK = UnitModel(*[""] * 11)


def headings(paper):
    return [block.text for block in paper.body if isinstance(block, Heading)]


def test_a_model_card_has_its_ten_headings_in_order():
    numbers = [re.match(r"\d+", text)[0] for text in headings(model_card(samples.card()))]
    assert numbers == [str(n) for n in range(1, 11)]


def test_what_a_card_leaves_empty_is_two_lines_to_write_on():
    body = model_card(samples.card(model=BLANK)).body
    assert body.count(Field("")) == 20


def test_a_visit_ticks_what_it_concludes_and_leaves_the_others():
    said = next(
        b.text for b in visit_record(samples.visit()).body if isinstance(b, Text) and "[" in b.text
    )
    ticks = {name: box for box, name in re.findall(r"\[(.+?)\]\s([^\[]+?)(?:\s{5}|$)", said)}
    assert {name: box.strip() for name, box in ticks.items()} == {
        "Duy trì": "",
        Verdict.STRENGTHEN.value: "x",
        "Nhân rộng": "",
        "Dừng": "",
    }


def test_a_visit_not_yet_made_is_a_form_to_write_on():
    paper = visit_record(VisitRecord(Head("Văn phòng"), samples.MOVEMENT, 2026, "", ""))
    drawn = html(paper)
    assert (drawn.count("paper-dots"), drawn.count("[x]")) == (12, 0)


def test_the_unit_signs_its_review_above_what_is_decided_of_it():
    body = model_review(samples.review()).body
    signs = [n for n, block in enumerate(body) if isinstance(block, Signatures)]
    told = [n for n, b in enumerate(body) if isinstance(b, Heading) and "quyết định" in b.text]
    assert (len(signs), len(told)) == (2, 1)
    assert signs[0] < told[0] < signs[1]
    assert body[signs[1]].right.post == "Thủ trưởng cấp trên"
