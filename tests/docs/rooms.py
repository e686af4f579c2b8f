"""What the youngest rooms keep: numbering books, scans, forms, exemptions, likenesses, pledges."""

from typing import Any

from kheo.citizens.states import State as GrievanceState
from kheo.documents.books.models import Entry
from kheo.documents.books.states import State as EntryState
from kheo.documents.masters import exports
from kheo.documents.masters.models import Master
from kheo.documents.masters.states import Kind
from kheo.documents.models import NumberBook
from kheo.documents.states import Direction
from kheo.kernel import files
from kheo.movement.models import (
    Breach,
    Checkpoint,
    Checkup,
    CheckupPeriod,
    Copy,
    Draw,
    Exemption,
    Likeness,
    Load,
    Merger,
    PaperEntry,
    Partner,
    Quota,
    Registration,
    Round,
    Rung,
    Scan,
    ScanPage,
    Sheet,
    Signature,
    VisitFile,
    Visitor,
)
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s4_progress.states import SignKind, VisitState, Whom
from kheo.orgs.models import Post, Unit
from kheo.outreach.models import Format, Session, SessionFile
from tests.factories import (
    ClauseFactory,
    DocumentFactory,
    PersonFactory,
    RegistrationFactory,
    SheetFactory,
)
from tests.factories.citizens import GrievanceFactory
from tests.factories.progress import VisitFactory, done_visit

Places = dict[str, tuple[Any, ...]]


def books(places: Places, agency: Unit, clerk: Post, day: Any, moment: Any) -> None:
    book = NumberBook.objects.create(unit=agency, year=day.year, kind="CV", last=1)
    line = Entry.objects.create(
        book=book, direction=Direction.OUT, number=1, symbol="1/SNV-VP", state=EntryState.RESERVED,
        kind="Công văn", subject="Đôn đốc", taken_by=clerk.person, taken_at=moment, folded="",
    )  # fmt: skip
    places["books:issue"] = places["books:cancel"] = places["books:withdraw"] = (line.pk,)
    places["books:enter"] = (DocumentFactory(unit=agency).pk,)


def masters(places: Places, agency: Unit, clerk: Post, moment: Any) -> None:
    kept = files.keep(exports.shipped(Kind.PLAN, agency))
    master = Master.objects.create(
        unit=agency, kind=Kind.PLAN, number=1, file=kept.path, file_name="ke-hoach.docx",
        sha256=kept.sha256, size=kept.size, added_at=moment, added_by=clerk.person,
    )  # fmt: skip
    for name in ("version", "file", "tried"):
        places[f"masters:{name}"] = (master.pk,)
    for name in ("detail", "shipped", "choose"):
        places[f"masters:{name}"] = (Kind.PLAN,)


def scans(places: Places, agency: Unit, clerk: Post, moment: Any) -> None:
    copy = Copy.objects.filter(number=2).select_related("sheet").get()
    kept = files.keep(b"trang quet")
    known = {"file": kept.path, "sha256": kept.sha256}
    pile = Scan.objects.create(
        unit=agency, path=agency.path, post=clerk, at=moment, name="quet.pdf", pages=1,
        read_at=moment, **known,
    )  # fmt: skip
    page = ScanPage.objects.create(scan=pile, place=1, note="Không đọc được mã", **known)
    places["registration:scan"] = places["registration:scan_receive"] = (pile.pk,)
    places["registration:scan_act"] = places["registration:scan_image"] = (page.pk,)
    places["registration:copy_scans"] = (copy.sheet_id, 2)


def registering(places: Places, round_: Round, own: Post, moment: Any) -> None:
    exempt = Exemption.objects.create(
        round=round_, person=own.person, reason="Nghỉ thai sản", since=moment
    )
    for name in ("exempt", "bulk", "bulk_template", "withdraw"):
        places[f"registration:{name}"] = (round_.pk,)
    load = Load.objects.create(round=round_, post=own, path=own.unit.path, at=moment)
    places["registration:load"] = (round_.pk, load.pk)
    places["registration:load_step"] = (round_.pk, load.pk, "bo")
    places["registration:end_exemption"] = (round_.pk, exempt.pk)
    places["registration:form"] = (round_.pk, "item")
    contract(places, round_, own, moment)
    places["directive:transfers"] = places["directive:amend"] = (round_.pk,)
    item = Registration.objects.filter(round=round_, person=own.person, state="accepted").first()
    kept = files.keep(b"phu luc")
    Registration.objects.filter(pk=item.pk).update(
        answers={"tep": {"file": kept.path, "name": "phu-luc.pdf"}}
    )
    places["registration:attached"] = (round_.pk, item.pk, "tep")


def entries(places: Places, round_: Round, own: Post, clerk: Post, moment: Any) -> None:
    """A sheet the clerk entered from paper, and somebody of the unit who handed in none yet."""
    sheet = Sheet.objects.get(round=round_, person=own.person)
    copy, scan = Copy.objects.get(sheet=sheet, number=2), Scan.objects.get()
    PaperEntry.objects.create(
        sheet=sheet, handed_on=moment.date(), copy=copy, scan=scan, key="k", entered_at=moment,
        entered_by=clerk.person,
    )  # fmt: skip
    places["registration:to_enter"] = places["registration:units_to_enter"] = (round_.pk,)
    places["registration:enter"] = (
        round_.pk,
        PersonFactory(unit=own.unit, cell=own.person.cell).pk,
    )
    places["registration:enter_models"] = (round_.pk, own.unit_id)
    places["registration:disown"] = (round_.pk, sheet.pk)


def sharing(places: Places, round_: Round, own: Post, beside: Unit, moment: Any) -> None:
    ours = Registration.objects.filter(round=round_, unit=own.unit, person=None).first()
    partner = Partner.objects.create(
        registration=ours, unit=beside, path=beside.path, state="invited", asked_by=own.person,
        at=moment,
    )  # fmt: skip
    places["registration:invite"] = (round_.pk, ours.pk)
    places["registration:answer"] = (round_.pk, ours.pk, partner.pk, "accept")
    places["replication:join"] = (round_.pk, ours.pk)


def contract(places: Places, round_: Round, own: Post, moment: Any) -> None:
    own_rule = Quota.objects.create(
        round=round_, subject="item", category="worker", minimum=0, target=0, maximum=1
    )
    model = Registration.objects.filter(round=round_, unit=own.unit, person=None)[0]
    shared = Exemption.objects.create(
        round=round_, person=own.person, reason="Tham gia mô hình", since=moment, model=model,
        over=moment,
    )  # fmt: skip
    places["registration:contract"] = places["registration:instead"] = (round_.pk,)
    places["registration:add_rule"] = (round_.pk, "item")
    places["registration:rule"] = places["registration:drop_rule"] = (round_.pk, own_rule.pk)
    places["registration:stop_instead"] = (round_.pk, shared.pk)
    items = Registration.objects.filter(round=round_, person=own.person)
    kept, gone = items.filter(state="submitted")[0], items.filter(state="draft")[0]
    merged = RegistrationFactory(sheet=kept.sheet, state="merged", submitted_at=moment)
    Merger.objects.create(
        gone=merged, kept=kept, reason="Một việc", was="submitted", was_late=False,
        was_unfiled=False, place=9, event=0, at=moment, by=own.person,
    )  # fmt: skip
    places["registration:merge"] = (round_.pk, gone.pk)
    places["registration:part"] = (round_.pk, merged.pk)


def likenesses(places: Places, round_: Round, own: Post, beside: Unit, moment: Any) -> None:
    ours = Registration.objects.filter(round=round_, person=own.person, state="accepted").first()
    theirs = RegistrationFactory(
        sheet=SheetFactory(round=round_, unit=beside, person=None), state="accepted"
    )
    first, second = (
        Signature.objects.create(registration=one, kind=SignKind.TEXT, digest=b"", at=moment)
        for one in (ours, theirs)
    )
    alike = Likeness.objects.create(first=first, second=second, per_cent=90, found_at=moment)
    places["progress:likenesses"] = (round_.pk,)
    places["progress:likeness"] = (round_.pk, alike.pk)


def visits(places: Places, round_: Round, own: Post, clerk: Post, moment: Any) -> None:
    """One visit that is recorded, one that lies ahead, and the drawing it came from."""
    rows = Registration.objects.filter(round=round_, person=own.person, state="accepted")
    first, second, third = rows.order_by("pk")[:3]
    kept = files.keep(b"1\n")
    draw = Draw.objects.create(
        round=round_, unit=own.unit, path=own.unit.path, seed="08-24-31", wanted=1, listed=1,
        file=kept.path, sha256=kept.sha256, at=moment, by=clerk.person,
    )  # fmt: skip
    done = done_visit(first, clerk.person, to_mend="Ghi sổ đủ")
    ahead = VisitFactory(registration=second, draw=draw, place_drawn=1, made_by=clerk.person)
    given = VisitFactory(registration=third, made_by=clerk.person, state=VisitState.ASSIGNED)
    Visitor.objects.create(visit=given, person=clerk.person, ordinal=1)
    file = VisitFile.objects.create(
        visit=done, name="anh.png", file=kept.path, sha256=kept.sha256, size=2, kind="image/png"
    )
    for name in ("visits", "assign_visits", "draw"):
        places[f"progress:{name}"] = (round_.pk,)
    places["progress:plan_visit"] = (round_.pk, first.pk)
    places["progress:cancel_visit"] = (round_.pk, ahead.pk)
    places["progress:visit given"] = (round_.pk, given.pk)
    places["progress:visit recorded"] = (round_.pk, done.pk)
    for name in ("recheck_visit", "visit_docx", "visit_pdf"):
        places[f"progress:{name}"] = (round_.pk, done.pk)
    for name in ("drawn", "drawn_list"):
        places[f"progress:{name}"] = (round_.pk, draw.pk)
    places["progress:visit_file"] = (file.pk,)
    mark = Checkpoint.objects.create(registration=first, text="Xong bản một", due_on=moment.date())
    places["progress:course"] = (round_.pk,)
    places["progress:aims"] = (round_.pk, first.pk)
    places["progress:drop_checkpoint"] = (round_.pk, mark.pk)
    rung = Rung.objects.create(
        movement=round_.movement, about="report", offset=3, whom=Whom.HEAD, since=moment.date()
    )
    for name in ("ladder", "ship_ladder"):
        places[f"progress:{name}"] = (round_.pk,)
    places["progress:end_rung"] = (round_.pk, rung.pk)


def checkups(places: Places, round_: Round, own: Post, clerk: Post, moment: Any) -> None:
    """One review that was sent, one still to be written, in a period with nothing beside."""
    first, second = Registration.objects.filter(
        round=round_, unit=own.unit, person=None, state="accepted"
    ).order_by("pk")[:2]
    known = {"round": round_, "due_on": moment.date(), "at": moment, "by": clerk.person}
    period = CheckupPeriod.objects.create(name="Quý I", **known)
    kept = files.keep(b"phu luc")
    sent = Checkup.objects.create(
        period=period, registration=first, state="sent", conclusion="keep", sent_at=moment,
        written_at=moment, written_by=own.person,
        answers={"o7": {"file": kept.path, "name": "phu-luc.pdf"}},
    )  # fmt: skip
    for name in ("checkups", "open_period", "blank"):
        places[f"replication:{name}"] = (round_.pk,)
    places["replication:drop_period"] = (round_.pk, period.pk)
    places["replication:checkup sent"] = (round_.pk, period.pk, first.pk)
    places["replication:checkup unwritten"] = (round_.pk, period.pk, second.pk)
    for name in ("checkup_pdf", "checkup_docx"):
        places[f"replication:{name}"] = (round_.pk, period.pk, first.pk)
    for name in ("decide_checkup", "reopen_checkup", "return_checkup"):
        places[f"replication:{name}"] = (round_.pk, sent.pk)
    places["replication:checkup_file"] = (round_.pk, sent.pk, "o7")
    places["history ra-soat"] = ("ra-soat", sent.pk)


def pledges(places: Places, round_: Round, own: Post, clerk: Post, day: Any, moment: Any) -> None:
    clause = ClauseFactory(movement=round_.movement, kind=ClauseKind.PLEDGE)
    breach = Breach.objects.create(
        round=round_, clause=clause, unit=own.unit, person=own.person, path=own.unit.path, day=day,
        text="Để dân chờ", source="Kết luận 01/KL-SNV", by=clerk.person, at=moment,
    )  # fmt: skip
    for name in ("pledges", "confirm_pledges", "record_breach"):
        places[f"review:{name}"] = (round_.pk,)
    places["review:withdraw_breach"] = (round_.pk, breach.pk)


def grievances(places: Places, round_: Round, own: Post) -> None:
    """One of each state, all of the unit and in the hands of its head."""
    known = {"round": round_, "unit": own.unit, "handler": own.person, "recorded_by": own.person}
    done = {"solved_on": round_.opens_on, "outcome": "Đã rải đá"}
    passed = {"passed_to": "UBND xã", "passed_on": round_.opens_on}
    heard = GrievanceFactory(**known)
    given = GrievanceFactory(state=GrievanceState.IN_HAND, **known)
    solved = GrievanceFactory(state=GrievanceState.SOLVED, **done, **known)
    gone = GrievanceFactory(state=GrievanceState.PASSED_ON, **passed, **known)
    for name in ("grievances", "overdue", "unassigned", "unanswered", "mine", "record"):
        places[f"citizens:{name}"] = (round_.pk,)
    for name in ("figures", "figures_table", "table"):
        places[f"citizens:{name}"] = (round_.pk,)
    for name in ("grievance", "edit", "remind", "assign", "pass_on", "drop"):
        places[f"citizens:{name}"] = (round_.pk, heard.pk)
    places["citizens:solve"] = (round_.pk, given.pk)
    places["citizens:answer"] = places["citizens:reopen"] = (round_.pk, solved.pk)
    places["citizens:take_back"] = (round_.pk, gone.pk)
    places["history y-kien"] = ("y-kien", heard.pk)


def sessions(places: Places, round_: Round, own: Post, moment: Any) -> None:
    """A session the unit has held, with a file, and one of the formats of the movement."""
    kept = files.keep(b"danh sach")
    format_ = Format.objects.create(movement=round_.movement, ordinal=1, name="Hội nghị")
    session = Session.objects.create(
        round=round_, unit=own.unit, path=own.unit.path, day=moment.date(), subject="Dân vận",
        format=format_, people=3, folded="dan van", recorded_by=own.person, recorded_at=moment,
    )  # fmt: skip
    file = SessionFile.objects.create(
        session=session, name="danh-sach.pdf", file=kept.path, sha256=kept.sha256, size=9,
        kind="application/pdf",
    )  # fmt: skip
    for name in ("sessions", "units", "export", "formats"):
        places[f"outreach:{name}"] = (round_.pk,)
    for name in ("session", "correct", "withdraw"):
        places[f"outreach:{name}"] = (round_.pk, session.pk)
    places["outreach:format"] = (round_.pk, format_.pk)
    places["outreach:file"] = (file.pk,)
    places["history hoc-tap"] = ("hoc-tap", session.pk)
