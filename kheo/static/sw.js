// Opens the blank writing form, and the files it needs, when there is no line. Nothing else is answered here.
const SHELL = "kheo";
addEventListener("install", () => skipWaiting());
addEventListener("activate", (e) => e.waitUntil(clients.claim()));
addEventListener("fetch", (e) => {
  const { method, mode, url } = e.request;
  const { origin, pathname } = new URL(url);
  const ours = mode === "navigate" ? pathname.endsWith("/viet/") : pathname.startsWith("/static/");
  if (method !== "GET" || origin !== location.origin || !ours) return;
  const kept = async () => (await (await caches.open(SHELL)).match(e.request, { ignoreVary: true, ignoreSearch: true })) || Response.error();
  e.respondWith(fetch(e.request).catch(kept));
});
