"""What the views of progress share: the round asked for, a file handed out, words of an outcome."""

from collections.abc import Callable

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kheo.kernel import files
from kheo.kernel.ui.forms import Form
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access as s1
from kheo.movement.s1_directive.models import Round
from kheo.movement.s4_progress.states import SHOWN
from kheo.orgs.middleware import ActorRequest

TEMPLATES = "movement/progress/"


def round_of(request: ActorRequest, round_id: int) -> Round:
    return get_object_or_404(s1.visible_rounds(request.actor), pk=round_id)


def sent(path: str, kind: str, name: str) -> HttpResponse:
    """Return a stored file under its own name; only what a browser shows by itself is shown in it."""
    headers = {
        "Content-Disposition": content_disposition_header(kind not in SHOWN, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }
    return HttpResponse(files.fetch(path), content_type=kind, headers=headers)


def told(request: ActorRequest, act: Callable[[], object], done: str) -> None:
    """Run *act* and tell the reader what became of it."""
    try:
        act()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except StaleStateError:
        messages.warning(request, _("Việc này vừa được làm ở nơi khác; không làm lại nữa."))
    else:
        messages.success(request, done)


def kept(form: Form, act: Callable[[], object]) -> bool:
    """Run *act*; the words of a refusal stand on *form*, which keeps what was typed."""
    try:
        act()
    except ValidationError as error:
        form.add_error(None, error)
    except StaleStateError:
        form.add_error(None, _("Việc này vừa được làm ở nơi khác; không làm lại nữa."))
    else:
        return True
    return False
