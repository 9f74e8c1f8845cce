// The service worker: keeps the site for use without a network, of a large one what is for everybody, and of its regions those
// that somebody reads. `self.__WB_MANIFEST` and `self.__WB_BYTES`, how many bytes that is, are put in by the build (__init__.py).
//
// A version is installed whole or not at all, so a broken release leaves the old one in use. A new version waits until the
// reader says so (docs/assets/javascripts/offline.mjs). The large files of Python are kept by the runtime itself, in a
// cache of their own, when somebody first calculates.
import { addPlugins, cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";

/** Throws where the device has no room for so many bytes: Firefox keeps files without their end there and says nothing. */
async function room(bytes) {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < bytes) throw new DOMException(`no room for ${bytes} bytes`, "QuotaExceededError");
}

cleanupOutdatedCaches();
// Asked once, before the first file; what an earlier version keeps may still be in use, so room is for the whole of this one.
let roomy;
addPlugins([
  {
    async handlerWillStart({ event }) {
      if (event.type !== "install") return;
      roomy ??= room(self.__WB_BYTES);
      await roomy;
    },
  },
]);
// Addresses carry `?hash` against other caches; here each file is kept once, with its own revision.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./], cleanURLs: false });

const SCOPE = self.registration.scope;
const REGION = /^(?:zh-Hant\/)?guides\/[^/]+\//; // the folder of a region's pages, below the site's root

// An address without its last slash, a page of a region that is kept apart, or one that does not exist.
registerRoute(
  ({ request }) => request.mode === "navigate",
  async ({ request, url, event }) => {
    const folder = `${url.pathname}/`;
    if (await matchPrecache(`${folder}index.html`)) return Response.redirect(folder + url.search, 301);
    try {
      const answer = await fetch(request);
      event.waitUntil(keepRegion(url));
      return answer;
    } catch {
      return (await caches.match(url.href, { ignoreSearch: true })) ?? matchPrecache(new URL("404.html", SCOPE).href);
    }
  },
);

// What the guides of a group of regions are called: as on the server, or as it was kept with a region.
registerRoute(
  ({ url }) => /^(?:zh-Hant\/)?names\/[^/]+\.js$/.test(url.href.slice(SCOPE.length)),
  ({ request }) => fetch(request).catch(() => caches.match(request.url)),
);

/** Keeps the files that belong to the region of a page, where the build has written a list of them: all, or the next time again. */
async function keepRegion(url) {
  const place = REGION.exec(url.href.slice(SCOPE.length))?.[0];
  if (!place) return;
  const list = await fetch(new URL(`${place}offline.json`, SCOPE));
  if (!list.ok) return; // it is kept with the rest
  const cache = await caches.open(`region ${place}`);
  const { bytes, files } = await list.clone().json();
  await room(bytes);
  const wanted = new Map(files);
  const held = new Map((await (await cache.match(list.url))?.json())?.files);
  const address = (file) => new URL(file.replace(/index\.html$/, ""), SCOPE).href;
  for (const [file, revision] of wanted) {
    if (held.get(file) !== revision) await cache.add(new Request(address(file), { cache: "no-cache" }));
  }
  for (const file of held.keys()) if (!wanted.has(file)) await cache.delete(address(file));
  await cache.put(list.url, list);
}

self.addEventListener("message", ({ data }) => {
  if (data === "use the new version") self.skipWaiting();
});
// The first visit is already good for offline use. Later versions wait, so they never claim a page in use.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
