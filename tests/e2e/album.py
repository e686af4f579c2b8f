"""Pictures of every page at two widths, and what a careful eye would hold against them.

A picture holds what the first screen shows; with KHEO_PICTURES, the folder for those of the year,
it holds the page to its end, which costs a fifth more.
"""

import os
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

WHOLE = "KHEO_PICTURES" in os.environ
AXE = "/static/axe/axe.min.js"  # kept by the browser with what it has compiled of it
PATIENCE = 60_000  # ms: a busy machine may bring a page late, and no test asks how late
WIDE, PHONE = (1280, 900), (360, 640)
# Contrast is most of what axe costs. Two texts of the same colours, size and weight on the same
# grounds have the same: the second is not measured, on whatever page it stands. An opaque ground
# hides what lies under it; what is taken out of the flow without one is measured always, and so is
# what is turned off or names it, which axe lets be weak. What nobody sees or reads is not looked at.
CONTRAST = """known => {
  const grounds = new Map(), fresh = new Set(), off = ":disabled, [aria-disabled], [inert]";
  const ground = e => {
    if (!e) return {under: "", blends: false};
    if (!grounds.has(e)) {
      const s = getComputedStyle(e), above = ground(e.parentElement);
      const flows = ["static", "relative"].includes(s.position) && s.float === "none";
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode].join();
      const blends = above.blends || !own.endsWith(",1,none,normal");
      const solid = !blends && s.backgroundImage === "none" && s.backgroundColor.startsWith("rgb(");
      const under = flows && above.under !== null ? `${above.under}|${own}` : null;
      grounds.set(e, {blends, under: solid ? s.backgroundColor : under});
    }
    return grounds.get(e);
  };
  const named = new Set([...document.querySelectorAll(`:is(${off})[aria-labelledby]`)]
    .flatMap(e => e.getAttribute("aria-labelledby").split(" ")));
  for (const e of document.querySelectorAll("body, body *")) {
    const field = e.matches("input:not([type=checkbox], [type=radio]), select, textarea, option");
    const text = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join("");
    const said = text.length > 1;  // axe never judges a letter alone
    if (!said && !field || e.closest("[aria-hidden=true]")) continue;
    if (!e.checkVisibility({visibilityProperty: true})) continue;
    const s = getComputedStyle(e), under = ground(e).under;
    if (s.clipPath === "inset(50%)") continue;  // for a screen reader alone
    const apart = under === null || e.closest(off) || e.closest("label")?.control?.matches(off)
      || [...named].some(id => e.closest(`[id="${id}"]`));
    const kind = field ? e.localName + e.type : "";
    const looks = apart
      ? null : [kind, s.color, s.fontSize, s.fontWeight, s.textShadow, under].join();
    if (looks !== null && (known.has(looks) || fresh.has(looks))) continue;
    if (looks !== null) fresh.add(looks);
    e.setAttribute("data-measured", "");
  }
  return fresh;
}"""
# The rules that ask where things stand, or about the page as a whole. The others ask a second time,
# at another width, only where what appears or goes with the width does so for the first time.
PLACED = """[
  "scrollable-region-focusable", "link-in-text-block", "aria-hidden-focus", "skip-link", "bypass",
  "region", "heading-order", "page-has-heading-one", "landmark-one-main", "landmark-unique",
  "landmark-no-duplicate-main", "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo",
]"""
SHOWN = """first => {
  const before = first ? null : window.shownBefore;
  const shown = window.shownBefore = new Set([...document.querySelectorAll("body *")]
    .filter(e => e.checkVisibility({visibilityProperty: true})));
  if (!before) return null;
  const turned = shown.symmetricDifference(before);
  // Each by what it stands in, and that by how it is built: names as such, not which.
  const around = new Set([...turned].map(e => e.parentElement)).difference(turned);
  return [...around].filter(e => e?.isConnected).map(e => e.outerHTML
    .replace(/ (?!class|role|type)([\\w-]+)="[^"]+"/g, " $1").replace(/>[^<]*\\S[^<]*</g, ">·<"));
}"""
RUN = (
    """async ([width, first, measured, met, axeAt]) => {
  if (axeAt && !window.axe) await new Promise((loaded, missing) => {
    const script = Object.assign(document.createElement("script"), {src: axeAt});
    script.onload = loaded; script.onerror = missing;
    document.head.append(script);
    script.remove();
  });
  const fresh = (CONTRAST)(new Set(measured));
  const turned = (SHOWN)(first);
  const whole = turned === null || turned.some(html => !met.includes(html));
  axe.configure({rules: [{id: "color-contrast", selector: "[data-measured]"}]});
  const contrast = document.querySelector("[data-measured]") !== null;
  const found = await axe.run({
    resultTypes: ["violations"], elementRef: false,
    ...(whole ? {rules: {"color-contrast": {enabled: contrast}}}
      : {runOnly: [...PLACED, ...(contrast ? ["color-contrast"] : [])]}),
  });
  document.querySelectorAll("[data-measured]").forEach(e => e.removeAttribute("data-measured"));
  const root = document.documentElement;
  // What stays while the page scrolls; a row or column head is small and moves with its table.
  const stays = e => {
    const style = getComputedStyle(e), stuck = style.top !== "auto" || style.bottom !== "auto";
    return style.position === "fixed" || (style.position === "sticky" && stuck);
  };
  const seen = e => {
    const box = e.getBoundingClientRect(), fixed = getComputedStyle(e).position === "fixed";
    if (!fixed) return box.width ? box.height : 0;
    const across = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
    return across > 0 ? Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)) : 0;
  };
  const bars = [...document.querySelectorAll("body *")]
    .filter(e => !e.closest("table, :modal") && !e.parentElement.closest("dialog, [popover]") && stays(e));
  return {
    bars: bars.reduce((sum, e) => sum + seen(e), 0) > innerHeight / 3 && width < 640
      ? bars.filter(seen).map(e => `${Math.round(seen(e))} px: ${e.outerHTML.slice(0, 100)}`) : [],
    lang: root.lang,
    wide: root.scrollWidth > width ? [...document.querySelectorAll("body *")]
      .filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 3)
      .map(e => e.outerHTML.slice(0, 100)) : [],
    axe: found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")}`)),
    measured: [...fresh],
    turned: turned ?? [],
  };
}""".replace("CONTRAST", CONTRAST)
    .replace("SHOWN", SHOWN)
    .replace("PLACED", PLACED)
)


def size(page: Page, width: int, height: int) -> None:
    """Give *page* a size; nothing is drawn anew if it has it."""
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})


@dataclass
class Known:
    """What was found good on one page, and need not be asked again on another."""

    measured: set[str] = field(default_factory=set)
    turned: set[str] = field(default_factory=set)


@dataclass
class Album:
    """Takes the pictures; ``faults`` says what was wrong, with the page and the width."""

    folder: Path
    known: Known = field(default_factory=Known)
    faults: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what the browser complains of: errors, warnings, blocked by the content policy."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    def _said(self, message: ConsoleMessage) -> None:
        # An error page is itself an answer "failed to load"; anything else is not.
        here = message.page is not None and message.location["url"] == message.page.url
        refused = here and "Failed to load resource" in message.text
        if message.type in {"error", "warning"} and not refused:
            self.faults.append(f"{message.location['url']}: {message.text}")

    def snap(self, page: Page, name: str) -> None:
        """Take *page* at both widths; let axe look at each."""
        self.taken.append(name)
        before = page.viewport_size
        served = page.url.startswith("http")
        if not served:
            page.evaluate(Axe().axe_script)
        for width, height in (WIDE, PHONE):
            size(page, width, height)
            page.evaluate("scrollTo(0, 0)")  # else the bar of acts is drawn across the middle
            path = self.folder / f"{len(self.taken):02}-{name}-{width}.jpg"
            # A caret hidden is a style more, and all others found anew.
            page.screenshot(path=path, full_page=WHOLE, type="jpeg", quality=80, caret="initial")
            known = [[*self.known.measured], [*self.known.turned]]
            first = width == WIDE[0]
            seen = page.evaluate(RUN, [width, first, *known, AXE if served else None])
            self._judge(seen, f"{name} at {width} px ({page.url})")
        size(page, before["width"], before["height"])

    def _judge(self, seen: dict, where: str) -> None:
        if not any("color-contrast" in fault for fault in seen["axe"]):
            self.known.measured |= set(seen["measured"])
        if not seen["axe"]:
            self.known.turned |= set(seen["turned"])
        self.faults += [f"{where}: {fault}" for fault in seen["axe"]]
        self.faults += [f"{where}: runs over the edge: {html}" for html in seen["wide"]]
        self.faults += [f"{where}: bars cover over a third: {bar}" for bar in seen["bars"]]
        if seen["lang"] != "vi":
            self.faults.append(f"{where}: lang is {seen['lang']!r}")


def picture(width: int = 320, height: int = 200) -> bytes:
    """Return a photograph: a PNG of one colour, real enough to be shown."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x8f\x9d\x81" * width) * height
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*part) for part in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )
