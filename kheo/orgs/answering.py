"""What becomes of a form of administration: shown, done, or refused with the reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages  # noqa: TID251 for the views of administration
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kheo.kernel.access import Verdict
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.page import page
from kheo.kernel.workflow.advance import StaleStateError
from kheo.orgs.middleware import ActorRequest

TEMPLATES = "orgs/"

type Crumbs = list[tuple[str, str]]


def filled(
    request: ActorRequest,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    crumbs: Crumbs,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show *form*, or the reason why not; do *act* with it and go back to the last of *crumbs*."""
    may: Verdict = context["may"]
    if request.method == "POST" and not may:
        raise PermissionDenied(may.reason)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        except StaleStateError:
            said = _(
                "Việc này vừa được xử lý ở nơi khác, nên chưa ghi. Những gì bạn ghi vẫn ở dưới."
            )
            form.add_error(None, said)
        else:
            messages.success(request, done)
            return redirect(crumbs[-1][1])
    shown = {"form": form, "crumbs": crumbs, "back": crumbs[-1][1], **context}
    return page(request, f"{TEMPLATES}form.html", shown, fragment="")


def refused(form: Form, error: ValidationError) -> None:
    """Put what an action refused beside the field it is about, else above the form."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
