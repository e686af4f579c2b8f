import pytest

from kheo.kernel.search import index, near
from kheo.kernel.search.models import Pair

pytestmark = pytest.mark.django_db
NAMES = {
    1: "Phân loại rác tại nguồn ở khu dân cư",
    2: "Mô hình phân loại rác thải",
    3: "Tiếp dân không giấy hẹn",
    4: "Chợ không dùng tiền mặt",
}


@pytest.fixture
def _known():
    index.put_all(("model", key, "001.002.", name, name) for key, name in NAMES.items())


def keys(name, paths=("001.",)):
    return [like.key for like in near.nearest(name, paths=list(paths))]


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    ("typed", "found"),
    (
        ("phan loai rac tai nguon", [1, 2]),
        ("PHÂN LOẠI RÁC", [2, 1]),
        ("không giấy hẹn, tiếp dân", [3]),
        ("tiếp dân khong giay", [3]),
        ("Trồng rừng gỗ lớn", []),
        ("rác", []),
        ("", []),
        ("% _ ' \" (", []),
    ),
)
def test_names_that_share_pairs_of_syllables_are_near_the_most_shared_first(typed, found):
    assert keys(typed) == found


@pytest.mark.usefixtures("_known")
def test_only_what_lies_below_the_paths_or_belongs_to_everybody_is_near():
    index.put("card", 9, path="", text="", name="Phân loại rác ở trường học")

    assert keys("phân loại rác", paths=["001.003."]) == [9]
    assert keys("phân loại rác", paths=[]) == [9]


@pytest.mark.usefixtures("_known")
def test_what_every_name_has_tells_less_than_what_few_have():
    for key in range(10, 20):
        index.put("model", key, path="001.", text="", name="Mô hình dân vận khéo")

    assert keys("Mô hình dân vận khéo: tiếp dân không giấy")[0] == 3


@pytest.mark.usefixtures("_known")
def test_a_name_written_anew_or_moved_is_near_as_it_is_now():
    index.put("model", 3, path="001.002.", text="", name="Nước sạch về bản")
    index.move("model", [4], "001.009.")

    assert (keys("tiếp dân không"), keys("nước sạch")) == ([], [3])
    assert keys("không dùng tiền mặt", paths=["001.009."]) == [4]


def test_what_has_no_name_has_no_pairs():
    index.put("item", 1, path="001.", text="Tiết kiệm điện")

    assert Pair.objects.count() == 0
