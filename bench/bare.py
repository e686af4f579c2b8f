"""A bare Django view of 50 rows, to hold the real list against. Run by ``bench.pages`` itself.

Fifty registrations with person and unit, one statement, one plain template, no session and no
middleware: what the framework alone costs on the machine of the moment.
"""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse  # noqa: TID251 - a view, outside the project
from django.template import Context, Template
from django.urls import path

from kheo.movement.models import Registration

ROWS = Template(
    "<table>{% for r in rows %}<tr><td>{{ r.person }}</td><td>{{ r.unit }}</td>"
    "<td>{{ r.title }}</td><td>{{ r.get_state_display }}</td></tr>{% endfor %}</table>"
)


def rows(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    found = Registration.objects.select_related("person", "unit").order_by("sort_key")[:50]
    return HttpResponse(ROWS.render(Context({"rows": found})))


urlpatterns = [path("", rows), path("tai-khoan/login/", rows)]
settings.ROOT_URLCONF = "bench.bare"
settings.MIDDLEWARE = []
application = WSGIHandler()
