"""The states of a directive being read, of a movement and of its yearly round; what a paper may ask."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step
from kheo.orgs.states import Kind, Staff


class DirectiveState(TextChoices):
    RECOGNISING = "recognising", _("Máy đang đọc")
    UNREAD = "unread", _("Chưa đọc được")
    READ = "read", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    OPENED = "opened", _("Đã phát động")
    REMOVED = "removed", _("Đã bỏ")


# A machine has still to read these: their page says how far it is.
UNREADY = (DirectiveState.RECOGNISING, DirectiveState.UNREAD)
UNCONFIRMED = (*UNREADY, DirectiveState.READ, DirectiveState.REMOVED)

DIRECTIVE_FLOW = Flow(
    "directive",
    step("recognise", _("Máy đọc xong"), {DirectiveState.RECOGNISING}, DirectiveState.READ),
    step("give_up", _("Máy không đọc được"), {DirectiveState.RECOGNISING}, DirectiveState.UNREAD),
    step("retry", _("Đọc lại"), set(UNREADY), DirectiveState.RECOGNISING),
    step("confirm", _("Xác nhận bản đọc"), {DirectiveState.READ}, DirectiveState.CONFIRMED),
    step("reopen", _("Sửa lại bản đọc"), {DirectiveState.CONFIRMED}, DirectiveState.READ),
    step("open", _("Phát động"), {DirectiveState.CONFIRMED}, DirectiveState.OPENED),
    # What no movement was launched from: off the list, with a reason, its file kept.
    step(
        "remove",
        _("Bỏ văn bản"),
        {*UNREADY, DirectiveState.READ, DirectiveState.CONFIRMED},
        DirectiveState.REMOVED,
        needs_note=True,
    ),
)


class RoundState(TextChoices):
    OPEN = "open", _("Đang mở")
    CLOSED = "closed", _("Đã khép lại")


ROUND_FLOW = Flow(
    "round",
    step("close", _("Khép lại năm"), {RoundState.OPEN}, RoundState.CLOSED),
)


class OnTransfer(TextChoices):
    """What becomes of what somebody registered for an open year when they go to another unit.

    It follows them unless the launch says otherwise: who was asked and has sent nothing is counted
    where people work, and nobody has two sheets that stand in a year.
    """

    FOLLOW = "follow", _("Theo người sang đơn vị mới")
    STAY = "stay", _("Ở lại đơn vị cũ")
    CLOSE = "close", _("Khép lại, đăng ký mới ở đơn vị mới")


SURE = 0.8  # words the reader mended with less are answered one by one


class Verdict(TextChoices):
    """What a person said of one fact the machine read."""

    PENDING = "pending", _("Chưa xem")
    ACCEPTED = "accepted", _("Đúng")
    CORRECTED = "corrected", _("Đã sửa")
    STRUCK = "struck", _("Bỏ")


class Subject(TextChoices):
    """Who registers what: the two objects of stage 3, never mixed."""

    ITEM = "item", _("Nội dung của cá nhân")
    MODEL = "model", _("Mô hình của đơn vị")


# The kinds of unit that must answer a movement.
ANSWERING = (Kind.AGENCY, Kind.COMMUNE, Kind.DIVISION, Kind.CENTRE)
# Whom a rule may be for beside all people, all units.
CATEGORIES: dict[Subject, tuple[Staff | Kind, ...]] = {
    Subject.ITEM: tuple(Staff),
    Subject.MODEL: ANSWERING,
}


class ClauseKind(TextChoices):
    CONTENT = "content", _("Nội dung thi đua")
    CRITERION = "criterion", _("Tiêu chí")
    TOPIC = "topic", _("Chủ đề gợi ý")
    PLEDGE = "pledge", _("Cam kết")


class MilestoneKind(TextChoices):
    RECEIPT = "receipt", _("Xác nhận đã nhận văn bản")
    PLAN = "plan", _("Gửi kế hoạch năm")
    REGISTRATION = "registration", _("Nộp bản đăng ký")
    PROGRESS = "progress", _("Ghi tiến độ")
    REVIEW = "review", _("Thẩm định, bình xét")
    INTERIM = "interim", _("Sơ kết, biểu dương")
    COMMENDATION = "commendation", _("Trình khen thưởng")
    REPORT = "report", _("Gửi báo cáo năm")


# What a year begins with.
BEGINNING = (MilestoneKind.RECEIPT, MilestoneKind.PLAN, MilestoneKind.REGISTRATION)


class FactKind(TextChoices):
    """What one underlined piece of a paper says; the values are the reader's own kinds."""

    TYPE = "type", _("Loại văn bản")
    NUMBER = "number", _("Số, ký hiệu")
    DATE = "date", _("Ngày ban hành")
    ISSUER = "issuer", _("Cơ quan ban hành")
    SUBJECT = "subject", _("Trích yếu")
    SIGNATURE = "signature", _("Người ký")
    PERIOD = "period", _("Giai đoạn")
    NAME = "name", _("Tên gọi, chủ đề")
    QUOTA = "quota", _("Số lượng")
    DEADLINE = "deadline", _("Thời hạn")
    ITEM = "item", _("Nội dung")
    CRITERION = "criterion", _("Tiêu chí")
    TOPIC = "topic", _("Chủ đề gợi ý")
    PLEDGE = "pledge", _("Cam kết")
    DUTY = "duty", _("Việc giao")
    COPY = "copy", _("Bản lưu, bản gửi")
    STAFF = "staff", _("Đối tượng")
    ADDRESSEE = "addressee", _("Kính gửi")
    RECIPIENT = "recipient", _("Nơi nhận")
    CITATION = "citation", _("Văn bản viện dẫn")


# The confirm page, top to bottom: heading, kinds, how the kinds are underlined.
FACT_GROUPS = (
    ("identity", _("Văn bản"), (
        FactKind.TYPE, FactKind.NUMBER, FactKind.DATE, FactKind.ISSUER, FactKind.SUBJECT,
        FactKind.SIGNATURE,
    )),
    ("frame", _("Tên gọi và giai đoạn"), (FactKind.NAME, FactKind.PERIOD)),
    ("quotas", _("Số lượng"), (FactKind.QUOTA, FactKind.COPY)),
    ("deadlines", _("Thời hạn"), (FactKind.DEADLINE,)),
    ("contents", _("Nội dung"), (FactKind.ITEM,)),
    ("criteria", _("Tiêu chí"), (FactKind.CRITERION,)),
    ("topics", _("Chủ đề gợi ý"), (FactKind.TOPIC,)),
    ("pledges", _("Cam kết"), (FactKind.PLEDGE,)),
    ("duties", _("Việc giao"), (FactKind.DUTY, FactKind.STAFF)),
    ("addressees", _("Kính gửi"), (FactKind.ADDRESSEE,)),
    ("recipients", _("Nơi nhận"), (FactKind.RECIPIENT,)),
    ("citations", _("Văn bản viện dẫn"), (FactKind.CITATION,)),
)  # fmt: skip
UNDERLINES: dict[str, str] = {
    **dict.fromkeys((FactKind.TYPE, FactKind.NUMBER, FactKind.CITATION), "doc"),
    **dict.fromkeys((FactKind.DATE, FactKind.DEADLINE, FactKind.PERIOD), "date"),
    **dict.fromkeys((FactKind.QUOTA, FactKind.COPY), "count"),
    **dict.fromkeys(
        (
            FactKind.ISSUER,
            FactKind.SIGNATURE,
            FactKind.ADDRESSEE,
            FactKind.RECIPIENT,
            FactKind.STAFF,
        ),
        "unit",
    ),
}  # the rest: "task"

# What a quoted name names, and whom a figure binds: the reader's own words.
NAME_ROLES = (
    ("movement", _("Tên phong trào hoặc nội dung đăng ký")),
    ("theme", _("Chủ đề")),
    ("theme_year", _("Tên của năm")),
)
QUOTA_SUBJECTS = (
    ("person", _("Mỗi người")),
    ("unit", _("Mỗi đơn vị")),
    ("copies", _("Số bản giấy")),
    ("share", _("Tỉ lệ")),
    ("other", _("Khác")),
)
BASIS = 500  # letters of the words a rule rests on
QUOTA_PARTS = (
    ("minimum", _("tối thiểu")),
    ("target", _("phấn đấu")),
    ("maximum", _("tối đa")),
)
# Doubts of the reader about how the file was opened: told on top, before any fact.
OPENING = ("ocr", "converted_encoding", "unread_pages", "wrong_ending", "page_chrome")
COPY_ACTS = (("lưu", _("lưu")), ("gửi", _("gửi")))
