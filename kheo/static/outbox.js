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

function put(form) {
  const all = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const entry = {
    id: idOf(form), url: form.action.split("#")[0], since: Date.now(), at: clock(), on: today(), post: document.body.dataset.post,
    title: typed(form).find((el) => el.value.trim())?.value.slice(0, 80) || document.title,
    fields: all.filter(([, value]) => typeof value === "string"),
    files: all.some(([, value]) => value instanceof File && value.name), // too big to keep here
  };
  return store.put(BOX + entry.id, entry);
}

// ---- what is seen of it ----
const made = (name, text, facts = {}) => Object.assign(document.createElement(name), { textContent: text, ...facts });
const button = (text, act) => { const one = made("button", text, { type: "button", className: "btn", onclick: act }); one.dataset.size = "small"; return one; };
const why = (entry) => entry.held || (entry.files ? words("Tệp đính kèm không giữ được khi mất mạng: mở ra, đính lại rồi lưu.", "Attached files cannot be kept offline: open it, attach them again and save.") : "");

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
    if (why(entry)) text.append(made("p", why(entry), { className: "due" }));
    line.append(text, button(words("Mở", "Open"), () => open_(entry)), button(words("Bỏ", "Discard"), () => {
      if (confirm(words("Bỏ hẳn bản chờ gửi này? Không lấy lại được.", "Discard this for good?"))) { store.drop(BOX + entry.id); said = ""; show(); }
    }));
    body.append(line);
  }
  if (entries.some((entry) => !why(entry))) body.append(button(words("Gửi ngay", "Send now"), () => flush()));
  document.getElementById("main")?.prepend(note);
}

// The server answers with the form, what was typed in it, and beside it what it holds by now.
function open_(entry) {
  const form = made("form", "", { method: "post", action: entry.url, hidden: true });
  const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  for (const [name, value] of [["csrfmiddlewaretoken", token], ...entry.fields]) form.append(made("input", "", { type: "hidden", name, value }));
  document.body.append(form);
  sent.put(PREFIX + BOX + entry.id);
  form.submit();
}

// ---- sending ----
async function post(entry) {
  const page = new DOMParser().parseFromString(await (await fetch(entry.url, { cache: "no-store" })).text(), "text/html").body;
  if (page.dataset.account !== document.body.dataset.account) return words("Đã hết phiên: đăng nhập lại để gửi.", "Signed out: sign in again to send.");
  if (page.dataset.post !== entry.post) return words("Viết trong tư cách khác: đổi tư cách rồi gửi.", "Written in another capacity: change it, then send.");
  const headers = { "X-CSRFToken": JSON.parse(page.getAttribute("hx-headers"))["X-CSRFToken"], "X-Outbox": "1" };
  const answer = await fetch(entry.url, { method: "POST", body: new URLSearchParams(entry.fields), headers });
  if (answer.status === 201) return store.drop(BOX + entry.id);
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
  if (!put(form)) { say(form, "offline", words("Mất mạng và máy này không giữ được: đừng đóng trang.", "Offline, and this device keeps nothing: leave the page open.")); return; }
  store.drop(form.dataset.autosave);
  said = words("Mất mạng: bản này sẽ tự gửi khi có mạng lại.", "Offline: it will be sent once the line is back.");
  show();
  document.getElementById("outbox").scrollIntoView({ block: "center" });
}));

document.addEventListener("submit", (e) => {
  if (!e.target.matches("[data-sign-out]")) return;
  const left = boxed().length;
  if (left && !confirm(words(`Còn ${left} bản chờ gửi. Đăng xuất là xoá hẳn trên máy này. Vẫn đăng xuất?`, `${left} not sent yet. Signing out deletes them from this device. Sign out?`))) { e.preventDefault(); return; }
  dropShell(marks());
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
if (blankForm) keepShell(blankForm).catch(() => { /* no worker here: the form needs the line */ });

if (document.body.dataset.account) {
  show();
  flush();
  addEventListener("online", flush);
  setInterval(flush, EVERY);
}
