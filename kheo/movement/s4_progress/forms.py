"""What is typed about progress."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.ui.controls import Pills
from kheo.kernel.ui.forms import DateField, DecimalField, Form, WholeField
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress.models import Checkpoint
from kheo.movement.s4_progress.states import (
    ALL_BYTES,
    AT_ONCE,
    FARTHEST,
    LIKE_FLOW,
    NEEDS_REASON,
    OWED,
    Counting,
    Standing,
    Whom,
)

ACCEPT = ".jpg,.jpeg,.png,.webp,.heic,.pdf,.docx,.xlsx,.doc,.xls,image/*"


UNSAID = "unsaid"  # a round button once pressed cannot be let go


class Files(forms.FileInput):
    """A place for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what they hold is checked by the action, which sees their bytes."""

    widget = Files(attrs={"accept": ACCEPT})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)  # said below with the file's name

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse too many before any is read: what is refused here never fills the memory."""
        said = {"n": len(data or []), "limit": AT_ONCE}
        if said["n"] > AT_ONCE:
            text = _("Có %(n)d tệp. Mỗi lần gửi nhiều nhất %(limit)d tệp, chia làm vài lần.")
            raise ValidationError(text, params=said)
        weight = sum(one.size or 0 for one in data or [])
        if weight > ALL_BYTES:
            text = _("Các tệp nặng tất cả %(n)d MB. Mỗi lần gửi nhiều nhất %(limit)d MB.")
            said = {"n": weight // 1024**2, "limit": ALL_BYTES // 1024**2}
            raise ValidationError(text, params=said)
        return [self._filled(super(FilesField, self).clean(one, initial)) for one in data or []]

    def _filled(self, file: UploadedFile[bytes]) -> UploadedFile[bytes]:
        if not file.size:
            raise ValidationError(
                _("Tệp “%(name)s” không có gì bên trong. Kiểm tra lại tệp rồi chọn lại."),
                params={"name": file.name}, code="empty",
            )  # fmt: skip
        return file


class NoteForm(Form):
    """A note on one registration."""

    text = forms.CharField(
        label=_("Đã làm được gì"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )
    day = DateField(label=_("Ngày"), latest=clock.today)
    # Nothing is chosen beforehand: who writes without looking claims nothing.
    standing = forms.TypedChoiceField(
        label=_("Tình hình"), choices=[*Standing.choices, (UNSAID, _("Không nêu"))],
        widget=Pills, coerce=lambda said: "" if said == UNSAID else Standing(said),
        required=False, empty_value="",
        help_text=_("Gặp khó hoặc đã dừng thì nêu lý do ở trên."),
    )  # fmt: skip
    figure = DecimalField(
        label=_("Số liệu"), required=False, low=0, high=999_999_999_999,
        help_text=_("Một con số đo được, nếu có."),
    )  # fmt: skip
    measure = forms.CharField(
        label=_("Đơn vị tính"), required=False, max_length=60, help_text=_("Ví dụ: lượt, hộ, %.")
    )
    checkpoint = forms.TypedChoiceField(
        label=_("Mốc đã xong"), widget=Pills, coerce=int, choices=(), required=False,
        empty_value=None,
    )  # fmt: skip
    evidence = FilesField(
        label=_("Minh chứng"), required=False,
        help_text=_("Ảnh, PDF, Word, Excel. Nhiều tệp một lần, mỗi ảnh không quá 50 MB, tệp khác 20 MB."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, ahead: Iterable[Checkpoint] = (), measure: str = "", **kwargs: Any
    ) -> None:
        """Offer the checkpoints *ahead* as done, and the *measure* of the target."""
        now = {"day": clock.today(), "measure": measure}
        kwargs.setdefault("initial", now)
        super().__init__(*args, **kwargs)
        field = self.fields["checkpoint"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(mark.pk, mark.text) for mark in ahead]

    def clean(self) -> dict[str, Any]:
        """Say of a stop or a trouble without words that it needs its reason."""
        data = super().clean() or {}
        standing = data.get("standing", "")
        if (
            standing in NEEDS_REASON
            and "text" in self.errors
            and not self.data.get("text", "").strip()
        ):
            self.errors["text"] = self.error_class([NEEDS_REASON[standing]])
        return data

    def uploads(self) -> list[UploadedFile[bytes]]:
        files: list[UploadedFile[bytes]] = self.cleaned_data.get("evidence", [])
        return files


class TargetForm(Form):
    """What is to be reached."""

    planned = DecimalField(label=_("Mục tiêu"), low=Decimal("0.01"), high=999_999_999_999)
    measure = forms.CharField(
        label=_("Đơn vị tính"), max_length=60, help_text=_("Ví dụ: hộ, mét đường, lượt.")
    )
    counting = forms.ChoiceField(
        label=_("Cách tính"), choices=Counting.choices, widget=Pills, initial=Counting.ADD
    )
    reason = forms.CharField(
        label=_("Lý do đổi"), max_length=300, required=False,
        help_text=_("Chỉ cần khi đổi mục tiêu đã đặt."),
    )  # fmt: skip


class CheckpointForm(Form):
    """A part to be done by a day."""

    text = forms.CharField(label=_("Xong việc gì"), max_length=200)
    due_on = DateField(label=_("Trước ngày"))


class QuickForm(NoteForm):
    """A note on one of several registrations, chosen first."""

    registration = forms.TypedChoiceField(
        label=_("Nội dung"), widget=Pills, coerce=int, choices=(),
        error_messages={"required": _("Chưa chọn nội dung nào. Chọn nội dung cần ghi.")},
    )  # fmt: skip
    field_order = ["registration"]

    def __init__(
        self, *args: Any, mine: Sequence[Registration], last: str = "", **kwargs: Any
    ) -> None:
        """Offer *mine*; *last* is the key of the one noted on just before, which stays chosen."""
        chosen = [r.pk for r in mine if len(mine) == 1 or str(r.pk) == last]
        initial = {
            "day": clock.today(),
            "registration": next(iter(chosen), None),
        }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        field = self.fields["registration"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(r.pk, r.title) for r in mine]


class JudgeForm(Form):
    """What a person says of two things alike."""

    verdict = forms.ChoiceField(choices=[(step.name, step.label) for step in LIKE_FLOW])
    reason = forms.CharField(
        label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        error_messages={"required": _("Cần nêu lý do: đã xem gì, hỏi ai, vì sao kết luận vậy.")},
    )  # fmt: skip


class RemindForm(forms.Form):
    """What to remind of; the units come as boxes ticked, or "all"."""

    about = forms.TypedChoiceField(
        choices=[(kind.value, kind.label) for kind in OWED], coerce=MilestoneKind
    )


WHEN = (("before", _("Trước hạn")), ("on", _("Đúng hạn")), ("after", _("Sau hạn")))


class RungForm(Form):
    """One step of the ladder of reminders."""

    about = forms.ChoiceField(
        label=_("Nhắc việc"), choices=[(kind.value, kind.label) for kind in OWED], widget=Pills
    )
    when = forms.ChoiceField(label=_("Khi nào"), choices=WHEN, widget=Pills)
    days = WholeField(
        label=_("Cách hạn mấy ngày làm việc"), low=0, high=FARTHEST, required=False,
        help_text=_("Không tính thứ bảy, chủ nhật, ngày lễ. Đúng hạn thì để trống."),
    )  # fmt: skip
    whom = forms.ChoiceField(label=_("Nhắc ai"), choices=Whom.choices, widget=Pills)
    words = forms.CharField(
        label=_("Lời nhắc thêm"), required=False, max_length=200,
        help_text=_("Đứng trước câu nhắc thường lệ."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("when") in {"before", "after"} and not (said.get("days") or self.errors):
            self.add_error("days", _("Cần số ngày làm việc trước hoặc sau hạn, từ 1 trở lên."))
        return said

    def rung(self) -> dict[str, Any]:
        """Return the step as the action takes it."""
        said = self.cleaned_data
        signs = {"before": -1, "on": 0, "after": 1}
        offset = signs[said["when"]] * (said["days"] or 0)
        return {name: said[name] for name in ("about", "whom", "words")} | {"offset": offset}
