"""Papers over HTTP: the check of a user's own file."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from kheo.documents.forms import CheckForm
from kheo.documents.paper.check.checking import report
from kheo.documents.told import told
from kheo.kernel.ui.page import page
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.reading.opening.refusal import UnreadableError


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest) -> HttpResponse:
    """Measure a Word file against the rules of official papers; nothing of it is kept."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            found = report(sent.read(), sent.name)
        except UnreadableError as error:
            form.add_error("file", str(error))
        else:
            context |= {"report": found, "rows": told(found), "name": sent.name}
    return page(request, "documents/check.html", context, fragment="")
