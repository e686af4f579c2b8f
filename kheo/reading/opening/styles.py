"""Styles of a .docx: which font and which list a paragraph takes from its style."""

from lxml import etree

from kheo.reading.opening.numbering import W, value_of

_CHAIN = 20  # styles based on styles; Word allows ten, and a ring must end


class Styles:
    """The styles of one document, by their names inside the file."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        self._font = ""
        if root is None:
            return
        self._font = _font(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1":
                self._default = name

    def _chain(self, name: str) -> list[etree._Element]:
        """Return the style *name* and those it is based on, nearest first."""
        found: list[etree._Element] = []
        name = name or self._default
        while name in self._styles and len(found) < _CHAIN:
            found.append(self._styles[name])
            name = value_of(found[-1], f"{W}basedOn")
        return found

    def numbering(self, name: str) -> tuple[str, str]:
        """Return the list and the level that the style *name* puts a paragraph in, or ("", "")."""
        for style in self._chain(name):
            number = value_of(style, f"{W}pPr/{W}numPr/{W}numId")
            if number:
                return number, value_of(style, f"{W}pPr/{W}numPr/{W}ilvl")
        return "", ""

    def font(self, name: str) -> str:
        """Return the font of a paragraph of the style *name*."""
        fonts = (_font(style.find(f"{W}rPr")) for style in self._chain(name))
        return next(filter(None, fonts), self._font)

    def font_of_run(self, run: etree._Element, otherwise: str) -> str:
        """Return the font of *run*: its own, that of its style, or that of its paragraph."""
        own = _font(run.find(f"{W}rPr"))
        if own:
            return own
        style = value_of(run, f"{W}rPr/{W}rStyle")
        return (self.font(style) if style in self._styles else "") or otherwise


def _font(properties: etree._Element | None) -> str:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return (fonts.get(f"{W}ascii") or "") if fonts is not None else ""
