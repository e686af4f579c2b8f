"""The shipped form of the review of a running model (form F3): data alone, it has no columns."""

from django.utils.translation import gettext as _

from kheo.movement.s3_registration.questions import ADDED, Kind, Question

LETTERS = 2000  # at most under one heading: a card is read on a phone


def shipped_checkup() -> list[Question]:
    """Return the six headings in the reader's language; an office may change each of them."""
    parts = (
        (_("Mục tiêu"), _("Mục tiêu đã đăng ký; đổi so với đầu năm thì nói vì sao.")),
        (_("Nội dung, cách làm"), _("Những việc đang làm.")),
        (_("Kết quả đạt được"), _("Ghi con số, so với mục tiêu.")),
        (_("Hiệu quả thực tế"), _("Người dân, cơ quan được gì; ai nói vậy.")),
        (_("Lực lượng tham gia"), _("Ai chủ trì, ai phối hợp, bao nhiêu người còn làm.")),
        (_("Khả năng duy trì, nhân rộng"), _("Cần gì để giữ được, nơi khác làm theo được không.")),
    )
    return [
        Question(f"{ADDED}{n}", Kind.LONG, label, help=words, required=True, limit=LETTERS)
        for n, (label, words) in enumerate(parts, 1)
    ]
