"""What every page of administration does with a form: read, act, say what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from kheo.kernel.access import Verdict
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.page import page
from kheo.orgs.middleware import ActorRequest

TEMPLATES = "orgs/"


def filled(
    request: ActorRequest,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    back: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show *form*, or do *act* with what it holds and go *back*, saying *done*.

    A rule that refuses is said instead of the form: nobody fills one in for nothing.
    """
    may: Verdict = context["may"]
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, done)
            return redirect(back)
    return page(
        request,
        f"{TEMPLATES}form.html",
        {"form": form, "back": back, **context, "may": may},
        fragment="",
    )


def _add(form: Form, error: ValidationError) -> None:
    """Put what an action refused beside the field it is about, else above the form."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
