"""A component: one template fragment and the attributes it declares on its first line.

What a component draws depends on its attributes alone, so it is drawn once and kept. Attributes
declared as texts are only put in, never asked about (but for being there at all): then the drawing
is kept as a stencil, whoever's name or title goes in, and filling one costs next to nothing.
"""

import html
import re
from collections.abc import Iterable, Sequence
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
MARK = "\0"  # stands around the place of a text; no text of ours can hold it
PLACE = re.compile(f"{MARK}([0-9]+){MARK}")
CSRF = -1  # the place of the token that forms carry


class Plain:
    """A frozen row of plain values, by which a drawing may be kept."""

    __slots__ = ()


class AttrsNode(Node):
    """The declaration: required names, and optional ones with their defaults."""

    def __init__(self, required: tuple[str, ...], optional: dict[str, FilterExpression]) -> None:
        self.required = required
        self.optional = optional

    def render(self, context: Context) -> SafeString:  # noqa: ARG002 - Django's signature
        return mark_safe("")


class TextsNode(Node):
    """The names of the attributes that are only put in."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

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
        self.texts = self._texts()
        used = parts(template.nodelist)
        self.holds_form: bool = any(part.holds_form for part in used) or any(
            True for _ in template.nodelist.get_nodes_by_type(CsrfTokenNode)
        )
        self.lasting: bool = not (
            any(True for _ in template.nodelist.get_nodes_by_type(IncludeNode))
            or any(not part.lasting for part in used)
        )

    def _texts(self) -> frozenset[int]:
        """Return the places of the attributes declared as texts.

        Raises TemplateSyntaxError where one is filtered or compared: a stencil holds its place,
        not its value.
        """
        nodes = self.template.nodelist.get_nodes_by_type(TextsNode)
        names = [name for node in nodes if isinstance(node, TextsNode) for name in node.names]
        for name in names:
            asked = rf"{{[{{%][^}}]*\b{name}\s*(\||==|!=|<|>|\bin\b)"
            if name not in self.names or re.search(asked, str(self.template.source)):
                msg = f"Component “{self.name}”: “{name}” cannot be a text; it is asked about."
                raise TemplateSyntaxError(msg)
        return frozenset(self.names.index(name) for name in names)

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

    def render(self, values: Sequence[Any], token: object) -> SafeString:
        """Render; what depends on plain values alone is drawn once and kept."""
        if not self.lasting:
            return self.draw(values, token)
        shape = []
        for place, value in enumerate(values):
            if place in self.texts and value and isinstance(value, str):
                shape.append(MARK)
            elif is_plain(value):
                shape.append(value)
            else:
                return self.draw(values, token)
        stencil = kept(self, get_language(), *shape)
        if isinstance(stencil, SafeString):
            return stencil
        pieces = [
            p if isinstance(p, str) else escaped(values[p] if p >= 0 else token) for p in stencil
        ]
        return mark_safe("".join(pieces))  # noqa: S308 - each is escaped

    def draw(self, values: Sequence[Any], token: object = None) -> SafeString:
        inside = Context(dict(zip(self.names, values, strict=True)))
        inside["csrf_token"] = token
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
    if isinstance(value, tuple):
        return all(isinstance(row, Plain) for row in value)
    return isinstance(value, PLAIN) and not (isinstance(value, str) and len(value) > SHORT)


def escaped(text: object) -> str:
    return text if isinstance(text, SafeString) else html.escape(str(text))


# Typed, because 1 == True and a safe string equals the unsafe one it must never be taken for.
@lru_cache(maxsize=4096, typed=True)
def kept(component: Component, language: str | None, *shape: Any) -> SafeString | list[str | int]:  # noqa: ARG001
    """Return what *component* draws, cut at the places where texts and the token go in."""
    values = [f"{MARK}{n}{MARK}" if value is MARK else value for n, value in enumerate(shape)]
    token = f"{MARK}{len(shape)}{MARK}" if component.holds_form else None
    drawn = component.draw(values, token)
    pieces = PLACE.split(drawn)
    if len(pieces) == 1:
        return drawn
    places = {len(shape): CSRF}
    return [
        places.get(int(piece), int(piece)) if n % 2 else piece for n, piece in enumerate(pieces)
    ]


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
    """Return the component of ``ui/<name>.html``, compiled once as long as its file stays.

    A name with a slash is a fragment of one stage: ``movement/registration/row``.
    """
    path = f"{name}.html" if "/" in name else f"ui/{name}.html"
    template = Engine.get_default().get_template(path)
    known = _BY_TEMPLATE.get(name)
    if known is None or known.template is not template:
        known = _BY_TEMPLATE[name] = Component(name, template)
    return known
