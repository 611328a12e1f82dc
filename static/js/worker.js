// Works beside the pages, on the phone. It keeps the page that shows without a network and the
// files that page is made of, and nothing else: no page of a person is ever kept.
// KEPT (what to keep) and VERSION stand above this line; the server writes them.
"use strict";

const STORE = `kept-${VERSION}`;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const store = await caches.open(STORE);
    await store.addAll(KEPT.files);
    // Asked for as nobody, so that nothing of whoever is signed in can be in it.
    const page = await fetch(new Request(KEPT.offline, { credentials: "omit", cache: "reload" }));
    if (!page.ok) throw new Error("The page for later is not there.");
    await store.put(KEPT.offline, page);
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(KEPT.offline)));
  } else if (KEPT.files.includes(address.pathname)) {
    event.respondWith(caches.match(address.pathname).then((kept) => kept ?? fetch(request)));
  }
});
