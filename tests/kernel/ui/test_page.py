import copy

import pytest
from django.test import RequestFactory

from kheo.kernel.ui.page import page


@pytest.fixture
def template(tmp_path, settings):
    (tmp_path / "list.html").write_text(
        "<h1>Đăng ký</h1>{% partialdef rows inline %}<p>{{ n }}</p>{% endpartialdef rows %}"
    )
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [tmp_path]
    templates[0]["OPTIONS"]["context_processors"] = []
    settings.TEMPLATES = templates
    return "list.html"


@pytest.mark.parametrize(
    ("headers", "shown"),
    (
        ({}, "<h1>Đăng ký</h1><p>3</p>"),
        ({"HX-Target": "rows"}, "<p>3</p>"),
        ({"HX-Target": "main"}, "<h1>Đăng ký</h1><p>3</p>"),
    ),
)
def test_only_the_fragment_that_was_asked_for_is_rendered(template, headers, shown):
    request = RequestFactory().get("/", headers=headers)

    response = page(request, template, {"n": 3}, fragment="rows")

    assert response.content.decode() == shown
    assert response["Vary"] == "HX-Target"
