"""A paper cut for the page, and words found on it again."""

from kheo.movement.s1_directive import placing, sheet
from kheo.movement.s1_directive.mending import swapped
from kheo.movement.s1_directive.states import Verdict
from tests.factories.directive import FactFactory, RepairFactory


def fact(pk, start, end, kind="topic"):
    return FactFactory.build(directive=None, pk=pk, start=start, end=end, kind=kind)


def repair(start, end, found, right, verdict=Verdict.PENDING):
    return RepairFactory.build(
        directive=None, start=start, end=end, found=found, right=right, verdict=verdict
    )


def shown(lines):
    return ["".join(piece.text for piece in line.pieces) for line in lines]


TEXT = "Nhà nư c lo, dân làm.\nNhà nư c nghe."
REPAIRS = [repair(4, 8, "nư c", "nước"), repair(26, 30, "nư c", "nước", Verdict.STRUCK)]


def test_repaired_words_show_as_repaired_but_where_told_not_so():
    assert shown(sheet.paper(TEXT, [], REPAIRS)) == ["Nhà nước lo, dân làm.", "Nhà nư c nghe."]


def test_the_shortest_of_overlapping_facts_shows_and_the_piece_knows_them_all():
    whole, inner = fact(1, 0, 21), fact(2, 13, 16)

    [line] = sheet.paper(TEXT[:21], [whole, inner])

    assert [(p.text, p.fact and p.fact.pk, p.over) for p in line.pieces] == [
        ("Nhà nư c lo, ", 1, (1,)),
        ("dân", 2, (2, 1)),
        (" làm.", 1, (1,)),
    ]


def test_an_edge_inside_a_repaired_word_moves_to_its_edge():
    [line] = sheet.paper(TEXT[:21], [fact(1, 6, 12)], REPAIRS[:1])

    assert [p.text for p in line.pieces if p.fact] == ["nước", " lo,"]


def test_every_fact_has_one_place_to_lead_to():
    facts = [fact(1, 0, 8), fact(2, 0, 3), fact(3, 4, 8)]

    [line] = sheet.paper(TEXT[:21], facts)

    first = [p.fact.pk for p in line.pieces if p.first]
    passed = [f.pk for p in line.pieces for f in p.passed]
    assert sorted(first + passed) == [1, 2, 3]


def test_a_line_broken_by_the_width_of_the_page_is_one_paragraph_and_an_item_is_not():
    first = "Thực hiện kế hoạch của tỉnh về công tác dân vận chính quyền"

    lines = sheet.paper(f"{first}\nnăm 2026 của đơn vị\n- Một việc.", [])

    assert [line.start for line in lines] == [0, len(first) + 21]


def test_words_are_found_as_shown_and_as_they_came_after_the_place_given():
    places = [
        placing.place_of(words, TEXT, REPAIRS, after)
        for words, after in (("Nhà nước", 0), ("nư c", 0), ("Nhà", 5), ("dân  làm", 0), ("vua", 0))
    ]

    assert places == [(0, 8), (26, 30), (22, 25), (13, 20), None]


def test_a_word_told_not_so_goes_back_in_each_text_of_a_value():
    value = {"who": "Nhà nước", "children": [{"text": "nước"}], "n": 1}

    assert swapped(value, "nước", "nư c", "Nhà ", " lo") == {
        "who": "Nhà nư c",
        "children": [{"text": "nư c"}],
        "n": 1,
    }


def test_of_two_same_words_only_the_one_in_its_place_goes_back():
    said = swapped("Nhà nước và nước bạn", "nước", "nư c", "Nhà ", " và")

    assert said == "Nhà nư c và nước bạn"


def test_stars_that_set_bold_are_not_shown_and_words_are_found_across_them():
    text = "**Số:** 12/CV\n5*3 **hai** chiều"

    lines = sheet.cut(text, [])

    shown_lines = ["".join(piece.shown for piece in line.pieces) for line in lines]
    assert shown_lines == ["Số: 12/CV", "5*3 hai chiều"]
    assert placing.place_of("Số: 12/CV", text, []) == (2, 13)
