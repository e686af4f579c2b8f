"""What a Word file says of a run or a paragraph, its styles and defaults looked through."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kheo.reading.opening.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LONGEST_CHAIN = 20  # of styles based on styles; a file made to harm has a circle of them
type Element = etree._Element  # noqa: SLF001 lxml gives its element no public name


def value(element: Element | None, tag: str, attribute: str = "val") -> str | None:
    """Return the attribute of the child w:*tag* of *element*; None where there is none."""
    child = None if element is None else element.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}{attribute}")


def number(text: str | None) -> float | None:
    """Return *text* as a number; None for what no number is."""
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Type:
    """How letters stand: the name of the face, its size in points, its traits, its colour."""

    font: str
    size: float
    bold: bool
    italic: bool
    underline: bool
    caps: bool
    colour: str


class Styles:
    """The styles of one file, asked for the first layer that says something."""

    def __init__(self, package: Package) -> None:
        root = package.part("styles")
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {s.get(f"{W}styleId", ""): s for s in found}
        usual = (s for s in found if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default"))
        self._usual = next((s.get(f"{W}styleId", "") for s in usual), "")
        defaults = None if root is None else root.find(f"{W}docDefaults")
        self._run = None if defaults is None else defaults.find(f"{W}rPrDefault/{W}rPr")
        self._paragraph = None if defaults is None else defaults.find(f"{W}pPrDefault/{W}pPr")
        theme = package.part("theme/theme1")
        self._faces = {} if theme is None else dict(_faces(theme))

    def of_paragraph(self, own: Element | None, tag: str, attribute: str = "val") -> str | None:
        """Return what governs a paragraph whose own properties are *own*."""
        name = value(own, "pStyle")
        layers = [own, *self._chain(self._usual if name is None else name, "pPr"), self._paragraph]
        return next((v for x in layers if (v := value(x, tag, attribute)) is not None), None)

    def type_of(self, run: Element | None, paragraph: Element | None) -> Type:
        """Return how a run with the properties *run* stands in such a paragraph."""
        layers = self._layers(run, paragraph)
        size = number(_first(layers, "sz", "val"))
        underline = _first(layers, "u", "val")
        return Type(
            font=self._face(layers),
            size=(20 if size is None else size) / 2,
            bold=_on(layers, "b"),
            italic=_on(layers, "i"),
            underline=underline not in {None, "none"},
            caps=_on(layers, "caps"),
            colour=(_first(layers, "color", "val") or "auto").upper(),
        )

    def _layers(self, run: Element | None, paragraph: Element | None) -> list[Element | None]:
        own, named = value(run, "rStyle"), value(paragraph, "pStyle")
        character = self._chain(own, "rPr") if own else ()
        usual = self._chain(self._usual if named is None else named, "rPr")
        return [run, *character, *usual, self._run]

    def _chain(self, name: str, part: str) -> Iterator[Element | None]:
        for _step in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style.find(f"{W}{part}")
            name = value(style, "basedOn") or ""

    def _face(self, layers: list[Element | None]) -> str:
        for layer in layers:
            fonts = None if layer is None else layer.find(f"{W}rFonts")
            if fonts is None:
                continue
            themed = fonts.get(f"{W}asciiTheme")
            named = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
            if themed:
                return self._faces.get(themed[:5], themed)
            if named:
                return named
        return ""


def _faces(theme: Element) -> Iterator[tuple[str, str]]:
    for kind in ("major", "minor"):
        face = theme.find(f".//{_A}{kind}Font/{_A}latin")
        if face is not None:
            yield kind, face.get("typeface", "")


def _first(layers: list[Element | None], tag: str, attribute: str) -> str | None:
    return next((v for layer in layers if (v := value(layer, tag, attribute)) is not None), None)


def _on(layers: list[Element | None], tag: str) -> bool:
    for layer in layers:
        child = None if layer is None else layer.find(f"{W}{tag}")
        if child is not None:
            return child.get(f"{W}val") not in {"0", "false", "off"}
    return False
