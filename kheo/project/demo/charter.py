"""What the invented province asks in its movement: the paper, its clauses, days and scoring tables."""

import datetime as dt

from kheo.kernel.ui import written
from kheo.movement.s1_directive.states import ClauseKind, MilestoneKind, Subject
from kheo.orgs.states import Staff

MOVEMENT = "Dân vận khéo trong cơ quan hành chính tỉnh Nam Sơn"
ITEM_NAME = "Việc khéo của tôi"
THEME = "Gần dân, rõ việc, bớt chờ"
AIM = (
    "Mỗi cán bộ chọn việc làm được trong chức trách của mình, mỗi đơn vị có cách làm hay "
    "để người dân bớt đi lại, bớt chờ, hiểu đúng và cùng làm với chính quyền."
)
FIRST_YEAR, LAST_YEAR = 2024, 2028
THEMES = {
    2024: "Bắt đầu từ việc nhỏ trong phòng mình",
    2025: "Làm tốt hơn, đo được, kể lại được",
    2026: "Học nhau, làm theo nhau",
}

CONTENTS = (
    "Giải quyết thủ tục cho người dân đúng hẹn, dễ hiểu, không phải đi lại nhiều lần.",
    "Tuyên truyền, giải thích chủ trương bằng tiếng nói và cách nói của bà con.",
    "Thực hành tiết kiệm, giữ trụ sở và địa bàn xanh, sạch.",
    "Vận động nhân dân cùng xây dựng đường, trường, nhà văn hoá.",
)
CRITERIA = (
    "Gắn với nhiệm vụ được giao, có chỉ tiêu đo được",
    "Có cách làm mới hoặc cải tiến cách làm cũ",
    "Người dân hoặc đồng nghiệp được hưởng lợi trực tiếp",
    "Chi phí hợp lý, tiết kiệm",
    "Có thể làm theo ở nơi khác",
)
TOPICS = (
    "Nói để dân hiểu",
    "Cải cách thủ tục, phục vụ tại chỗ",
    "Cùng dân làm việc chung",
    "Tiết kiệm, môi trường",
    "Chuyển đổi số",
    "Tự học, giúp đồng nghiệp",
)
PLEDGES = (
    "Không hẹn lại việc đã đủ giấy tờ.",
    "Không đòi thêm giấy tờ ngoài danh mục đã niêm yết.",
    "Không để người dân chờ quá giờ hẹn mà không báo.",
    "Không ghi vào sổ số liệu chưa làm được.",
)
CLAUSES = (
    (ClauseKind.CONTENT, CONTENTS),
    (ClauseKind.CRITERION, CRITERIA),
    (ClauseKind.TOPIC, TOPICS),
    (ClauseKind.PLEDGE, PLEDGES),
)
# Whom a rule is for, its minimum, target and maximum, what a shared model counts for, its words.
QUOTAS = (
    (Subject.ITEM, "", (1, 1, 3), 1, "Mỗi người đăng ký từ 01 đến 03 nội dung"),
    (Subject.ITEM, Staff.WORKER, (1, 1, 2), 0, "Người lao động đăng ký từ 01 đến 02 nội dung"),
    (Subject.MODEL, "", (1, 1, 2), 0, "mỗi đơn vị đăng ký từ 01 đến 02 mô hình"),
)

# Month and day of what is due each year.
MILESTONES = (
    (MilestoneKind.RECEIPT, 1, 31),
    (MilestoneKind.PLAN, 3, 10),
    (MilestoneKind.REGISTRATION, 3, 25),
    (MilestoneKind.PROGRESS, 9, 30),
    (MilestoneKind.INTERIM, 10, 15),
    (MilestoneKind.REVIEW, 11, 25),
    (MilestoneKind.COMMENDATION, 12, 5),
    (MilestoneKind.REPORT, 12, 14),
)


def milestone(year: int, kind: MilestoneKind) -> dt.date:
    return next(dt.date(year, m, d) for k, m, d in MILESTONES if k == kind)


# Number, text, most points; a line whose number has a dot lies below the one before it.
SCORING = (
    ("1", "Chọn việc", 15),
    ("1.1", "Đúng chức trách, đúng điều người dân cần", 8),
    ("1.2", "Chỉ tiêu rõ, đo được", 7),
    ("2", "Cách làm", 30),
    ("2.1", "Có nét mới, phù hợp địa bàn", 15),
    ("2.2", "Huy động được người cùng làm, bàn bạc dân chủ", 15),
    ("3", "Kết quả", 35),
    ("3.1", "Số liệu trước và sau có minh chứng", 20),
    ("3.2", "Ý kiến của người được phục vụ", 15),
    ("4", "Sức lan toả", 10),
    ("4.1", "Nơi khác làm theo hoặc học hỏi", 10),
    ("5", "Ghi chép, báo cáo", 10),
    ("5.1", "Đúng hạn, đủ hồ sơ", 10),
)
LEVELS = (("Tiêu biểu", 90), ("Tốt", 80), ("Đạt", 65))
FORMS = (  # all of the provincial authority, which decides; highest first
    "Bằng khen của Chủ tịch Uỷ ban nhân dân tỉnh",
    "Thư khen của Chủ tịch Uỷ ban nhân dân tỉnh",
    "Thư biểu dương của Chủ tịch Uỷ ban nhân dân tỉnh",
)
FORM_SOURCE = "Quy chế thi đua, khen thưởng của tỉnh Nam Sơn"
WHY = {  # of a check that gives a line less (twice) or more than the unit gave itself
    "1.1": (
        "Phần này trùng với nhiệm vụ thường xuyên, không tính thêm.",
        "Mới hỏi ý dân ở một thôn trước khi chọn việc.",
        "Việc chọn đúng điều bà con kiến nghị nhiều nhất trong năm.",
    ),
    "1.2": (
        "Chỉ tiêu thứ hai chưa có con số lúc bắt đầu.",
        "Đơn vị đổi chỉ tiêu giữa năm mà không ghi lại.",
        "Chỉ tiêu nào cũng kèm cách đo, dễ kiểm tra.",
    ),
    "2.1": (
        "Cách làm gần giống mô hình năm trước, nét mới ít.",
        "Cải tiến mới dùng ở một điểm, chưa đủ để so sánh.",
        "Đã điều chỉnh cho hợp tiếng nói, tập quán của bản.",
    ),
    "2.2": (
        "Biên bản họp thôn thiếu chữ ký, đề nghị bổ sung.",
        "Mới có cán bộ làm, người dân tham gia ít.",
        "Xã xác nhận số hộ góp công cao hơn bản tự chấm.",
    ),
    "3.1": (
        "Không có sổ theo dõi của quý đầu năm để đối chiếu.",
        "Đã xuống xem: mới làm đều ở một nửa số điểm đăng ký.",
        "Đối chiếu sổ một cửa thấy số liệu tốt hơn bản tự chấm.",
    ),
    "3.2": (
        "Phiếu hỏi ý kiến còn ít, chưa đủ để kết luận.",
        "Có ba ý kiến chưa hài lòng mà hồ sơ không nhắc.",
        "Hỏi trực tiếp bà con, hầu hết khen cách hướng dẫn.",
    ),
    "4.1": (
        "Đơn vị bạn mới đến xem, chưa làm theo.",
        "Chưa có văn bản nào ghi nhận nơi làm theo.",
        "Có thêm một nơi làm theo sau ngày tự chấm.",
    ),
    "5.1": (
        "Ghi tiến độ sau hạn một tuần.",
        "Hồ sơ thiếu ảnh chụp trước khi làm.",
        "Hồ sơ đủ, gửi sớm, dễ tra.",
    ),
}


def letter(year: int, number: str, issued: dt.date) -> str:
    """Return the text of the letter that opens a year, as an office would write it."""

    def day(kind: MilestoneKind) -> str:
        due = milestone(year, kind)
        return written.day(due)

    theme = THEMES.get(year, THEME)
    asked = f"các cơ quan thực hiện năm {year} với chủ đề “{theme}”, gồm các nội dung sau:"
    lines = [
        "UỶ BAN NHÂN DÂN TỈNH NAM SƠN",
        f"Số: {number}",
        f"Nam Sơn, ngày {issued.day:02} tháng {issued.month:02} năm {issued.year}",
        "CÔNG VĂN",
        f"V/v thực hiện phong trào “{MOVEMENT}” năm {year}",
        "Kính gửi:",
        "- Văn phòng Uỷ ban nhân dân tỉnh;",
        "- Các sở;",
        "- Uỷ ban nhân dân các xã.",
        f"Để phong trào “{MOVEMENT}” đi vào thực chất, Uỷ ban nhân dân tỉnh đề nghị {asked}",
        *(f"{n}. {text}" for n, text in enumerate(CONTENTS, 1)),
        "5. Việc đăng ký được xét theo các tiêu chí sau:",
        *(f"- {text}." for text in CRITERIA),
        f"{QUOTAS[0][-1]}; {QUOTAS[2][-1]}.",
        f"Bản đăng ký lập thành 02 bản, nộp trước ngày {day(MilestoneKind.REGISTRATION)}.",
        f"Các đơn vị gửi kế hoạch trước ngày {day(MilestoneKind.PLAN)}.",
        f"Bình xét xong trước ngày {day(MilestoneKind.REVIEW)}.",
        f"Gửi báo cáo năm trước ngày {day(MilestoneKind.REPORT)}./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. UỶ BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]
    return "\n".join(lines)
