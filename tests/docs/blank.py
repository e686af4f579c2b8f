"""Templates with nothing on them, for a walk that asks who is let in and not what is shown."""

from typing import Any

from django.template.backends.base import BaseEngine


class Blank:
    """Any template of the site, drawn as nothing."""

    origin = None

    def render(self, context: Any = None, request: Any = None) -> str:
        return ""


class BlankTemplates(BaseEngine):
    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        params.pop("OPTIONS")
        super().__init__(params | {"DIRS": [], "APP_DIRS": False})

    def get_template(self, template_name: str) -> Blank:
        return Blank()
