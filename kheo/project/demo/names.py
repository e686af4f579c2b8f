"""Names of people who do not exist, put together from parts as families of the highlands do."""

from random import Random
from typing import NamedTuple

from kheo.orgs.states import Sex

KINH = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Đinh",
    "Đoàn", "Trịnh", "Mai", "Lưu",
)  # fmt: skip
HIGHLAND = ("Lò", "Quàng", "Cà", "Tòng", "Lường", "Hà", "Vàng", "Giàng", "Sùng", "Thào", "Lý", "Ma")
MONG = {"Vàng", "Giàng", "Sùng", "Thào", "Lý"}
MIDDLE_MEN = ("Văn", "Đức", "Quang", "Minh", "Hữu", "Công", "Xuân", "Thế", "Đình", "Tiến")
MIDDLE_WOMEN = ("Thị", "Thị Thu", "Thị Hồng", "Ngọc", "Thanh", "Thị Kim", "Bích", "Thị Mai")
MEN = (
    "An", "Bình", "Chiến", "Cường", "Dũng", "Đạt", "Đông", "Giang", "Hải", "Hiếu", "Hùng", "Khánh",
    "Kiên", "Long", "Mạnh", "Nam", "Phong", "Quân", "Sơn", "Thắng", "Toàn", "Trung", "Tuấn", "Việt",
)  # fmt: skip
WOMEN = (
    "Ánh", "Bích", "Chi", "Dung", "Duyên", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hương", "Huyền",
    "Lan", "Liên", "Mai", "Nga", "Ngân", "Oanh", "Phương", "Thảo", "Thuý", "Trang", "Vân", "Yến",
)  # fmt: skip
MONG_MEN = ("A Páo", "A Chu", "A Tủa", "A Lử", "A Dơ", "A Sử")
MONG_WOMEN = ("Thị Mỷ", "Thị Dợ", "Thị Sua", "Thị Ly", "Thị Chá", "Thị Mai")
HIGHLANDERS = 0.35  # the share of the people with a family name of the highlands


class Name(NamedTuple):
    full: str
    sex: Sex


def drawn(chance: Random) -> Name:
    """Return a plausible name and the sex it is usually given to."""
    man = chance.random() < 0.5  # noqa: PLR2004 a coin
    highland = chance.random() < HIGHLANDERS
    family = chance.choice(HIGHLAND if highland else KINH)
    sex = Sex.MALE if man else Sex.FEMALE
    if family in MONG:
        return Name(f"{family} {chance.choice(MONG_MEN if man else MONG_WOMEN)}", sex)
    middle = chance.choice(MIDDLE_MEN if man else MIDDLE_WOMEN)
    given = chance.choice(MEN if man else WOMEN)
    if middle.split()[-1] == given:
        middle = "Văn" if man else "Thị"
    return Name(f"{family} {middle} {given}", sex)
