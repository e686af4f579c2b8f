"""A paper as an office would write it, its reading, and a movement with units that must answer."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from kheo.documents.models import Citation, ReferenceText
from kheo.movement.models import Directive, Fact, Repair
from kheo.movement.s1_directive import actions
from kheo.movement.s1_directive.actions import Terms
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.orgs.states import Kind, Power
from tests.factories import DocumentFactory, UnitFactory, actor_in

PAPER = """UBND TỈNH NAM SƠN
VĂN PHÒNG
Số: 87/VP-HCTC
Nam Sơn, ngày 08 tháng 3 năm 2014

Kính gửi:
- Lãnh đạo Văn phòng;
- Trưởng các phòng, trung tâm.

Thực hiện Kế hoạch số 27/KH-VP ngày 10/3/2014 của Văn phòng UBND tỉnh về công tác dân vận, Văn phòng UBND tỉnh yêu cầu các phòng, trung tâm tổ chức cho công chức, viên chức và người lao động đăng ký từ 01 đến 03 nội dung “Dân vận chính quyền khéo” trong phong trào thi đua “Dân vận khéo”.
Mỗi bản đăng ký dựa vào các tiêu chí sau:
- Gần dân, nắm chắc việc của dân.
- Có cách làm mới, làm được việc.
Nội dung <b>đăng ký</b> có thể xoay quanh các nội dung: tiết kiệm điện, giữ gìn tài sản công.
Bản đăng ký lập thành 02 bản, 01 bản gửi về Phòng Hành chính trước ngày 25/3/3013 để theo dõi.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


class DirectiveFactory(DjangoModelFactory):
    class Meta:
        model = Directive

    document = factory.SubFactory(DocumentFactory, unit=factory.SelfAttribute("..unit"))
    unit = factory.SubFactory(UnitFactory)


class FactFactory(DjangoModelFactory):
    class Meta:
        model = Fact

    directive = factory.SubFactory(DirectiveFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    kind = "topic"
    quote = "tiết kiệm điện"
    start = 0
    end = 14
    value = factory.LazyAttribute(lambda o: {"text": o.quote, "open_list": False})


class RepairFactory(DjangoModelFactory):
    class Meta:
        model = Repair

    directive = factory.SubFactory(DirectiveFactory)
    start = 0
    end = factory.LazyAttribute(lambda o: o.start + 1)
    found = "nư c"
    right = "nước"


class CitationFactory(DjangoModelFactory):
    class Meta:
        model = Citation

    document = factory.SubFactory(DocumentFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    kind = "Kế hoạch"
    number = factory.Sequence(lambda n: f"{n}/KH-VP")


class ReferenceTextFactory(DjangoModelFactory):
    class Meta:
        model = ReferenceText

    number = factory.Sequence(lambda n: f"{n}/KH-VP")
    title = "Về công tác dân vận"


def office(*, path="001."):
    """Return an agency, its two divisions and somebody who launches for it."""
    agency = UnitFactory(name="Văn phòng UBND tỉnh Nam Sơn", kind=Kind.AGENCY, path=path)
    divisions = [
        UnitFactory(
            name=f"Phòng {name}", kind=Kind.DIVISION, parent=agency, path=f"{path}00{n}.", staff=n
        )
        for n, name in enumerate(("Tổng hợp", "Hành chính"), 1)
    ]
    return agency, divisions, actor_in(agency, Power.LAUNCH)


def read_paper(agency, by, text=PAPER, name="cong-van.txt"):
    return actions.read(text.encode(), name, by=by, again=True, unit=agency)


def terms(units, **changes):
    """Return what a person would decide for a year of registrations."""
    given = {
        "name": "Dân vận khéo",
        "first_year": 2026,
        "last_year": 2030,
        "year": 2026,
        "launched_on": dt.date(2026, 1, 5),
        "units": units,
        "quotas": {Subject.ITEM: (1, 1, 3), Subject.MODEL: (1, 2, 2)},
        "milestones": {
            MilestoneKind.PLAN: dt.date(2026, 3, 10),
            MilestoneKind.REGISTRATION: dt.date(2026, 3, 25),
        },
    }
    return Terms(**(given | changes))


def launched(agency, units, by, **changes):
    """Return the first round of a movement launched from a confirmed paper."""
    directive = DirectiveFactory(unit=agency)
    actions.confirm(directive, by=by)
    return actions.launch(directive, terms(units, **changes), by=by)
