"""What is typed of a sheet handed in on paper: the paper itself, then each item on the same form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import DateField, FileField, Form
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access, queries
from kheo.movement.s3_registration.contract.terms import Contract, contract_of
from kheo.movement.s3_registration.counts.counted import in_scope
from kheo.movement.s3_registration.forms import FORMS
from kheo.movement.s3_registration.models import STANDS, Sheet
from kheo.movement.s3_registration.newest import newest_form
from kheo.orgs.models import Person, Unit

PERSON, UNIT = "nguoi", "don-vi"  # whose paper it is, as an address says it
COPIES = (("1", gettext_lazy("Bản 1/2")), ("2", gettext_lazy("Bản 2/2")))


class PaperForm(Form):
    """The paper: when it was handed in, which copy it is, its scan."""

    handed_on = DateField(label=gettext_lazy("Ngày nộp bản giấy"), latest=clock.today)
    copy = forms.ChoiceField(
        label=gettext_lazy("Bản giấy đang cầm là bản nào?"), choices=COPIES, widget=Pills
    )
    scan = FileField(
        label=gettext_lazy("Bản quét hoặc ảnh chụp"),
        help_text=gettext_lazy("PDF, JPEG, PNG, WebP hoặc TIFF, không quá 20 MB, 12 trang."),
        endings=("pdf", "jpg", "jpeg", "png", "webp", "tif", "tiff"),
    )
    late_reason = forms.CharField(
        label=gettext_lazy("Lý do nộp muộn"),
        help_text=gettext_lazy("Chỉ ghi khi bản giấy nộp sau hạn."),
        max_length=300,
        required=False,
    )


class Entry:
    """The whole page: the paper and as many items or models as may be registered, the first required."""

    def __init__(
        self, by: Actor, round_: Round, owner: Person | Unit, data: Any, files: Any
    ) -> None:
        self.person = owner if isinstance(owner, Person) else None
        self.unit: Unit = owner.unit if isinstance(owner, Person) else owner
        sheet = Sheet(round=round_, person=self.person, unit=self.unit, path=self.unit.path)
        self.contract: Contract = contract_of(sheet)
        first = "1" if access.in_cell(by) or not by.may("file", self.unit.path) else "2"
        self.paper = PaperForm(data, files, initial={"copy": first})
        subject = Subject.ITEM if self.person else Subject.MODEL
        version = newest_form(round_, subject)
        self.items = [
            FORMS[subject](
                data, files, round_=round_, version=version, prefix=f"i{n}", empty_permitted=n > 1
            )
            for n in range(1, max(1, self.contract.maximum) + 1)
        ]

    @property
    def named(self) -> list[tuple[str, Form]]:
        words = _("Nội dung %(n)s") if self.person else _("Mô hình %(n)s")
        return [(words % {"n": n}, form) for n, form in enumerate(self.items, 1)]

    @property
    def titled(self) -> list[tuple[str, Form]]:
        return [(_("Bản giấy"), self.paper), *self.named]

    def is_valid(self) -> bool:
        return all([self.paper.is_valid(), *(form.is_valid() for form in self.items)])

    @property
    def facts(self) -> list[dict[str, Any]]:
        """Return what each item that was filled in says."""
        filled = [f for n, f in enumerate(self.items) if n == 0 or f.has_changed()]
        return [form.facts() for form in filled]

    def refuse(self, error: ValidationError) -> None:
        """Put the words of a refusal where they belong: at a box of the paper, else at its head."""
        if getattr(error, "code", "") == "late":
            words = _("Ngày nộp ở sau hạn nên bản này là nộp muộn: ghi lý do ghi trên giấy.")
            self.paper.add_error("late_reason", words)
        else:
            self.paper.add_error(None, error)


def found(by: Actor, round_: Round, params: QueryDict) -> tuple[str, QuerySet[Person]]:
    """Return the words asked for and whose paper *by* may still enter: found by name or code."""
    words = params.get("tim", "").strip()[:100]
    sent = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
    rows = access.people_to_enter(by).exclude(Exists(sent))
    if words:
        rows = rows.filter(Q(folded__contains=fold(words)) | Q(code__iexact=words))
    return words, rows


def units_found(by: Actor, round_: Round, params: QueryDict) -> tuple[str, QuerySet[Unit]]:
    """Return the same of units that have sent no models: those named by the movement."""
    words = params.get("tim", "").strip()[:100]
    sent = Sheet.objects.filter(STANDS, round=round_, person=None, unit=OuterRef("pk"))
    rows = access.units_to_enter(by).exclude(Exists(sent))
    rows = rows.filter(in_scope(round_) if not queries.addressed(round_, by.reach) else Q())
    if words:
        rows = rows.filter(folded__contains=fold(words))
    return words, rows


def sent_already(round_: Round, owner: Person | Unit) -> Sheet | None:
    """Return the sheet a person or unit has sent this year: no paper is entered beside it."""
    rows = Sheet.objects.filter(STANDS, round=round_)
    if isinstance(owner, Person):
        return rows.filter(person=owner).first()
    return rows.filter(person=None, unit=owner).first()


def chosen(by: Actor, pk: int, kind: str) -> Person | Unit | None:
    """Return the person or unit of this key, if *by* may enter for them at all."""
    if kind == UNIT:
        return access.units_to_enter(by).filter(pk=pk).first()
    return access.people_to_enter(by).filter(pk=pk).first()


def scan_named(file: Any) -> tuple[str, bytes]:
    return str(file.name), file.read()
