import pytest

from kheo.documents.paper.authority import authority, signer


@pytest.mark.parametrize(
    ("post", "unit", "said"),
    (
        ("Phó Chủ tịch", "Uỷ ban nhân dân tỉnh Nam Sơn", "Chủ tịch Uỷ ban nhân dân tỉnh Nam Sơn"),
        ("Phó Chủ tịch Thường trực", "Uỷ ban nhân dân tỉnh", "Chủ tịch Uỷ ban nhân dân tỉnh"),
        ("Chánh Văn phòng", "Văn phòng UBND tỉnh", "Chánh Văn phòng UBND tỉnh"),
        ("Giám đốc Sở", "Sở Y tế", "Giám đốc Sở Y tế"),
        (
            "Phó Chánh Văn phòng, Tổ trưởng Tổ thẩm định",
            "Văn phòng UBND tỉnh",
            "Chánh Văn phòng UBND tỉnh",
        ),
        ("Chuyên viên", "Sở Y tế", "Sở Y tế"),
    ),
)
def test_the_authority_is_the_head_of_the_unit(post, unit, said):
    assert authority(post, unit) == said


@pytest.mark.parametrize(
    ("post", "on_behalf"),
    (
        ("Phó Chủ tịch", "KT. Chủ tịch"),
        ("Phó Chánh Văn phòng", "KT. Chánh Văn phòng"),
        ("Phó Chủ tịch Thường trực", "KT. Chủ tịch"),
        ("Giám đốc", ""),
        ("Phó Giám đốc, Bí thư Chi bộ", "KT. Giám đốc"),
        ("Giám đốc Sở Lao động, Thương binh và Xã hội", ""),
    ),
)
def test_a_deputy_signs_for_the_head(post, on_behalf):
    assert signer(post, "Lò Văn Tới").on_behalf == on_behalf


def test_who_holds_two_posts_signs_by_the_first():
    assert signer("Phó Chánh Văn phòng, Tổ trưởng Tổ thẩm định", "Lò Văn Tới").post == (
        "Phó Chánh Văn phòng"
    )
