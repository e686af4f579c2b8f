"""Sheets as stage 3 itself leaves them: with copies, tallies and the real order of lists."""

from kheo.movement.models import Copy, Registration, Sheet
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import actions
from kheo.orgs.models import Person
from kheo.orgs.states import Kind, Power
from tests.factories import (
    ClauseFactory,
    PersonFactory,
    RoundFactory,
    UnitFactory,
    UserFactory,
    actor_for,
    actor_in,
)


class Office:
    """An agency with a focal division, an ordinary division and a Party cell, and one round."""

    def __init__(self) -> None:
        self.province = UnitFactory(path="001.", kind=Kind.PROVINCE, name="UBND tỉnh Nam Sơn")
        self.agency = UnitFactory(
            path="001.001.", kind=Kind.AGENCY, parent=self.province, name="Văn phòng UBND tỉnh"
        )
        self.focal = UnitFactory(
            path="001.001.001.",
            parent=self.agency,
            is_focal=True,
            name="Phòng Hành chính - Tổ chức",
        )
        self.division = UnitFactory(
            path="001.001.002.", parent=self.agency, name="Phòng Kinh tế ngành"
        )
        self.beside = UnitFactory(path="001.001.003.", parent=self.agency, name="Phòng Nội chính")
        self.cell = UnitFactory(path="002.001.", kind=Kind.CELL, name="Chi bộ Kinh tế")
        self.round = RoundFactory(movement__unit=self.agency)
        self.round.movement.scope.add(self.agency)
        self.criterion = ClauseFactory(movement=self.round.movement)

    def person(self, **facts: object) -> Person:
        facts.setdefault("unit", self.division)
        facts.setdefault("user", UserFactory())
        return PersonFactory(**facts)

    def owner(self, **facts: object):
        return actor_for(self.person(**facts))

    def head(self, *powers: Power):
        return actor_in(self.division, *(powers or (Power.OVERSEE, Power.MODEL)))

    def clerk(self):
        return actor_in(self.focal, Power.FILE, Power.OVERSEE, over=self.agency)

    def secretary(self):
        return actor_in(self.cell, Power.OVERSEE)

    def facts(self, title: str = "Tiết kiệm điện tại phòng làm việc", **more: object) -> dict:
        due = self.round.opens_on.replace(month=11)
        return {
            "title": title,
            "duty": "Quản lý điện, nước trụ sở",
            "criteria": [self.criterion],
            "due_on": due,
            "target": "Giảm 10 % tiền điện",
            **more,
        }

    def item(self, by, title: str = "Tiết kiệm điện tại phòng làm việc", **more: object):
        return actions.draft(
            by=by, round_=self.round, subject=Subject.ITEM, facts=self.facts(title, **more)
        )

    def model(self, by, title: str = "Phòng họp không giấy", **more: object):
        headings = {
            "resources": "Không tốn kém",
            "schedule": "Từ tháng 4, xem lại tháng 9",
            "result": "Sổ theo dõi hằng tháng",
            "keeping": "Giao người giữ sổ",
        }
        facts = self.facts(title, **{"field": "economy", **headings, **more})
        return actions.draft(by=by, round_=self.round, subject=Subject.MODEL, facts=facts)

    def sent(self, by, title: str = "Tiết kiệm điện tại phòng làm việc", **more: object):
        """Return one item of *by*, written and sent."""
        item = self.item(by, title, **more)
        actions.send(item.sheet, by=by)
        return Registration.objects.select_related("unit", "person", "round").get(pk=item.pk)

    def sent_model(self, by, title: str = "Phòng họp không giấy"):
        model = self.model(by, title)
        actions.send(model.sheet, by=by)
        return Registration.objects.select_related("unit", "person", "round").get(pk=model.pk)

    def copy(self, sheet: Sheet, number: int) -> Copy:
        return Copy.objects.select_related("sheet__unit", "custodian").get(
            sheet=sheet, number=number
        )
