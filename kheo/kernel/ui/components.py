"""A component: one template fragment and the attributes it declares on its first line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList
from django.template.defaulttags import CsrfTokenNode
from django.template.loader_tags import IncludeNode
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

PLAIN = (str, int, Decimal, type(None))
SHORT = 200  # longer texts differ from row to row: keeping them would only fill the memory


class AttrsNode(Node):
    """The declaration: required names, and optional ones with their defaults."""

    def __init__(self, required: tuple[str, ...], optional: dict[str, FilterExpression]) -> None:
        self.required = required
        self.optional = optional

    def render(self, context: Context) -> SafeString:  # noqa: ARG002 - Django's signature
        return mark_safe("")


class Component:
    """A compiled fragment that sees its declared attributes and nothing else of the page."""

    def __init__(self, name: str, template: Template) -> None:
        first = next((n for n in template.nodelist[:2] if isinstance(n, AttrsNode)), None)
        if first is None:
            msg = f"Component “{name}” must begin with {{% attrs … %}}."
            raise TemplateSyntaxError(msg)
        self.name = name
        self.template = template
        self.declared = first
        self.names = (*first.required, *first.optional)
        self.holds_form = any(True for _ in template.nodelist.get_nodes_by_type(CsrfTokenNode))
        self.lasting: bool = not (
            self.holds_form
            or any(True for _ in template.nodelist.get_nodes_by_type(IncludeNode))
            or any(not part.lasting for part in parts(template.nodelist))
        )

    def check(self, given: Iterable[str]) -> None:
        """Raise TemplateSyntaxError, naming the attribute, unless *given* fits the declaration."""
        given = set(given)
        for name in given:
            if name not in self.names:
                known = ", ".join(self.names)
                msg = f"Component “{self.name}” has no attribute “{name}”. It takes: {known}."
                raise TemplateSyntaxError(msg)
        for name in self.declared.required:
            if name not in given:
                msg = f"Component “{self.name}” needs the attribute “{name}”."
                raise TemplateSyntaxError(msg)

    def plan(self, given: dict[str, FilterExpression]) -> tuple["Part", ...]:
        """Return one part per declared attribute, in order, constants already worked out."""
        return tuple(
            Part.of(given[name] if name in given else self.declared.optional[name])
            for name in self.names
        )

    def render(self, values: tuple[Any, ...], page: Context) -> SafeString:
        """Render; what depends on plain values alone is rendered once and kept."""
        if self.lasting and all(map(is_plain, values)):
            return kept(self, get_language(), *values)
        return self.draw(values, page.get("csrf_token"))

    def draw(self, values: tuple[Any, ...], csrf_token: object = None) -> SafeString:
        inside = Context(dict(zip(self.names, values, strict=True)))
        inside["csrf_token"] = csrf_token
        return mark_safe(self.template.render(inside).strip())  # noqa: S308 - already escaped


@dataclass(frozen=True, slots=True)
class Part:
    """One attribute's value: known when the page is compiled, or asked of the page."""

    constant: Any
    expression: FilterExpression | None
    translated: bool = False

    @classmethod
    def of(cls, expression: FilterExpression) -> "Part":
        if not expression.is_var and not expression.filters and isinstance(expression.var, str):
            return cls(expression.var, None)
        literal = getattr(expression.var, "literal", None)
        if isinstance(literal, int | float) and not expression.filters:
            return cls(literal, None)
        return cls(None, expression, isinstance(expression.var, Promise))

    def value(self, page: Context) -> Any:
        if self.expression is None:
            return self.constant
        value = self.expression.resolve(page)
        if not isinstance(value, Promise):
            return value
        # Lazily translated text is settled now, so that it can be kept. Of a constant _("50 %")
        # Django has doubled the percent sign, as for a text with places to fill in.
        return str(value).replace("%%", "%") if self.translated else str(value)


def is_plain(value: object) -> bool:
    return isinstance(value, PLAIN) and not (isinstance(value, str) and len(value) > SHORT)


# Typed, because 1 == True and a safe string equals the unsafe one it must never be taken for.
@lru_cache(maxsize=4096, typed=True)
def kept(component: Component, language: str | None, *values: Any) -> SafeString:  # noqa: ARG001
    return component.draw(values)


def parts(nodelist: NodeList) -> list[Component]:
    """Return the components used inside *nodelist*."""
    found = []
    for node in nodelist.get_nodes_by_type(Node):
        component = getattr(node, "component", None)
        if isinstance(component, Component):
            found.append(component)
    return found


_BY_TEMPLATE: dict[str, Component] = {}


def component(name: str) -> Component:
    """Return the component of ``ui/<name>.html``, compiled once as long as its file stays."""
    template = Engine.get_default().get_template(f"ui/{name}.html")
    known = _BY_TEMPLATE.get(name)
    if known is None or known.template is not template:
        known = _BY_TEMPLATE[name] = Component(name, template)
    return known
