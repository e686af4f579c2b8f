"""What people do, step by step on the pages, from the paper to the year's end."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.kernel import clock
from kheo.movement.models import Clause, Directive, Registration, Review, Round
from kheo.movement.s1_directive.states import ClauseKind, Subject
from kheo.movement.s5_review import actions as reviewing
from kheo.movement.s5_review import queries as reviews
from tests.scenarios.pages import Page, User

PAPERS = Path(__file__).parents[1] / "papers"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
SOURCES = {"own": PAPERS, "seed": SEEDS} if SEEDS.exists() else {"own": PAPERS}

ITEM = {
    "title": "Hẹn người dân theo khung giờ ở bộ phận một cửa",
    "duty": "Tiếp nhận và trả kết quả hồ sơ",
    "method": "Gọi điện hẹn giờ trước một ngày.",
    "target": "Không ai chờ quá 15 phút",
    "result": "Sổ hẹn hằng tháng",
}
MODEL = {
    "title": "Tổ tư vấn thủ tục lưu động",
    "field": "political",
    "duty": "Bản ở xa, người dân đi lại nhiều lần",
    "target": "Mỗi tháng một phiên",
    "method": "Hai người mang máy in xuống bản.",
    "place": "Bốn bản vùng cao",
    "forces": "Trưởng phòng chủ trì",
    "keeping": "Phân công luân phiên hằng quý",
    "responsible": "Trưởng phòng",
    "resources": "Một máy in, xe công vụ",
    "schedule": "Từ tháng 4, xem lại tháng 9, đánh giá tháng 11",
    "result": "12 phiên, mỗi phiên có sổ ghi",
}


def paper(source: str, seed: str) -> bytes:
    """Return the text of a paper: the project's own, or the real one where it lies beside."""
    return next(iter(SOURCES[source].glob(f"{seed}*.txt"))).read_bytes()


def upload(user: User, data: bytes, name: str = "van-ban.txt") -> Page:
    """Upload a paper, one of known words too; the answer is the confirm page, or the errors."""

    def sent() -> SimpleUploadedFile:
        return SimpleUploadedFile(name, data, content_type="text/plain")

    page = user.open(reverse("directive:upload")).send("/nap/", file=sent())
    return (
        page.send("/nap/", file=sent(), again="1") if page.lines("//*[@name='again']/..") else page
    )


def answer_doubts(page: Page, directive: Directive) -> Page:
    """Answer every doubt one by one: take what the machine suggests, else what was read."""
    judged = reverse("directive:judge", args=[directive.pk])
    for fact in directive.facts.exclude(doubt=""):
        suggests = (fact.suggestion or {}).get("value") is not None
        page = page.send(judged, press=("suggest" if suggests else "accept", str(fact.pk)))
    for repair in directive.repairs.all():
        if repair.is_asked:
            page = page.send(
                reverse("directive:mend", args=[directive.pk]), press=("right", repair.key)
            )
    return page


def confirm(user: User, data: bytes) -> Page:
    """Read a paper, answer its doubts and confirm it; the answer is the form that launches."""
    page = upload(user, data)
    directive = Directive.objects.latest("pk")
    page = answer_doubts(page, directive)
    return page.send(reverse("directive:confirm", args=[directive.pk]))


def launch(user: User, data: bytes, **decided) -> Round:
    """Walk a paper from the upload to an open year; *decided* is typed over what the paper gives."""
    page = confirm(user, data).send("/phat-dong/", all_direct="on", **decided)
    assert Round.objects.exists(), page.lines(
        "//*[contains(@class, 'field-error')] | //*[@role='alert']"
    )
    return Round.objects.latest("pk")


def write(
    user: User, round_: Round, subject: str = Subject.ITEM, page: Page | None = None, **typed
) -> Page:
    """Fill in the form of one item, or of one model of the unit; *page* has it open already."""
    page = page or user.open(reverse("registration:write", args=[round_.pk, subject]))
    sample = (ITEM if subject == Subject.ITEM else MODEL) | {"due_on": f"30/10/{round_.year}"}
    first = Clause.objects.filter(movement=round_.movement, kind=ClauseKind.CRITERION).first()
    if first:
        sample["criteria"] = str(first.pk)
    return page.send("/viet/", **(sample | typed))


def send(user: User, round_: Round, subject: str = Subject.ITEM, **typed) -> Page:
    """Press the button that sends the sheet."""
    name = "mine" if subject == Subject.ITEM else "unit"
    page = user.open(reverse(f"registration:{name}", args=[round_.pk]))
    return page.send(f"/{subject}/gui/", **typed)


def register(user: User, round_: Round, subject: str = Subject.ITEM, **typed) -> Registration:
    """Write one item or model and send the sheet."""
    page = write(user, round_, subject, **typed)
    page.done(f"/{subject}/gui/")
    return Registration.objects.latest("pk")


def accept(user: User, registration: Registration) -> None:
    page = user.open(reverse("registration:detail", args=[registration.round_id, registration.pk]))
    page.done("/accept/")


def note(user: User, registration: Registration, text: str, **typed) -> None:
    page = user.open(reverse("progress:timeline", args=[registration.round_id, registration.pk]))
    page.done(page.url, text=text, **typed)


def scoring_tables(office) -> None:
    """Give the agency its two tables of points."""
    reviewing.ship_samples(office.agency, by=office.leader.actor)


def score(owner: User, registration: Registration) -> Review:
    """Open the case and give oneself the most every line takes."""
    page = owner.open(reverse("review:index", args=[registration.round_id]))
    page = page.send(f"/mo/{registration.pk}/")
    review = Review.objects.get(registration=registration)
    marks = {f"points_{leaf.key}": str(leaf.most) for leaf in reviews.leaves(review.table)}
    page.done("/tu-cham/", **marks)
    return review


def check(office, review: Review, **typed) -> None:
    page = office.appraiser.open(_case(review))
    page.done("/cham-lai/", **typed)


def recognise(office, review: Review) -> None:
    """The council takes the points of the check."""
    page = office.leader.open(_case(review))
    page.done(
        "/hoi-dong/", press=("outcome", "recognise"), opinion="Nhất trí theo biên bản họp.",
        decided_on=today(),
    )  # fmt: skip


def _case(review: Review) -> str:
    return reverse("review:detail", args=[review.registration.round_id, review.pk])


def recognised(office, owner: User, overseer: User, registration: Registration) -> Review:
    """Take a sent registration through acceptance, scores, check and council."""
    if not registration.unit.scoring_tables.exists():
        scoring_tables(office)
    accept(overseer, registration)
    review = score(owner, registration)
    check(office, review)
    recognise(office, review)
    review.refresh_from_db()
    return review


def today() -> str:
    """Return the day of the stopped clock as people type it."""
    now = clock.today()
    return f"{now.day}/{now.month}/{now.year}"


def plan(user: User, round_: Round, **typed) -> Page:
    """Confirm receipt, write the plan of one's unit and send it."""
    mine = reverse("plan:mine", args=[round_.pk])
    page = user.open(mine)
    if page.has_form("/nhan/"):
        page.done("/nhan/")
    page = user.open(mine)
    return page.send("/cua-toi/", press=("send", "1"), **typed)


def honour(office, review: Review, form: str = "Giấy khen") -> Page:
    """Propose a recognised achievement and decide on it; the answer is the decided proposal."""
    round_id = review.registration.round_id
    forms = office.leader.open(reverse("commendation:forms", args=[round_id]))
    forms.done("/hinh-thuc/", name=form, source="Quy chế của cơ quan", valid_from=today())
    page = office.appraiser.open(reverse("commendation:index", args=[round_id])).send("/lap/")
    page = page.send("/chon/", row=str(review.pk))
    page = page.send("/trinh/")
    decision = office.leader.open(f"{page.url}quyet-dinh/")
    return decision.send("/quyet-dinh/", signed_on=today())


def card(owner: User, review: Review, **typed) -> Page:
    """Write the card of a recognised model and make it public; the answer is the public page."""
    registration = review.registration
    page = owner.open(reverse("replication:edit", args=[registration.round_id, registration.pk]))
    sample = {
        "problem": "Người dân đi xa", "result": "Mỗi phiên 30 lượt", "contact": "Bộ phận một cửa",
    }  # fmt: skip
    page = page.send(page.url, **(sample | typed))
    page.done("/cong-khai/")
    return owner.open(reverse("replication:card", args=[registration.card.code]))


def report(user: User, round_: Round, **typed) -> Page:
    """Write the four parts of one's unit's report and send it."""
    sample = {
        "direction": "Ban hành kế hoạch, phân công lãnh đạo.", "results": "Hai mô hình chạy đều.",
        "limits": "Một bản chưa có đường.", "tasks": "Năm tới thêm hai bản.",
    }  # fmt: skip
    page = user.open(reverse("report:mine", args=[round_.pk]))
    return page.send("/soan/", press=("send", "1"), **(sample | typed))
