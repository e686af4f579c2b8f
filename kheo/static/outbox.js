// What was sent while the line was gone: kept on this device by account, shown on every page, sent
// once the line is back. The number a form carries lets the server tell a second sending from a second
// form, so nothing is doubled; what it does not take as it stands waits for its writer to open it.
const BOX = "outbox:";
const SHELL = "kheo"; // pages and files that open the form without a line
const SLOW = 5000; // ms: a line slower than this is none
const EVERY = 20000; // ms
const boxed = () => {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + BOX));
    return keys.map((key) => store.get(key.slice(PREFIX.length))).filter(Boolean).sort((a, b) => a.since - b.since);
  } catch { return []; }
};
const idOf = (form) => number(form)?.value || form.dataset.autosave;

async function reached() {
  if (!navigator.onLine) return false;
  try { await fetch("/robots.txt", { cache: "no-store", signal: AbortSignal.timeout(SLOW) }); return true; } catch { return false; }
}

// Attached files are too big for where the words are kept: they lie beside, under the same name.
const MOST = 40; // MB of all that waits
const mega = (bytes) => Math.max(0.1, bytes / 1048576).toFixed(1).replace(".", words(",", "."));
const inFiles = (act) => new Promise((done, failed) => {
  const asked = indexedDB.open(SHELL, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("files");
  asked.onerror = failed;
  asked.onsuccess = () => {
    const deal = asked.result.transaction("files", "readwrite");
    const found = act(deal.objectStore("files"));
    const end = (next) => () => { asked.result.close(); next(found.result); };
    deal.oncomplete = end(done);
    deal.onabort = end(failed);
  };
});
const filesOf = (entry) => (entry.files?.length && !entry.lost ? inFiles((kept) => kept.get(PREFIX + BOX + entry.id)).catch(() => null) : []);
const drop = (entry) => { store.drop(BOX + entry.id); sweep(); };
const sweep = () => inFiles((kept) => {
  const keys = kept.getAllKeys();
  keys.onsuccess = () => keys.result.forEach((key) => localStorage.getItem(key) || kept.delete(key));
  return keys;
}).catch(() => {});

async function keepFiles(entry, given) {
  const weight = boxed().flatMap((one) => (!one.lost && one.files) || []).reduce((sum, [, size]) => sum + size, 0);
  if (weight > MOST * 1048576) return lost(words(`: nặng tất cả ${mega(weight)} MB, chỉ giữ được ${MOST} MB`, `: ${mega(weight)} MB in all, only ${MOST} MB can be`));
  try { await inFiles((kept) => kept.put(given, PREFIX + BOX + entry.id)); return ""; } catch { return lost(); }
}
const lost = (reason = "") => words(`Tệp đính kèm không giữ được khi mất mạng${reason}. Mở ra, đính lại rồi lưu.`, `Attached files cannot be kept offline${reason}. Open it, attach them again and save.`);

async function put(form) {
  const all = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const given = all.filter(([, value]) => value instanceof File && value.name);
  const entry = {
    id: idOf(form), url: form.action.split("#")[0], since: Date.now(), at: clock(), on: today(), post: document.body.dataset.post,
    title: typed(form).find((el) => el.value.trim())?.value.slice(0, 80) || document.title,
    fields: all.filter(([, value]) => typeof value === "string"),
    files: given.map(([, file]) => [file.name, file.size]),
  };
  const done = store.put(BOX + entry.id, entry); // first: files without words are swept away
  if (!done || !given.length) return done;
  return store.put(BOX + entry.id, { ...entry, lost: await keepFiles(entry, given) });
}

// ---- what is seen of it ----
const made = (name, text, facts = {}) => Object.assign(document.createElement(name), { textContent: text, ...facts });
const button = (text, act) => { const one = made("button", text, { type: "button", className: "btn", onclick: act }); one.dataset.size = "small"; return one; };
const why = (entry) => entry.held || entry.lost || "";

let said = "";
function show() {
  const entries = boxed();
  document.getElementById("outbox")?.remove();
  if (!entries.length && !said) return;
  const note = made("section", "", { id: "outbox", className: "note" });
  note.dataset.tone = entries.length ? "due" : "ok";
  note.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#i-${entries.length ? "offline" : "ok"}"/></svg><div class="stack"></div>`;
  const body = note.lastElementChild;
  const head = made("p", "");
  head.setAttribute("role", "status");
  head.append(made("b", entries.length ? words(`${entries.length} bản chờ gửi. `, `${entries.length} waiting to be sent. `) : ""), said);
  body.append(head);
  for (const entry of entries) {
    const line = made("div", "", { className: "row" });
    const text = made("div", "", { className: "grow" });
    text.append(made("span", `“${entry.title}”`), made("span", ` ${words("viết lúc", "written at")} ${entry.at}, ${entry.on}`, { className: "soft" }));
    if (entry.files?.length) text.append(made("p", words("Kèm: ", "With: ") + entry.files.map(([name, size]) => `${name} (${mega(size)} MB)`).join(", "), { className: "soft" }));
    if (why(entry)) text.append(made("p", why(entry), { className: "due" }));
    line.append(text, button(words("Mở", "Open"), () => open_(entry)), button(words("Bỏ", "Discard"), () => {
      if (confirm(words("Bỏ hẳn bản chờ gửi này? Không lấy lại được.", "Discard this for good?"))) { drop(entry); said = ""; show(); }
    }));
    body.append(line);
  }
  if (entries.some((entry) => !why(entry))) body.append(button(words("Gửi ngay", "Send now"), () => flush()));
  document.getElementById("main")?.prepend(note);
}

// The server answers with the form, what was typed in it, and beside it what it holds by now.
async function open_(entry) {
  const form = made("form", "", { method: "post", action: entry.url, enctype: "multipart/form-data", hidden: true });
  const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  for (const [name, value] of [["csrfmiddlewaretoken", token], ...entry.fields]) form.append(made("input", "", { type: "hidden", name, value }));
  await refill(form, entry);
  document.body.append(form);
  sent.put(PREFIX + BOX + entry.id);
  form.submit();
}

// Puts what was kept into the places for files that are empty: no server gives a file back.
async function refill(form, entry) {
  const given = await filesOf(entry) || [];
  for (const [name] of given) {
    if (form.hidden && !form.elements[name]) form.append(made("input", "", { type: "file", name, multiple: true }));
    const place = form.elements[name];
    if (!place || place.files.length) continue;
    const moved = new DataTransfer();
    given.forEach(([one, file]) => { if (one === name) moved.items.add(file); });
    place.files = moved.files;
    place.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// ---- sending ----
async function post(entry) {
  const page = new DOMParser().parseFromString(await (await fetch(entry.url, { cache: "no-store" })).text(), "text/html").body;
  if (page.dataset.account !== document.body.dataset.account) return words("Đã hết phiên: đăng nhập lại để gửi.", "Signed out: sign in again to send.");
  if (page.dataset.post !== entry.post) return words("Viết trong tư cách khác: đổi tư cách rồi gửi.", "Written in another capacity: change it, then send.");
  const headers = { "X-CSRFToken": JSON.parse(page.getAttribute("hx-headers"))["X-CSRFToken"], "X-Outbox": "1" };
  const files = await filesOf(entry);
  if (!files) { store.put(BOX + entry.id, { ...entry, lost: lost() }); return ""; } // the browser made room
  const body = new FormData();
  [...entry.fields, ...files].forEach(([name, value]) => body.append(name, value));
  const answer = await fetch(entry.url, { method: "POST", body, headers });
  if (answer.status === 201) return drop(entry);
  if (answer.status >= 500) throw new Error(answer.status); // tried again later
  const text = (answer.headers.get("Content-Type") || "").startsWith("text/plain") ? await answer.text() : "";
  store.put(BOX + entry.id, { ...entry, held: text || words("Máy chủ không nhận. Mở ra để xem vì sao.", "The server refused it. Open it to see why.") });
}

let sending = false;
async function flush() {
  if (sending || !boxed().some((entry) => !why(entry))) return;
  sending = true;
  let done = 0;
  said = "";
  try {
    for (const entry of boxed().filter((one) => !why(one))) {
      said = (await post(entry)) || "";
      if (said) break;
      done += !store.get(BOX + entry.id);
    }
  } catch { said = words("Vẫn chưa có mạng.", "Still no line."); }
  sending = false;
  if (done && !said) said = words(`Đã gửi ${done} bản lên máy chủ, lưu thành bản nháp.`, `${done} sent to the server, saved as drafts.`);
  show();
}

document.querySelectorAll("form[data-outbox]").forEach((form) => form.addEventListener("submit", async (e) => {
  if (e.submitter?.hasAttribute("formaction") || form.dataset.go) { delete form.dataset.go; return; }
  e.preventDefault();
  if (await reached()) {
    form.dataset.go = "1";
    form.requestSubmit();
    if (store.get(BOX + idOf(form))) sent.put([form.dataset.autosave, BOX + idOf(form)].map((key) => PREFIX + key).join("\n"));
    return;
  }
  if (!await put(form)) { say(form, "offline", words("Mất mạng và máy này không giữ được: đừng đóng trang.", "Offline, and this device keeps nothing: leave the page open.")); return; }
  store.drop(form.dataset.autosave);
  said = why(store.get(BOX + idOf(form))) ? "" : words("Mất mạng: bản này sẽ tự gửi khi có mạng lại.", "Offline: it will be sent once the line is back.");
  show();
  document.getElementById("outbox").scrollIntoView({ block: "center" });
}));

document.addEventListener("submit", (e) => {
  if (!e.target.matches("[data-sign-out]")) return;
  const left = boxed().length;
  if (left && !confirm(words(`Còn ${left} bản chờ gửi. Đăng xuất là xoá hẳn trên máy này. Vẫn đăng xuất?`, `${left} not sent yet. Signing out deletes them from this device. Sign out?`))) { e.preventDefault(); return; }
  dropShell(marks());
  self.indexedDB?.deleteDatabase(SHELL);
}, true);

// The blank form opens without a line too: the page and its files, nobody else's, an hour old at most.
const MARK = "kheo-shell:";
const ownMark = `${MARK}${document.body.dataset.account}:`;
const dropShell = (marks) => { self.caches?.delete(SHELL); marks.forEach((key) => localStorage.removeItem(key)); };
const marks = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(MARK)); } catch { return []; } };
async function keepShell(form) {
  if (!navigator.serviceWorker || !self.caches || !number(form) || form.hasAttribute("data-sent")) return;
  await navigator.serviceWorker.register("/sw.js");
  const mark = ownMark + location.pathname;
  if (Date.now() - Number(localStorage.getItem(mark)) > 3600000) {
    const page = await fetch(location.pathname, { cache: "no-store" });
    if (!page.ok || page.redirected) return;
    const cache = await caches.open(SHELL);
    await cache.put(location.pathname, page);
    const files = performance.getEntriesByType("resource").map((one) => one.name).filter((url) => new URL(url).pathname.startsWith("/static/"));
    await cache.addAll([...new Set(files)]);
    localStorage.setItem(mark, Date.now());
  }
  document.documentElement.dataset.shell = "kept";
}
if (document.body.dataset.account && marks().some((key) => !key.startsWith(ownMark))) dropShell(marks()); // somebody else's, with their name on it
const blankForm = document.querySelector("form[data-outbox]");
const waits = blankForm && store.get(BOX + idOf(blankForm));
if (waits) refill(blankForm, waits);
if (blankForm) keepShell(blankForm).catch(() => { /* no worker here: the form needs the line */ });

if (document.body.dataset.account) {
  sweep();
  show();
  flush();
  addEventListener("online", flush);
  setInterval(flush, EVERY);
}
