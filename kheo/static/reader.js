// The confirm page: the paper and its draft lead to each other, keys act on the row in focus, and
// words selected in the paper begin a new fact. Without this file the links, forms and tabs' panes
// still do all of it.
const reader = document.querySelector(".reader");
reader.dataset.live = ""; // only now may a tab hide a pane
const pane = (name) => reader.querySelector(`[data-pane="${name}"]`);
const rowOf = (key) => document.getElementById(`d${key}`);
const narrow = () => pane("paper").offsetParent === null || pane("draft").offsetParent === null;
const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
const tab = (name) => document.getElementById(`tab-${name}`);
const kept = { draft: 0, paper: 0 };
let on = ""; // what is marked
let led = ""; // what a press last led to
let hand = false; // a press is under way: its focus is not yet a wish

const pieces = (id) => {
  const key = id.slice(1);
  if (!/^[fd]\d+$/.test(id)) return [...reader.querySelectorAll(`#r${key}, #m${key}`)];
  return [...reader.querySelectorAll(`[data-over~="${key}"], #f${key}, #d${key}`)];
};
const mark = (id) => {
  reader.querySelectorAll("[data-on]").forEach((el) => el.removeAttribute("data-on"));
  on = id.slice(1) && /^[fdrm]\d+$/.test(id) ? id : "";
  if (on) pieces(on).forEach((el) => el.setAttribute("data-on", ""));
};
const uncover = (el) => {
  for (let fold = el.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
};
// The counterpart comes into view inside its own pane: the page itself stays where the hand is.
const show = (el) => {
  if (!el) return;
  uncover(el);
  const home = el.closest("[data-pane]");
  if (home && getComputedStyle(home).overflowY === "auto" && home.scrollHeight > home.clientHeight) {
    const at = el.getBoundingClientRect().top - home.getBoundingClientRect().top;
    home.scrollTo({ top: home.scrollTop + at - home.clientHeight / 3, behavior: calm() });
  } else el.scrollIntoView({ block: "center", behavior: calm() });
};
const turn = (name) => {
  const shown = tab("draft").checked ? "draft" : "paper";
  if (name === shown) return;
  tab(name).checked = true;
};
const lead = (id, focus) => {
  const el = document.getElementById(id);
  const home = el?.closest("[data-pane]");
  if (!home) return false;
  if (home.offsetParent === null) { kept[home.dataset.pane === "draft" ? "paper" : "draft"] = scrollY; turn(home.dataset.pane); }
  mark(id);
  led = id;
  show(el);
  if (focus) el.focus({ preventScroll: true });
  return true;
};

// A press on either side leads to the other. Facts that overlap take turns, the shortest first.
reader.addEventListener("click", (e) => {
  const link = e.target.closest("a[href^='#']");
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  let id = link.hash.slice(1);
  const over = (link.dataset.over || "").split(" ").filter(Boolean);
  const at = led.startsWith("d") ? over.indexOf(led.slice(1)) : -1;
  if (over.length > 1 && at >= 0) id = `d${over[(at + 1) % over.length]}`;
  if (!/^[fdrm]\d+$/.test(id) || !lead(id, !link.closest("[data-pane=paper]") || narrow())) return;
  e.preventDefault();
  history.replaceState(history.state, "", `#${id}`);
});
addEventListener("keydown", (e) => {
  const link = e.key === " " && e.target.closest?.(".reader a[href^='#']");
  if (link) { e.preventDefault(); link.click(); }
});
// Focus alone shows where the other side is, without moving what is read.
reader.addEventListener("pointerdown", () => { hand = true; }, true);
addEventListener("pointerup", () => { setTimeout(() => { hand = false; }); }, true);
reader.addEventListener("focusin", (e) => {
  if (hand) return;
  const link = e.target.closest("[data-pane=paper] a.fact");
  const row = e.target.closest("[data-row]");
  if (link && !link.matches(`[data-over~="${on.slice(1)}"]`)) mark(link.hash.slice(1));
  else if (row && on.slice(1) !== row.id.slice(1)) mark(row.id);
  else return;
  if (!narrow()) show(link ? rowOf(link.hash.slice(2)) : document.getElementById(`f${row.id.slice(1)}`));
});

// Two tabs on a narrow page: what is marked is in sight on either, else each keeps its place.
reader.addEventListener("change", (e) => {
  if (e.target.name !== "tab") return;
  const name = e.target.id.slice(4);
  kept[name === "draft" ? "paper" : "draft"] = scrollY;
  const there = on && pieces(on).find((el) => el.closest(`[data-pane="${name}"]`));
  if (there) show(there); else scrollTo({ top: kept[name] });
});
addEventListener("scroll", () => { if (reader.querySelector("[name=tab]:checked")) kept[tab("draft").checked ? "draft" : "paper"] = scrollY; }, { passive: true });

// Keys, for whoever does this all day; a box in their list turns them off on this machine.
const KEYS = "kheo:reader-keys";
const switched = document.querySelector("[data-keys]");
const wanted = () => { try { return localStorage.getItem(KEYS) !== "off"; } catch { return true; } };
switched.checked = wanted();
switched.addEventListener("change", () => { try { switched.checked ? localStorage.removeItem(KEYS) : localStorage.setItem(KEYS, "off"); } catch { /* then for this page only */ } });
const step = (by) => {
  const rows = [...reader.querySelectorAll("[data-row]")];
  const here = document.activeElement?.closest?.("[data-row]") || (on && rowOf(on.slice(1)));
  const at = here ? rows.indexOf(here) + by : by > 0 ? 0 : rows.length - 1;
  const next = rows[at];
  if (!next) return;
  if (next.closest("[data-pane]").offsetParent === null) turn("draft");
  uncover(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", behavior: calm() });
};
const MOVES = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
document.addEventListener("keydown", (e) => {
  const typing = e.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog");
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "?" && !typing) { e.preventDefault(); return document.getElementById("keys").showModal(); }
  const row = e.target.closest("[data-row]");
  if (e.key === "Escape" && row) return row.querySelector("[data-act=cancel]")?.click();
  if (typing || !switched.checked || !(e.target === document.body || e.target.closest(".reader"))) return;
  if (e.key in MOVES) {
    if (e.key.startsWith("Arrow") && e.target !== row) return;
    e.preventDefault();
    step(MOVES[e.key]);
  } else if (row && e.key === "Enter" && e.target === row) {
    e.preventDefault();
    lead(`f${row.id.slice(1)}`, true);
  } else if (row && "aexu".includes(e.key)) {
    const button = row.querySelector(`[data-act="${e.key}"]`);
    if (!button) return;
    e.preventDefault();
    const rows = [...reader.querySelectorAll("[data-row]")];
    if ("ax".includes(e.key)) onward = { from: row.id, to: rows[rows.indexOf(row) + 1]?.id };
    button.click();
  }
});

// What htmx puts in place of a row or of both panes keeps the hand and the eye where they were.
let before = null;
let onward = null; // a key has settled this row: the next one is what the hand wants
document.addEventListener("htmx:beforeSwap", (e) => {
  if (e.detail.target.id !== "reader") return;
  before = { top: pane("paper").scrollTop, open: [...reader.querySelectorAll("details[open][id]")].map((el) => el.id) };
});
document.addEventListener("htmx:afterSettle", (e) => {
  if (!e.detail.requestConfig) return;
  if (before) {
    before.open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    pane("paper").scrollTop = before.top;
  }
  const whole = Boolean(before);
  before = null;
  if (on) mark(on);
  const spot = e.detail.requestConfig.target.id;
  const place = whole ? reader.querySelector("#add [name=save]") && document.getElementById("add") : document.getElementById(spot);
  const active = document.activeElement;
  const next = onward?.from === spot && place?.querySelector("[role=alert]") === null && document.getElementById(onward.to);
  onward = null;
  if (next && (active === place || active === document.body)) {
    uncover(next);
    next.focus({ preventScroll: true });
    return next.scrollIntoView({ block: "nearest", behavior: calm() });
  }
  if (!place || (active !== place && active !== document.body)) return; // whoever has gone on stays there
  const box = place.querySelector("[data-first-error], [aria-invalid=true], form input:not([type=hidden]), form textarea, form select");
  const made = whole && place.querySelector("[aria-invalid=true]") === null && place.querySelector("[name^='f0-']");
  (made || box || place).focus({ preventScroll: !whole });
  if (!whole) place.scrollIntoView({ block: "nearest", behavior: calm() });
});

// Words selected in the paper begin a new fact.
const pick = document.querySelector("[data-pick]");
const chosen = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !document.getElementById("adding")) return null;
  const range = selection.getRangeAt(0);
  const sheet = reader.querySelector(".sheet");
  if (!sheet.contains(range.commonAncestorContainer)) return null;
  const copy = range.cloneContents();
  copy.querySelectorAll?.(".sr, sup").forEach((el) => el.remove());
  copy.querySelectorAll?.("p").forEach((el) => el.append("\n"));
  const line = (range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement).closest("[data-at]");
  // Where the words stand in their line, unless repaired words before them shift the count.
  const ahead = line && document.createRange();
  ahead?.setStart(line, 0);
  ahead?.setEnd(range.startContainer, range.startOffset);
  const before = ahead?.cloneContents();
  before?.querySelectorAll(".sr, sup").forEach((el) => el.remove());
  const skip = before && !before.querySelector("ins") ? before.textContent.trimStart().length : 0;
  const words = copy.textContent.trim().replace(/[^\S\n]+/g, " ");
  return words ? { words, at: line ? Number(line.dataset.at) + Math.max(0, skip - 1) : 0 } : null;
};
document.addEventListener("selectionchange", () => { pick.hidden = !chosen(); });
pick.addEventListener("mousedown", (e) => e.preventDefault()); // else the press would drop the selection
pick.addEventListener("click", () => {
  const found = chosen();
  const form = document.getElementById("adding");
  if (!found) return;
  form.elements["them-quote"].value = found.words;
  form.elements["them-at"].value = found.at;
  turn("draft");
  show(form);
  form.elements["them-kind"].focus({ preventScroll: true });
});
if (location.hash.length > 1) mark(location.hash.slice(1));
