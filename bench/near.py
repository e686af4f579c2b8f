"""Time the models nearest to a name being typed, among 50,000.

`KHEO_VAR=/tmp/x kheo migrate && KHEO_VAR=/tmp/x kheo demo && KHEO_VAR=/tmp/x python -m bench.near`.
Everything written is rolled back. Who asks reaches the whole province, the dearest reader there is.
"""

import random
import statistics
import time
from itertools import batched

from django.db import connection, transaction

import bench  # noqa: F401 starts Django
from kheo.accounts.models import User
from kheo.kernel import clock
from kheo.kernel.search import index
from kheo.movement.models import Registration, Round, Sheet
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.models import sort_key
from kheo.movement.s3_registration.states import State
from kheo.movement.s7_replication import nearest
from kheo.orgs import queries
from kheo.orgs.models import Unit
from kheo.orgs.queries import actor_of

MODELS, ASKED = 50_000, 100
DO = "vận động|tuyên truyền|hướng dẫn|hỗ trợ|tổ chức|xây dựng|giúp đỡ|phân loại|tiếp nhận|gìn giữ"
WHAT = (
    "rác tại nguồn|hiến đất làm đường|hồ sơ trực tuyến|tiếp công dân|chợ không tiền mặt|"
    "vườn mẫu|đường hoa|thư viện lưu động|an ninh trật tự|nước sạch|khuyến học|nhà vệ sinh|"
    "bảo hiểm y tế|cưới hỏi văn minh|tổ tự quản|cà phê sáng với dân|trả kết quả tại nhà|"
    "chuyển đổi số cộng đồng|trồng rừng gỗ lớn|nuôi cá lồng"
)
WHERE = "ở bản|trong khu dân cư|tại một cửa|với người cao tuổi|cùng thanh niên|ở vùng cao|tại chợ"
chance = random.Random(2026)  # noqa: S311 made-up names
NUMBERS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]


def name() -> str:
    parts = [
        chance.choice(DO.split("|")),
        *chance.sample(WHAT.split("|"), chance.choice((1, 1, 2))),
    ]
    parts.append(chance.choice(WHERE.split("|")))
    own = " ".join(chance.choice(NUMBERS) for _n in range(2))
    return f"Mô hình dân vận khéo {' '.join(parts)} {own}"


def fill() -> list[str]:
    """Write the models of the newest round, one of each of many sheets; return their names."""
    round_, units = Round.objects.latest("pk"), list(Unit.objects.order_by("pk"))
    titles = [name() for _n in range(MODELS)]
    for some in batched(titles, 5_000, strict=False):
        chosen = [chance.choice(units) for _title in some]
        sheets = Sheet.objects.bulk_create(
            Sheet(round=round_, unit=unit, path=unit.path, made_in=unit) for unit in chosen
        )
        rows = zip(some, sheets, strict=True)
        Registration.objects.bulk_create(
            Registration(
                sheet=sheet, subject=Subject.MODEL, round=round_, unit=sheet.unit, ordinal=1,
                title=title, state=State.ACCEPTED, submitted_at=clock.now(),
                sort_key=sort_key(sheet.path, "", sheet.pk, 1),
            )
            for title, sheet in rows
        )  # fmt: skip
    models = Registration.objects.filter(person=None).select_related("unit")
    index.put_all(
        ("registration", r.pk, r.unit.path, r.title, r.title) for r in models.iterator(5_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return titles


def asked(what: str, names: list[str]) -> None:
    by = actor_of(queries.posts_of(User.objects.get(username="lanhdao").pk, on=clock.today())[0])
    taken, used, found = [], [], 0
    for one in names:
        begun, busy = time.perf_counter(), time.process_time()
        found += bool(nearest.models_near(by, one))
        taken.append((time.perf_counter() - begun) * 1000)
        used.append((time.process_time() - busy) * 1000)
    worst = sorted(taken)[int(len(taken) * 0.95)]
    print(
        f"{what}: median {statistics.median(taken):.1f} ms, 95 of 100 {worst:.1f} ms, "
        f"processor {statistics.median(used):.1f} ms, {found} of {len(taken)} with a near one"
    )


def main() -> None:
    with transaction.atomic():
        titles = chance.sample(fill(), ASKED)
        asked("whole names, without marks", titles)
        asked("half typed", [" ".join(one.split()[:8]) for one in titles])
        asked("words everybody writes", [" ".join(one.split()[:5]) for one in titles])
        asked("names of nothing known", [f"{n} quả táo đỏ xinh" for n in range(ASKED)])
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
