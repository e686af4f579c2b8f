"""How a time of a paper is said back: once, and without the act that follows it."""

from kheo.movement.models import Directive
from kheo.movement.s1_directive import drafting, exports
from kheo.movement.s1_directive.duties import obligation
from kheo.movement.s1_directive.plain import plain
from kheo.movement.s1_directive.states import FactKind
from kheo.reading.draft import draft_of


def test_a_time_that_comes_again_is_said_once():
    draft = draft_of("Căn cứ nhiệm vụ.\nĐịnh kỳ báo cáo cấp trên.\nHằng năm, tổng kết việc này.")

    said = [exports.words(FactKind.DEADLINE, plain(f.value)) for f in draft.deadlines]

    assert said == ["Định kỳ: báo cáo cấp trên", "Hằng năm: tổng kết việc này"]


def test_the_time_of_a_duty_is_not_its_act():
    draft = draft_of("1. Việc chung\n- Văn phòng thường xuyên đôn đốc các phòng kiểm tra.")

    found = [obligation(f, draft)["due"] for f in draft.duties]

    assert found == ["thường xuyên"]


def test_a_stage_named_twice_is_asked_about_once():
    stage = "Phong trào giai đoạn 2020-2025 và giai đoạn 2021-2025"
    draft = draft_of(f"Căn cứ nhiệm vụ.\n{stage}.\nTổng kết giai đoạn 2020-2025.")

    rows = drafting.fact_rows(Directive(), draft)

    asked = [(row.value["first"], bool(row.doubt)) for row in rows if row.kind == "period"]
    assert asked == [("2020", True), ("2021", True)]
