"""What the views of registrations share: the round and the record asked for, words of an outcome."""

from collections.abc import Callable

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kheo.kernel.ui.forms import Form
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access, forms, queries
from kheo.movement.s3_registration.models import Registration
from kheo.orgs.middleware import ActorRequest

TYPED = 1000  # letters given back: messages travel in a cookie
TEMPLATES = "movement/registration/"


def round_of(request: ActorRequest, round_id: int) -> Round:
    for round_ in queries.round_seen(request.actor, round_id):
        return round_
    raise Http404


def registration_of(request: ActorRequest, round_id: int, pk: int) -> Registration:
    rows = access.readable_by(request.actor).select_related(
        "unit", "person", "topic", "sheet", "form_version"
    )
    return get_object_or_404(rows.select_related("round__movement"), pk=pk, round=round_id)


def marked(request: ActorRequest) -> list[int]:
    """Return the rows ticked in a list; raise ValidationError, in words, where there is none."""
    if not (rows := forms.ticked(request.POST)):
        raise ValidationError(_("Chưa chọn mục nào. Đánh dấu các dòng cần làm rồi bấm lại."))
    return rows


def told(request: ActorRequest, act: Callable[[], object], done: str = "", typed: str = "") -> bool:
    """Run *act* and tell the reader what became of it, with what was *typed* if it was refused.

    Tell whether it was done.
    """
    lost = _("Bạn vừa ghi: “%(typed)s”.") % {"typed": typed[:TYPED]} if typed else ""
    try:
        said = act()
    except ValidationError as error:
        messages.warning(request, f"{' '.join(error.messages)} {lost}".strip())
    except StaleStateError:
        words = _("Nội dung này vừa được xử lý ở nơi khác; không làm lại nữa.")
        messages.warning(request, f"{words} {lost}".strip())
    else:
        messages.success(request, done or str(said))
        return True
    return False


def kept(form: Form, act: Callable[[], object]) -> bool:
    """Run *act*; the words of a refusal stand on *form*, which keeps what was typed."""
    try:
        act()
    except ValidationError as error:
        form.add_error(None, error)
    except StaleStateError:
        form.add_error(None, _("Nội dung này vừa được gửi từ cửa sổ khác; không sửa được nữa."))
    else:
        return True
    return False


def sees(request: ActorRequest, person_id: int | None) -> bool:
    subject = Subject.ITEM if person_id else Subject.MODEL
    return access.sees_keeper(request.actor, subject=subject, person_id=person_id)
