"""Every paper that is shipped, by its name, as the papers of one file."""

from dataclasses import replace

from kheo.documents.paper.commendation import decision, proposal, summary_list
from kheo.documents.paper.consolidated import consolidated_table
from kheo.documents.paper.description import Head, Signer, of_party
from kheo.documents.paper.forms import model_card, model_review, visit_record
from kheo.documents.paper.letters import official_letter, reminder, year_plan
from kheo.documents.paper.registration import registration_form
from kheo.documents.paper.yearreport import year_report
from tests.documents.paper import samples

STATE = {
    "plan": (year_plan(samples.plan()),),
    "letter": (official_letter(samples.letter()),),
    "reminder": (reminder(samples.urging()),),
    "person": registration_form(samples.person_form()),
    "unit": registration_form(samples.unit_form()),
    "model": (model_card(samples.card()),),
    "review": (model_review(samples.review()),),
    "visit": (visit_record(samples.visit()),),
    "consolidated": (consolidated_table(samples.consolidated()),),
    "proposal": (proposal(samples.proposal_case()), summary_list(samples.summary())),
    "decision": decision(samples.award()),
    "report": (year_report(samples.report()),),
}

_HEAD = Head(
    "Đảng bộ Văn phòng",
    superior="Đảng ủy Ủy ban nhân dân tỉnh",
    place="Nam Sơn",
    day=samples.head().day,
    number=5,
    symbol="KH-ĐU",
)
_SECRETARY = Signer("Phó Bí thư", "Vàng Thị Dợ", on_behalf="TM. Ban Chấp hành")
_KEEPERS = ("Như trên", "Lưu Văn phòng Đảng ủy")


def _party(paper):
    signer = paper.signer and _SECRETARY
    sent = paper.recipients and _KEEPERS
    head = _HEAD if sent else replace(_HEAD, number=None, symbol="")
    return of_party(replace(paper, head=head, signer=signer, recipients=sent))


# A decision to commend and its proposal are papers of the State alone.
PARTY = {
    name: tuple(_party(paper) for paper in papers)
    for name, papers in STATE.items()
    if name not in {"proposal", "decision"}
}
