// The service worker: keeps the whole site for use without a network. `self.__WB_MANIFEST` is put in by build.mjs.
//
// A version is installed whole or not at all, so a broken release leaves the old one in use. A new version waits until the
// reader says so (docs/assets/javascripts/offline.mjs). The large files of Python are kept by the runtime itself, in a
// cache of their own, when somebody first calculates.
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";

cleanupOutdatedCaches();
// Addresses carry `?hash` against other caches; here each file is kept once, with its own revision.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./], cleanURLs: false });

// An address without its last slash, or one that does not exist.
registerRoute(
  ({ request }) => request.mode === "navigate",
  async ({ request, url }) => {
    const folder = `${url.pathname}/`;
    if (await matchPrecache(`${folder}index.html`)) return Response.redirect(folder + url.search, 301);
    try {
      return await fetch(request);
    } catch {
      return matchPrecache(new URL("404.html", self.registration.scope).href);
    }
  },
);

self.addEventListener("message", ({ data }) => {
  if (data === "use the new version") self.skipWaiting();
});
// The first visit is already good for offline use. Later versions wait, so they never claim a page in use.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
