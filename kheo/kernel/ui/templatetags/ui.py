"""Use a component in a template: ``{% ui "badge" text=… %}``, ``{% uiblock "box" … %}``."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from django.forms import BaseForm, BoundField
from django.template import Context, Library, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from kheo.kernel.ui import controls, written
from kheo.kernel.ui.components import AttrsNode, Component, TextsNode, component

register = Library()
BLANK_CELL = re.compile(r"(<td\b[^>]*>)\s+</td>")


@dataclass(frozen=True, slots=True)
class Fault:
    """A field that needs another look: where it is, what it is called."""

    where: str
    words: object


class UiNode(Node):
    """A component with its attributes, and with its body and slots when it is a block."""

    child_nodelists = ("nodelist", "slot_nodes")

    def __init__(
        self,
        used: Component,
        given: dict[str, FilterExpression],
        slots: dict[str, NodeList] | None = None,
    ) -> None:
        self.component = used
        self.slots = slots or {}
        known = {name: FilterExpression('""', Parser([])) for name in self.slots}
        self.plan = tuple(zip(used.names, used.plan({**known, **given}), strict=True))
        self.nodelist = self.slots.get("body", NodeList())
        self.slot_nodes = NodeList(
            node for name, nodes in self.slots.items() if name != "body" for node in nodes
        )

    def render(self, context: Context) -> SafeString:
        values = tuple(
            [
                part.value(context) if name not in self.slots else self.filled(name, context)
                for name, part in self.plan
            ]
        )
        return self.component.render(values, context.get("csrf_token"))

    def filled(self, name: str, context: Context) -> SafeString:
        return mark_safe(self.slots[name].render(context).strip())  # noqa: S308 - rendered


class RowsNode(Node):
    """One component for each of many rows, whose fields are its attributes."""

    def __init__(self, used: Component, rows: FilterExpression) -> None:
        self.component = used
        self.rows = rows
        self.fields = attrgetter(*used.names)

    def render(self, context: Context) -> SafeString:
        token, drawn = context.get("csrf_token"), self.component.render
        rows = [drawn(self.fields(row), token) for row in self.rows.resolve(context)]
        return mark_safe("".join(rows))  # noqa: S308 - rendered


@register.tag
def attrs(parser: Parser, token: Token) -> AttrsNode:
    required: list[str] = []
    optional: dict[str, FilterExpression] = {}
    for bit in token.split_contents()[1:]:
        name, has_default, default = bit.partition("=")
        if has_default:
            optional[name] = parser.compile_filter(default)
        else:
            required.append(name)
    return AttrsNode(tuple(required), optional)


@register.tag
def texts(parser: Parser, token: Token) -> TextsNode:  # noqa: ARG001 - Django's signature
    return TextsNode(tuple(token.split_contents()[1:]))


def _opening(parser: Parser, token: Token) -> tuple[Component, dict[str, FilterExpression]]:
    tag, *bits = token.split_contents()
    if not bits or bits[0][0] not in "\"'":
        msg = f"{{% {tag} %}} needs the component's name in quotes."
        raise TemplateSyntaxError(msg)
    used = component(bits[0].strip("\"'"))
    given: dict[str, FilterExpression] = {}
    for bit in bits[1:]:
        name, equals, value = bit.partition("=")
        if not equals or name in given:
            msg = f"Component “{used.name}”: “{bit}” is not one attribute=value."
            raise TemplateSyntaxError(msg)
        given[name] = parser.compile_filter(value)
    return used, given


@register.tag
def ui(parser: Parser, token: Token) -> UiNode:
    used, given = _opening(parser, token)
    used.check(given)
    return UiNode(used, given)


@register.tag
def uirows(parser: Parser, token: Token) -> RowsNode:
    """Compile ``{% uirows "list/row" page.rows %}``: the rows carry every attribute as a field."""
    _tag, name, rows = token.split_contents()
    return RowsNode(component(name.strip("\"'")), parser.compile_filter(rows))


@register.tag
def uiblock(parser: Parser, token: Token) -> UiNode:
    """Compile a component with a body, and ``{% slot "name" %}…{% endslot %}`` right inside."""
    used, given = _opening(parser, token)
    slots: dict[str, NodeList] = {"body": NodeList()}
    while True:
        nodes = parser.parse(("slot", "enduiblock"))
        slots["body"].extend(nodes)
        closing = parser.next_token()
        if closing.contents.split()[0] == "enduiblock":
            break
        name = closing.split_contents()[1].strip("\"'")
        slots[name] = parser.parse(("endslot",))
        parser.delete_first_token()
    used.check([*given, *slots])
    return UiNode(used, given, slots)


@register.filter
def closed_up(rows: str) -> SafeString:
    """Close up cells that hold only blanks: on a phone a style sheet then leaves out their label."""
    return mark_safe(BLANK_CELL.sub(r"\1</td>", conditional_escape(rows)))  # noqa: S308 - escaped


@register.filter
def day(value: object) -> str:
    return written.day(value) if isinstance(value, date) else ""


@register.filter
def told_day(value: object) -> str:
    """Return a day as the trail keeps it, 2026-03-01, in the way it is written."""
    return written.day(date.fromisoformat(value)) if isinstance(value, str) else ""


@register.filter
def day_month(value: object) -> str:
    return written.day_month(value) if isinstance(value, date) else ""


@register.filter
def number(value: object) -> object:
    """Return a number as people write it, nothing for nothing, and anything else as it is."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return written.number(value)
    return value


@register.filter
def browser(agent: object) -> str:
    return written.browser(str(agent))


@register.filter
def startswith(text: object, start: object) -> bool:
    return bool(start) and str(text).startswith(str(start))


@register.filter
def upto(total: int) -> range:
    return range(1, int(total) + 1)


@register.filter
def control(field: BoundField) -> SafeString:
    return controls.control(field)


@register.filter
def control_kind(field: BoundField) -> str:
    return controls.kind(field)


@register.filter
def control_options(field: BoundField) -> list[controls.Option]:
    return controls.options(field)


def faulty(form: BaseForm) -> list[BoundField]:
    """Return the fields of *form* that need another look, also those that its page draws itself."""
    drawn = getattr(form, "drawn_by_page", ())
    return [f for f in form if f.errors and (not f.is_hidden or f.name in drawn)]


@register.filter
def faults(form: object, rows: object = None) -> list[Fault]:
    """Return where to look again: the fields of *form*, then those of *rows*, each named by its row."""
    own = faulty(form) if isinstance(form, BaseForm) else ()
    listed = rows if isinstance(rows, list) else ()
    below = (Fault(f.auto_id, f"{words}: {f.label}") for words, row in listed for f in faulty(row))
    return [*(Fault(f.auto_id, f.label) for f in own), *below]


@register.filter
def initials(name: object) -> str:
    """Return LT for Lò Thị Thanh: the first letters of the family and the given name."""
    words = str(name).split()
    return "".join(word[0] for word in (words[0], words[-1])).upper() if words else ""
