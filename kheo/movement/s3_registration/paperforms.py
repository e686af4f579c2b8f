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
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.contract.terms import Contract, contract_of
from kheo.movement.s3_registration.forms import ItemForm
from kheo.movement.s3_registration.models import STANDS, Sheet
from kheo.movement.s3_registration.newest import newest_form
from kheo.orgs.models import Person

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
    """The whole page: the paper and as many items as its owner may register, the first required."""

    def __init__(self, by: Actor, round_: Round, person: Person, data: Any, files: Any) -> None:
        sheet = Sheet(round=round_, person=person, unit=person.unit, path=person.unit.path)
        self.contract: Contract = contract_of(sheet)
        first = "1" if access.in_cell(by) or not by.may("file", person.unit.path) else "2"
        self.paper = PaperForm(data, files, initial={"copy": first})
        version = newest_form(round_, Subject.ITEM)
        self.items = [
            ItemForm(
                data, files, round_=round_, version=version, prefix=f"i{n}", empty_permitted=n > 1
            )
            for n in range(1, max(1, self.contract.maximum) + 1)
        ]

    @property
    def named(self) -> list[tuple[str, Form]]:
        return [(_("Nội dung %(n)s") % {"n": n}, form) for n, form in enumerate(self.items, 1)]

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


def sent_already(round_: Round, person: Person) -> Sheet | None:
    """Return the sheet a person has sent this year: no paper is entered beside it."""
    return Sheet.objects.filter(STANDS, round=round_, person=person).first()


def chosen(by: Actor, pk: int) -> Person | None:
    return access.people_to_enter(by).filter(pk=pk).first()


def scan_named(file: Any) -> tuple[str, bytes]:
    return str(file.name), file.read()
