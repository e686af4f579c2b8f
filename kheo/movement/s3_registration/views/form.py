"""The form of a movement, worded by its focal office; a file given as an answer."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kheo.kernel import files
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.movement.s1_directive.access import may_edit_form
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import actions, editing
from kheo.movement.s3_registration.newest import newest_form
from kheo.movement.s3_registration.states import FormKind
from kheo.movement.s3_registration.views.asked import TEMPLATES, registration_of, round_of
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, round_id: int, subject: str) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    if subject not in FormKind.values:
        raise Http404
    require(may_edit_form, by, round_.movement)
    version = newest_form(round_, subject)
    blocks = editing.blocks(version, subject, request.POST or None)
    error = ""
    if request.method == "POST" and ("shipped" in request.POST or blocks.is_valid()):
        try:
            _saved(request, round_, subject, blocks)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            messages.success(request, _("Đã lưu mẫu. Bản đã gửi vẫn theo mẫu cũ."))
            return redirect("registration:form", round_id, subject)
    context = {
        "round": round_, "subject": subject, "blocks": blocks, "error": error,
        "number": version.number if version else 0, "kinds": FormKind.choices,
    }  # fmt: skip
    return page(request, f"{TEMPLATES}form.html", context, fragment="")


def _saved(request: ActorRequest, round_: Round, subject: str, blocks: editing.Questions) -> None:
    asked = [] if "shipped" in request.POST else blocks.questions()
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() else 0
    actions.edit_form(round_, subject, asked, by=request.actor, seen=number)


@signed_in
@require_GET
def attached(request: ActorRequest, round_id: int, pk: int, key: str) -> HttpResponse:
    """Give a file that was attached as an answer, under its own name, to be saved."""
    answer = registration_of(request, round_id, pk).answers.get(key)
    if not isinstance(answer, dict):
        raise Http404
    response = HttpResponse(files.fetch(answer["file"]), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, answer["name"])  # noqa: FBT003 Django's own
    response["X-Content-Type-Options"] = "nosniff"
    return response
