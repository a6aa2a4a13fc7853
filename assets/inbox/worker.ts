// Keeps the inbox's frame in the browser: the empty document and the files it needs, so that a cold start without a network
// shows the inbox and says what is the matter.
//
// **Invariant:** it keeps nothing of anybody. Answers of the API, files and pages that know who is signed in always come
// from the network and are never stored here; what the inbox keeps of conversations is the page's own doing (`kept_box.ts`),
// and goes when somebody signs out. The frame is shown only where the server cannot be reached, never instead of its answer.

/** The files of this build, by address, and the one that the frame begins with; both from the build. */
declare const SHELL_FILES: readonly string[];
declare const SHELL_ENTRY: string;

interface LifeEvent {
  waitUntil(done: Promise<unknown>): void;
  /** Not in every browser. */
  addRoutes?(routes: readonly { condition: { urlPattern: { pathname: string } }; source: "network" }[]): Promise<void>;
}

/** What a worker's global scope has beside a window's. */
interface WorkerScope {
  addEventListener(type: "install" | "activate", heard: (event: LifeEvent) => void): void;
  addEventListener(type: "fetch", heard: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
const scope = globalThis as unknown as WorkerScope;

const FRAME = "/inbox/frame";
const PREFIX = "deskbell-inbox-";
const NAME = PREFIX + SHELL_ENTRY;
/** How long a page may take until the frame is shown instead, in milliseconds: a bad network is often worse than none. */
const PATIENCE_MS = 6_000;

/** All of it or nothing: a frame whose files are missing would be a blank page. */
async function fill(): Promise<void> {
  const frame = await fetch(FRAME, { cache: "no-store", credentials: "omit" });
  // Between this file and the frame the server may have got newer files: then the next visit brings the newer worker.
  if (!frame.ok || !(await frame.clone().text()).includes(SHELL_ENTRY)) throw new Error("The frame is of another build.");
  const cache = await caches.open(NAME);
  await cache.addAll(SHELL_FILES);
  await cache.put(FRAME, frame);
  await scope.skipWaiting();
}

/** Files of the build before stay for pages that still run on it; all older ones go. */
async function tidy(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

async function page(request: Request): Promise<Response> {
  const frame = async () => (await caches.open(NAME)).match(FRAME);
  const waited = new Promise<Response | undefined>((resolve) => setTimeout(() => void frame().then(resolve), PATIENCE_MS));
  try {
    const asked = fetch(request);
    const answer = (await Promise.race([asked, waited])) ?? (await asked);
    // A proxy whose server is away answers itself.
    const isAway = answer.status >= 502 && answer.status <= 504;
    return (isAway ? await frame() : undefined) ?? answer;
  } catch (error) {
    const kept = await frame();
    if (kept) return kept;
    throw error;
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

const isPage = (path: string) => path === "/inbox" || /^\/inbox\/(?!files\/|frame$)/.test(path);

scope.addEventListener("install", (event) => {
  event.waitUntil(fill());
  // A call of the API does not wait until a worker that was put to sleep is awake again.
  const routed = event.addRoutes?.([{ condition: { urlPattern: { pathname: "/api/*" } }, source: "network" }]);
  if (routed) event.waitUntil(routed.catch(() => {}));
});
scope.addEventListener("activate", (event) => event.waitUntil(tidy()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(pathname)) event.respondWith(page(request));
  } else if (pathname.startsWith("/assets/")) event.respondWith(file(request));
});

export {};
