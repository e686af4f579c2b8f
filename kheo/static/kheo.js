// What HTML cannot do yet. Every page works without it.
const words = (vi, en) => (document.documentElement.lang === "en" ? en : vi);
const clock = () => new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });
const today = () => new Date().toLocaleDateString("vi", { day: "2-digit", month: "2-digit", year: "numeric" });

document.addEventListener("keydown", (e) => {
  if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[aria-keyshortcuts='/']");
  if (box) { e.preventDefault(); box.focus(); box.select(); }
});

// One box ticks the rows of its table and shows "some" as a dash.
const count = (table) => {
  const all = table.querySelector("[data-all]");
  const rows = [...table.querySelectorAll("tbody [type=checkbox]")];
  const ticked = rows.filter((row) => row.checked).length;
  if (all) { all.checked = ticked > 0 && ticked === rows.length; all.indeterminate = ticked > 0 && !all.checked; }
  (table.closest(".box, form, main") || document).querySelectorAll("[data-ticked]").forEach((place) => { place.textContent = ticked; });
};
document.addEventListener("change", (e) => {
  const table = e.target.closest("table");
  if (!table || e.target.type !== "checkbox") return;
  if (e.target.matches("[data-all]")) table.querySelectorAll("tbody [type=checkbox]").forEach((row) => { row.checked = e.target.checked; });
  count(table);
});
addEventListener("pageshow", () => document.querySelectorAll("table:has([data-all])").forEach(count));

// A select that acts at once, and a form that asks before it does.
document.addEventListener("change", (e) => { if (e.target.matches("[data-submit]")) e.target.form.requestSubmit(); });
document.addEventListener("submit", (e) => {
  const asks = e.submitter?.dataset.ask || e.target.dataset.ask;
  if (asks && !confirm(asks)) e.preventDefault();
});

document.getElementById("print")?.addEventListener("click", () => print());

// Browsers without invoker commands still open and close dialogs.
if (!("commandForElement" in HTMLButtonElement.prototype)) document.addEventListener("click", (e) => {
  const button = e.target.closest("[commandfor]");
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (dialog) button.getAttribute("command") === "close" ? dialog.close() : dialog.showModal();
});

// A place for files names what was put into it.
document.addEventListener("change", (e) => {
  const names = e.target.type === "file" && e.target.closest(".drop")?.querySelector(".drop-names");
  if (names) names.textContent = [...e.target.files].map((file) => file.name).join(", ");
});
for (const [kind, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) document.addEventListener(kind, (e) => {
  e.target.closest?.(".drop")?.toggleAttribute("data-over", over);
});

// After a refused form the reader is taken to what is wrong.
document.querySelector("form[method=post] [data-first-error]")?.focus();

// A form with data-autosave="name" keeps what is typed in this browser until the server has it;
// with data-autosave-url as well it is also sent there as a draft. Machines are shared: what one
// account keeps, no other is shown, and signing out leaves nothing behind.
const OURS = "kheo:";
const PREFIX = `${OURS}${document.body.dataset.account || ""}:`;
const store = { // a browser may refuse storage altogether
  get(key) { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } },
  put(key, value) { try { localStorage.setItem(PREFIX + key, JSON.stringify(value)); return true; } catch { return false; } },
  drop(key) { try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ } },
};
const typed = (form) => [...form.elements].filter((el) => el.name && el.name !== "csrfmiddlewaretoken" && !["file", "password", "hidden", "submit", "button"].includes(el.type));
const read = (form) => typed(form).map((el) => [el.name, el.value, el.type === "checkbox" || el.type === "radio" ? el.checked : null]);
// By name, not by place: an office may have put fields into a form since, or taken some out.
const write = (form, values) => {
  const left = [...values];
  typed(form).forEach((el) => {
    const choice = el.type === "checkbox" || el.type === "radio";
    const at = left.findIndex(([name, value]) => name === el.name && (!choice || value === el.value));
    if (at < 0) return;
    const [[, value, ticked]] = left.splice(at, 1);
    if (ticked === null) el.value = value; else el.checked = ticked;
  });
};
const say = (form, icon, text) => {
  const line = document.querySelector(`[data-saved-for="${form.id}"]`) || form.querySelector(".saved");
  if (!line) return;
  line.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#i-${icon}"/></svg><span></span>`;
  line.lastChild.textContent = text;
};

// What came back must not pass for what the server gave: it says so, and may be thrown away.
const tellRestored = (form, kept, discard) => {
  const note = document.createElement("div");
  note.className = "note";
  note.dataset.tone = "due";
  note.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = words("Đã lấy lại phần viết dở trên máy này lúc ", "Brought back what you wrote on this device at ") + [kept.at, kept.on].filter(Boolean).join(", ") + words("; chưa gửi. Xem lại trước khi gửi.", "; not sent. Check it before you send.");
  const drop = document.createElement("button");
  drop.className = "btn";
  drop.type = "button";
  drop.textContent = words("Bỏ phần viết dở", "Discard it");
  drop.addEventListener("click", () => { discard(); note.remove(); });
  const body = document.createElement("div");
  body.append(text, drop);
  note.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#i-due"/></svg>';
  note.append(body);
  form.before(note);
};

async function send(form) {
  try {
    const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" } });
    if (!answer.ok) throw new Error(answer.status);
    say(form, "saved", words("Đã lưu nháp lúc ", "Draft saved at ") + clock());
  } catch {
    say(form, "offline", words("Mất mạng, giữ trên máy này lúc ", "Offline, kept on this device at ") + clock());
  }
}

// The page that follows a submission, in the same tab, tells what became of it: only a success said
// to the same account drops what was kept. Sign-in, a refusal or a lost line leaves it to come back.
const SENT = `${OURS}sent`;
const sent = { // which draft this tab has sent and not heard of
  take() { try { const key = sessionStorage.getItem(SENT); sessionStorage.removeItem(SENT); return key; } catch { return null; } },
  put(key) { try { sessionStorage.setItem(SENT, key); } catch { /* then it is kept, and offered again */ } },
};
const followed = sent.take();
if (followed && document.querySelector(".toast") && !document.body.hasAttribute("data-failed")) followed.split("\n").filter((key) => key.startsWith(PREFIX)).forEach((key) => store.drop(key.slice(PREFIX.length)));

// The number a form is sent under tells the server that it has it already. A page out of a cache would
// give its own a second time, so each form begun takes a new one; what is brought back keeps its own.
const fresh = () => [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("");
const number = (form) => form.querySelector("[name=key]");
const written = (form) => ({ at: clock(), on: today(), values: read(form), key: number(form)?.value });

// Two tabs may begin the same form: each keeps its own. A tab holds the place of what it keeps for as
// long as it is open; one that finds it held takes a place beside it. The wait is for a page just left.
const LEFT = 400; // ms
const hold = (key) => new Promise((done) => {
  if (!navigator.locks) { done(true); return; }
  navigator.locks.request(PREFIX + key, { signal: AbortSignal.timeout(LEFT) }, () => { done(true); return new Promise(() => {}); }).catch(() => done(false));
});
const beside = (key) => { try { return Object.keys(localStorage).filter((one) => one.startsWith(`${PREFIX}${key}~`)).map((one) => one.slice(PREFIX.length)); } catch { return []; } };
async function placeOf(key) {
  if (!await hold(key)) { const own = `${key}~${fresh()}`; await hold(own); return own; }
  if (store.get(key) || !navigator.locks) return key;
  const { held } = await navigator.locks.query();
  const left = beside(key).find((one) => !held.some((lock) => lock.name === PREFIX + one));
  if (left) await hold(left);
  return left || key;
}

const keepTyped = (form, key) => {
  const kept = store.get(key);
  let timer;
  form.dataset.autosave = key;
  if (number(form) && !form.hasAttribute("data-sent")) number(form).value = fresh();
  // What the server refused it gives back as typed here: another tab's must not take its place.
  if (kept && !form.querySelector("[aria-invalid], [data-first-error]") && JSON.stringify(kept.values) !== JSON.stringify(read(form))) {
    const blank = read(form);
    write(form, kept.values);
    if (number(form) && kept.key) number(form).value = kept.key;
    tellRestored(form, kept, () => { clearTimeout(timer); store.drop(key); write(form, blank); if (number(form)) number(form).value = fresh(); });
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (store.put(key, written(form))) say(form, "saved", words("Giữ trên máy này lúc ", "Kept on this device at ") + clock());
      if (form.dataset.autosaveUrl) send(form);
    }, 800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    store.put(key, written(form));
    sent.put(PREFIX + key);
  });
  form.dataset.kept = "yes";
};
document.querySelectorAll("form[data-autosave]").forEach(async (form) => keepTyped(form, await placeOf(form.dataset.autosave)));
document.addEventListener("submit", (e) => {
  if (!e.target.matches("[data-sign-out]") || e.defaultPrevented) return;
  try { Object.keys(localStorage).filter((key) => key.startsWith(OURS)).forEach((key) => localStorage.removeItem(key)); } catch { /* nothing was kept */ }
});

// Where a form may be sent without a line, or something of one is left on this device.
try {
  const left = () => Object.keys(localStorage).some((key) => /^kheo-shell:|:outbox:/.test(key));
  if (document.body.dataset.outbox && (document.querySelector("form[data-outbox]") || left())) document.head.append(Object.assign(document.createElement("script"), { src: document.body.dataset.outbox }));
} catch { /* nothing is kept here */ }
