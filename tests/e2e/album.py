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
PATIENCE = 60_000  # ms: a busy machine may bring a page late, and no test asks how late
WIDE, PHONE = (1280, 900), (360, 640)
# Contrast is most of what axe costs. Two texts of the same colours, size and weight on the same
# grounds have the same: the second is not measured. Measured always: controls, what a control
# names, what is turned off or kept from readers, and what is taken out of the flow, under which
# anything may lie.
CONTRAST = """known => {
  const grounds = new Map(), fresh = new Set();
  const ground = e => {
    if (!e) return "";
    if (!grounds.has(e)) {
      const s = getComputedStyle(e), above = ground(e.parentElement);
      const flows = ["static", "relative"].includes(s.position) && s.float === "none";
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode].join();
      grounds.set(e, flows && above !== null ? `${above}|${own}` : null);
    }
    return grounds.get(e);
  };
  const apart = "input, select, textarea, button, label, :disabled, [aria-disabled], [aria-hidden], [inert]";
  for (const e of document.querySelectorAll("body, body *")) {
    const said = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!said && !e.matches(apart)) continue;
    const s = getComputedStyle(e), under = ground(e), box = e.getBoundingClientRect();
    const shown = box.width > 1 && box.height > 1 && e.checkVisibility({visibilityProperty: true});
    const looks = under === null || e.closest(apart) || !shown
      ? null : [s.color, s.fontSize, s.fontWeight, s.textShadow, under].join();
    if (looks !== null && (known.has(looks) || fresh.has(looks))) continue;
    if (looks !== null) fresh.add(looks);
    e.setAttribute("data-measured", "");
  }
  return fresh;
}"""
RUN = """async ([width, measured]) => {
  const fresh = (CONTRAST)(new Set(measured));
  axe.configure({rules: [{id: "color-contrast", selector: "[data-measured]"}]});
  const found = await axe.run({resultTypes: ["violations"], elementRef: false});
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
    .filter(e => !e.closest("table") && !e.parentElement.closest("dialog, [popover]") && stays(e));
  return {
    bars: bars.reduce((sum, e) => sum + seen(e), 0) > innerHeight / 3 && width < 640
      ? bars.filter(seen).map(e => `${Math.round(seen(e))} px: ${e.outerHTML.slice(0, 100)}`) : [],
    lang: root.lang,
    wide: root.scrollWidth > width ? [...document.querySelectorAll("body *")]
      .filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 3)
      .map(e => e.outerHTML.slice(0, 100)) : [],
    axe: found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")}`)),
    measured: [...fresh],
  };
}""".replace("CONTRAST", CONTRAST)


@dataclass
class Album:
    """Takes the pictures; ``faults`` says what was wrong, with the page and the width."""

    folder: Path
    faults: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    measured: set[str] = field(default_factory=set)

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
        page.evaluate(Axe().axe_script)
        for width, height in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, 0)")  # else the bar of acts is drawn across the middle
            path = self.folder / f"{len(self.taken):02}-{name}-{width}.jpg"
            page.screenshot(path=path, full_page=WHOLE, type="jpeg", quality=80)
            seen = page.evaluate(RUN, [width, [*self.measured]])
            self._judge(seen, f"{name} at {width} px ({page.url})")
        page.set_viewport_size(before)

    def _judge(self, seen: dict, where: str) -> None:
        if not any("color-contrast" in fault for fault in seen["axe"]):
            self.measured |= set(seen["measured"])
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
