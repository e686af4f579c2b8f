import copy

import pytest


@pytest.fixture
def bare(settings):
    """Leave the desk out: the look must stand without the areas above the kernel."""
    templates = copy.deepcopy(settings.TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    templates[0]["OPTIONS"]["context_processors"] = [p for p in processors if "desk" not in p]
    settings.TEMPLATES = templates
