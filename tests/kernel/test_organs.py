import pytest

from kheo.kernel.organs import written

NAMES = [
    "Văn phòng",
    "Đảng uỷ Văn phòng UBND tỉnh",
    "Đảng ủy Sở Nội vụ",
    "Chi bộ Phòng Tổng hợp",
    "Đảng uỷ xã Nậm Lú",
    "Sở Văn hóa và Thể thao",
    "Sở Lao động, Thương binh và Xã hội",
    "Ủy ban nhân dân tỉnh Lâm Đồng",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "UBND xã Nam Sơn",
    "Hội đồng nhân dân thị xã An Khê",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Tỉnh ủy Lâm Đồng",
    "Đảng ủy xã Nam Sơn",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Bộ Nội vụ",
    "Chính phủ",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_capitals_is_written_as_in_a_sentence(name):
    assert written(name.upper()) == name


@pytest.mark.parametrize("name", ("Sở nội vụ", "", "12/UBND-TH"))
def test_what_somebody_wrote_stays(name):
    assert written(name) == name
