"""One record of each kind, all of one unit, and the people who come to look at them.

The neighbour holds every power, over the unit beside: what is let in there is let in to strangers.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from kheo.kernel import files
from kheo.movement.models import (
    Award,
    Category,
    Copy,
    Decision,
    Directive,
    Recognition,
    Registration,
    Review,
    Round,
    Sheet,
    Tally,
)
from kheo.movement.s1_directive.states import DirectiveState, Subject
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s3_registration.states import State
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation.states import State as ProposalState
from kheo.movement.s7_replication.states import CardState
from kheo.orgs import exports
from kheo.orgs.clusters.models import Cluster
from kheo.orgs.models import Import, Person, Post, Transfer, Unit
from kheo.orgs.reorganisation.models import Level, Reorganisation
from kheo.orgs.states import ImportKind, ImportState, Kind, Power
from tests.docs import rooms
from tests.factories import (
    ClauseFactory,
    DocumentFactory,
    PersonFactory,
    PlanFactory,
    PostFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    UnitFactory,
)
from tests.factories.commendation import AwardFormFactory, CaseFactory, ProposalFactory
from tests.factories.directive import PAPER, DirectiveFactory, FactFactory, RepairFactory
from tests.factories.progress import EvidenceFactory, NoteFactory
from tests.factories.replication import AdoptionFactory, CardFactory, card_of
from tests.factories.report import ReportFactory, SentReportFactory
from tests.factories.review import ReviewFactory, ScoringTableFactory

DAY = dt.date(2026, 3, 16)
MOMENT = dt.datetime(2026, 3, 16, 2, tzinfo=dt.UTC)
HEAD = (Power.PLAN, Power.MODEL, Power.OVERSEE, Power.REPORT)
ABOVE = tuple(p for p in Power if p not in (Power.FILE, Power.COUNCIL, Power.ADMINISTER))
# Who looks, as the head of the column says it, and who that is.
ROLES = {
    "anonymous": "has not signed in",
    "neighbour": "holds every power, over the unit beside",
    "colleague": "works in the unit, holds no power",
    "own unit": "leads it, and wrote what is registered",
    "unit above": "leads the agency: every power but filing, the council's and administration",
    "focal office": "files and oversees for the agency",
    "Party cell": "keeps the cell of who registered",
    "council": "sits in the agency's council",
    "administrator": "administers the agency",
}


@dataclass
class World:
    """The records by what they are called, and a post for each role but the first."""

    posts: dict[str, Post] = field(default_factory=dict)
    places: dict[str, tuple[Any, ...]] = field(default_factory=dict)  # of addresses, by name


@dataclass
class _Units:
    agency: Unit
    own: Unit
    beside: Unit
    focal: Unit
    cell: Unit


def _units() -> _Units:
    province = UnitFactory(path="001.", kind=Kind.PROVINCE, name="UBND tỉnh Nam Sơn")
    agency = UnitFactory(
        path="001.001.", kind=Kind.AGENCY, parent=province, name="Sở Nội vụ", symbol="SNV"
    )
    return _Units(
        agency=agency,
        own=UnitFactory(
            path="001.001.001.", parent=agency, name="Phòng Tổ chức", symbol="TC", staff=3
        ),
        beside=UnitFactory(path="001.001.002.", parent=agency, name="Phòng Kế hoạch", staff=1),
        focal=UnitFactory(path="001.001.003.", parent=agency, is_focal=True, name="Văn phòng Sở"),
        cell=UnitFactory(path="900.", kind=Kind.CELL, name="Chi bộ Tổ chức"),
    )


def _post(unit: Unit, *powers: Power, over: Unit | None = None, **more: Any) -> Post:
    post: Post = PostFactory(
        unit=unit, over=over or unit, powers=list(powers), person__unit=unit, **more
    )
    return post


def _posts(units: _Units) -> dict[str, Post]:
    agency = units.agency
    return {
        "neighbour": _post(units.beside, *Power, is_head=True),
        "colleague": _post(units.own),
        "own unit": _post(units.own, *HEAD, is_head=True, person__cell=units.cell),
        "unit above": _post(agency, *ABOVE, is_head=True),
        "focal office": _post(units.focal, Power.FILE, Power.OVERSEE, over=agency),
        "Party cell": _post(units.cell, Power.FILE, Power.OVERSEE, is_head=True),
        "council": _post(agency, Power.COUNCIL),
        "administrator": _post(agency, Power.ADMINISTER),
    }


def build() -> World:
    """Write everything down; the clock stands at noon of 20 March 2026."""
    units = _units()
    world = World(posts=_posts(units))
    round_ = RoundFactory(movement__unit=units.agency)
    round_.movement.scope.set([units.own, units.beside, units.agency])
    ClauseFactory(movement=round_.movement)
    for part in (_papers, _plans, _registrations, _reviews, _commendations, _cards, _reports):
        part(world, units, round_)
    _administration(world, units)
    _rooms(world, units, round_)
    return world


def _rooms(world: World, units: _Units, round_: Round) -> None:
    places, own, clerk = world.places, world.posts["own unit"], world.posts["focal office"]
    rooms.books(places, units.agency, clerk, DAY, MOMENT)
    rooms.masters(places, units.agency, clerk, MOMENT)
    rooms.scans(places, units.agency, clerk, MOMENT)
    rooms.registering(places, round_, own, MOMENT)
    rooms.entries(places, round_, own, clerk, MOMENT)
    rooms.sharing(places, round_, own, units.beside, MOMENT)
    rooms.likenesses(places, round_, own, units.beside, MOMENT)
    rooms.visits(places, round_, own, clerk, MOMENT)
    rooms.checkups(places, round_, own, clerk, MOMENT)
    rooms.sessions(places, round_, own, MOMENT)
    rooms.pledges(places, round_, own, clerk, DAY, MOMENT)
    rooms.grievances(places, round_, own)


def _papers(world: World, units: _Units, round_: Round) -> None:
    kept = files.keep(PAPER.encode())
    by, places = world.posts["unit above"].person, world.places

    def paper(state: DirectiveState, **more: Any) -> Directive:
        document = DocumentFactory(unit=units.agency, file=kept.path, text=PAPER, registered_by=by)
        made: Directive = DirectiveFactory(
            unit=units.agency, document=document, state=state, **more
        )
        return made

    read = paper(DirectiveState.READ)
    fact = FactFactory(directive=read)
    RepairFactory(directive=read, start=20)
    for name in ("confirm", "judge", "add", "mend", "past", "remove", "file"):
        places[f"directive:{name}"] = (read.pk,)
    places["directive:correct"] = (read.pk, fact.pk)
    confirmed = {"confirmed_at": MOMENT, "confirmed_by": by}
    for name in ("open", "reopen"):
        places[f"directive:{name}"] = (paper(DirectiveState.CONFIRMED, **confirmed).pk,)
    unread = paper(DirectiveState.UNREAD)
    Recognition.objects.create(directive=unread, asked_at=MOMENT, refusal="Tệp hỏng")
    places["directive:waiting"] = places["directive:retry"] = (unread.pk,)
    places["history van-ban"], places["history nam"] = ("van-ban", read.pk), ("nam", round_.pk)
    for name in ("detail", "open_year", "close_year"):
        places[f"directive:{name}"] = (round_.pk,)
    places["movement"] = (round_.pk,)
    places["current"] = ("dang-ky",)


def _plans(world: World, units: _Units, round_: Round) -> None:
    head, received = world.posts["own unit"].person, {"received_at": MOMENT}
    PlanFactory(round=round_, unit=units.own, state=PlanState.RECEIVED, **received)
    last = RoundFactory(movement__unit=units.agency)
    plan = PlanFactory(
        round=last, unit=units.own, state=PlanState.SENT, leader=head, sent_at=MOMENT, **received
    )
    for name in ("index", "mine", "receive", "acknowledge", "tasks", "categories"):
        world.places[f"plan:{name}"] = (round_.pk,)
    kept = Category.objects.create(movement=round_.movement, ordinal=1, name="Dân chủ ở cơ sở")
    world.places["plan:category"] = (round_.pk, kept.pk)
    for name in ("detail", "docx", "number", "recall"):
        world.places[f"plan:{name}"] = (last.pk, plan.pk)
    world.places["history ke-hoach"] = ("ke-hoach", plan.pk)


def _item(world: World, units: _Units, round_: Round, state: State) -> Registration:
    owner = world.posts["own unit"].person
    sheet = Sheet.objects.filter(round=round_, person=owner).first()
    sheet = sheet or SheetFactory(round=round_, person=owner, unit=units.own)
    made: Registration = RegistrationFactory(sheet=sheet, state=state)
    return made


def _model(units: _Units, round_: Round) -> Registration:
    found = Sheet.objects.filter(round=round_, unit=units.own, person=None)
    sheet = found.first() or SheetFactory(round=round_, person=None, unit=units.own)
    made: Registration = RegistrationFactory(sheet=sheet, state=State.ACCEPTED)
    return made


def _registrations(world: World, units: _Units, round_: Round) -> None:
    places = world.places
    Tally.objects.create(
        round=round_, unit=units.own, path=units.own.path, people=1, items_draft=9,
        items_submitted=9, items_accepted=9,
    )  # fmt: skip
    sent = _item(world, units, round_, State.SUBMITTED)
    draft = _item(world, units, round_, State.DRAFT)
    for number, keeper in ((1, units.cell), (2, units.focal)):
        Copy.objects.create(sheet=sent.sheet, number=number, custodian=keeper)
    for name in (
        "index", "to_accept", "to_file", "act", "copies", "missing", "stopped", "short", "mine", "unit",
        "export", "export_docx", "sheets_pdf", "sheets_zip", "urge_docx", "urge_number",
    ):  # fmt: skip
        places[f"registration:{name}"] = (round_.pk,)
    for name in ("write", "send", "reuse", "blank_docx", "blank_pdf"):
        places[f"registration:{name}"] = (round_.pk, "item")
    for name in ("change", "drop"):
        places[f"registration:{name}"] = (round_.pk, draft.pk)
    places["registration:detail"] = (round_.pk, sent.pk)
    places["registration:decide"] = (round_.pk, sent.pk, "accept")
    for name in ("sheet_docx", "sheet_pdf"):
        places[f"registration:{name}"] = (round_.pk, sent.sheet_id)
    for name in ("card_docx", "card_pdf"):
        places[f"registration:{name}"] = (round_.pk, _model(units, round_).pk)
    places["registration:find"] = places["registration:find_printed"] = (sent.sheet_id,)
    places["registration:find_copy"] = (sent.sheet_id, 1)
    for name in ("index", "silent", "silent_units", "remind", "remind_members"):
        places[f"progress:{name}"] = (round_.pk,)
    accepted = _item(world, units, round_, State.ACCEPTED)
    places["progress:timeline"] = (round_.pk, accepted.pk)
    note = NoteFactory(registration=accepted, by=accepted.person)
    stored = files.keep(b"minh chung")
    places["progress:evidence"] = (EvidenceFactory(note=note, file=stored.path).pk,)
    places["history dang-ky"] = ("dang-ky", sent.pk)


def _reviews(world: World, units: _Units, round_: Round) -> None:
    table = ScoringTableFactory(unit=units.agency)
    places = world.places

    def review(state: ReviewState) -> Review:
        item = _item(world, units, round_, State.ACCEPTED)
        made: Review = ReviewFactory(registration=item, table=table, state=state)
        return made

    for name in ("index", "ranking", "tables", "samples", "blank_table"):
        places[f"review:{name}"] = (round_.pk,)
    for name in ("table", "new_table"):
        places[f"review:{name}"] = (round_.pk, table.pk)
    places["review:paper_table"] = (round_.pk, Subject.MODEL)
    places["review:start"] = (round_.pk, _item(world, units, round_, State.ACCEPTED).pk)
    own = review(ReviewState.SELF)
    places["review:detail"] = places["review:score"] = (round_.pk, own.pk)
    places["history cham-diem"] = ("cham-diem", own.pk)
    scored = review(ReviewState.SCORED)
    places["review:check"] = places["review:reopen"] = (round_.pk, scored.pk)
    places["review:decide"] = (round_.pk, review(ReviewState.CHECKED).pk)


def _commendations(world: World, units: _Units, round_: Round) -> None:
    places, form = world.places, AwardFormFactory(unit=units.agency)
    item = _item(world, units, round_, State.ACCEPTED)
    known = {"review__registration": item, "form": form}
    draft = ProposalFactory(round=round_, unit=units.agency)
    case = CaseFactory(proposal=draft, **known)
    stage = "commendation:"
    for name in ("index", "open", "register", "register_xlsx", "forms"):
        places[stage + name] = (round_.pk,)
    for name in ("proposal", "choose", "send"):
        places[stage + name] = (round_.pk, draft.pk)
    places[stage + "case"] = places[stage + "remove"] = (round_.pk, draft.pk, case.pk)
    places[stage + "end_form"] = (round_.pk, form.pk)
    sender = PersonFactory(unit=units.agency)
    sent = {"sent_at": MOMENT, "sent_by": sender, "numbered_on": DAY, "unit": units.agency}
    waiting = ProposalFactory(round=round_, state=ProposalState.SENT, number=1, **sent)
    places[stage + "return"] = places[stage + "decide"] = (round_.pk, waiting.pk)
    places[stage + "paper"] = (round_.pk, waiting.pk, "danh-sach")
    decided = ProposalFactory(round=round_, state=ProposalState.DECIDED, number=2, **sent)
    award = _award(decided, CaseFactory(proposal=decided, review=case.review, form=form))
    places[stage + "certificates"] = (round_.pk, decided.pk)
    places[stage + "award"] = places[stage + "certificate"] = (round_.pk, award.pk)
    places["history de-nghi"] = ("de-nghi", draft.pk)
    places["history khen-thuong"] = ("khen-thuong", award.pk)
    places[stage + "verify"] = (award.code,)


def _award(proposal: Any, case: Any) -> Award:
    decision = Decision.objects.create(
        proposal=proposal, unit=proposal.unit, year=2026, number="12/QĐ-SNV", signed_on=DAY,
        signer="Đặng Văn Bình", signer_post="Giám đốc", issuer="Sở Nội vụ",
        document=DocumentFactory(unit=proposal.unit),
    )  # fmt: skip
    return Award.objects.create(
        decision=decision, case=case, review=case.review, given=case.form, unit=proposal.unit,
        year=2026, path=case.review.path, serial=1, code="KHEN00000001", holder="Phạm Thế Dương",
        holder_unit="Phòng Tổ chức", form="Giấy khen", reason="Rút ngắn thời gian trả hồ sơ",
    )  # fmt: skip


def _cards(world: World, units: _Units, round_: Round) -> None:
    places, code = world.places, "mohinh000001"
    public = card_of(units.own, round_, code=code)
    draft = card_of(
        units.own, round_, "Một cửa tại bản", code="mohinh000002",
        state=CardState.DRAFT, published_on=None,
    )  # fmt: skip
    places["history mo-hinh"] = ("mo-hinh", public.pk)
    for name in ("index", "adoptions", "near"):
        places[f"replication:{name}"] = (round_.pk,)
    for name in ("edit", "publish"):
        places[f"replication:{name}"] = (round_.pk, draft.registration_id)
    places["replication:withdraw"] = (round_.pk, public.registration_id)
    places["replication:card"] = (code,)
    elsewhere = CardFactory(code="mohinh000003")
    AdoptionFactory(card=elsewhere, unit=units.own)
    places["replication:adopt"] = places["replication:report"] = (elsewhere.code,)
    places["replication:stop"] = (elsewhere.code,)


def _reports(world: World, units: _Units, round_: Round) -> None:
    places = world.places
    draft = ReportFactory(round=round_, unit=units.own)
    places["history bao-cao"] = ("bao-cao", draft.pk)
    top = SentReportFactory(round=round_, unit=units.agency, state="published")
    for name in ("index", "mine"):
        places[f"report:{name}"] = (round_.pk,)
    for name in ("unit", "write", "xlsx", "docx"):
        places[f"report:{name}"] = (round_.pk, units.own.pk)
    other = RoundFactory(movement__unit=units.agency)
    other.movement.scope.set([units.own])
    SentReportFactory(round=other, unit=units.own)
    for name in ("return", "recall", "publish"):
        places[f"report:{name}"] = (other.pk, units.own.pk)
    places["report:public"] = (top.code,)


def _administration(world: World, units: _Units) -> None:
    places, owner = world.places, world.posts["own unit"]
    second: Person = PersonFactory(unit=units.own)
    for name in ("unit", "branch", "open", "change", "rename", "close", "add"):
        places[f"orgs:{name}"] = (units.own.pk,)
    for name in ("person", "identity", "give", "transfer", "leave", "rejoin", "cell", "account"):
        places[f"orgs:{name}"] = (owner.person_id,)
    places["orgs:merge"] = (owner.person_id, second.pk)
    Transfer.objects.create(
        person=second, old=units.agency, new=units.own, on=DAY, written_at=MOMENT
    )
    places["orgs:take_back"] = (second.pk,)
    for name in ("post", "powers", "stand_in", "end"):
        places[f"orgs:{name}"] = (owner.pk,)
    handed = PostFactory(
        unit=units.own, stands_for=owner, delegated=True, reason="đi học",
        since=DAY, until=DAY + dt.timedelta(days=30),
    )  # fmt: skip
    places["orgs:revoke"] = (handed.pk,)
    sheet = files.keep(exports.template(ImportKind.PEOPLE))
    brought = Import.objects.create(
        kind=ImportKind.PEOPLE, state=ImportState.CHECKED, post=world.posts["administrator"],
        path=units.agency.path, at=MOMENT, name="nguoi.xlsx", file=sheet.path, sha256=sheet.sha256,
    )  # fmt: skip
    for name in ("import", "import_columns", "import_confirm", "import_drop", "import_undo"):
        places[f"orgs:{name}"] = (brought.pk,)
    event = Reorganisation.objects.create(
        sort="rename", number="12/QĐ", issued_on=DAY, issuer="UBND tỉnh", effective_on=DAY,
        unit=units.own, words="Đổi tên", written_at=MOMENT,
    )  # fmt: skip
    split = Reorganisation.objects.create(
        sort="split", number="13/QĐ", issued_on=DAY, issuer="UBND tỉnh", effective_on=DAY,
        unit=units.own, words="Tách", written_at=MOMENT,
    )  # fmt: skip
    places["reorganisation:event"] = (event.pk,)
    places["reorganisation:shares"] = (split.pk,)
    places["reorganisation:write"] = ("rename",)
    places["reorganisation:unit_level"] = (units.own.pk,)
    level = Level.objects.create(name="Cấp xã", rank=2, since=DAY)
    places["reorganisation:level_end"] = (level.pk,)
    cluster = Cluster.objects.create(unit=units.agency, year=2026, name="Cụm 1")
    places["clusters:change"] = (cluster.pk,)
    places["clusters:copy_year"] = (2026,)
    for name in ("accounts:arrive", "openid_connect_login", "openid_connect_callback"):
        places[name] = ("khong-co",)
    places["account_confirm_email"] = ("khong-co",)
    places["account_reset_password_from_key"] = ("1", "khong-co")
    places["mfa_remove_webauthn"] = places["mfa_edit_webauthn"] = (1,)
