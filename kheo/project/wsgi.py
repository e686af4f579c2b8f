"""The WSGI application that Granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

COLLECT_AFTER = (50_000, 20, 50)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.project.settings")
application = get_wsgi_application()

# What is loaded now stays: searching it for garbage again and again took a third of a heavy page.
_loaded = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(*COLLECT_AFTER)
