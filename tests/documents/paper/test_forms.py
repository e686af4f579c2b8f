import re

from kheo.documents.paper.description import Field, Head, Heading, Text
from kheo.documents.paper.forms import Verdict, VisitRecord, model_card, visit_record
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
