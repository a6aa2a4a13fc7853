// A network between a page and the server: one that can be cut and mended, while documents and scripts still come from the
// browser's memory, as they do for a person on a train; and one on which requests wait for as long as a story likes.

/** `side` is whose calls are cut: "widget" or "inbox". */
export async function canGoAway(page, side = "inbox") {
  let isAway = false;
  const sockets = new Set();
  await page.routeWebSocket(`**/api/${side}/ws*`, (socket) => {
    if (isAway) return socket.close();
    socket.connectToServer();
    sockets.add(socket);
  });
  await page.route(`**/api/${side}/**`, (route) => (isAway && !route.request().url().includes("/api/widget/init") ? route.abort() : route.continue()));
  return {
    async goes() {
      isAway = true;
      for (const socket of sockets) await socket.close();
      sockets.clear();
    },
    async comesBack() {
      isAway = false;
      for (const frame of page.frames()) await frame.evaluate(() => dispatchEvent(new Event("online")));
    },
  };
}

/** Requests to an address wait until they are let go. */
export async function holds(page, address, method = "GET") {
  let release;
  const isFree = new Promise((resolve) => (release = resolve));
  let arrived;
  const asked = new Promise((resolve) => (arrived = resolve));
  await page.route(address, async (route) => {
    if (route.request().method() === method) {
      arrived();
      await isFree;
    }
    await route.continue();
  });
  return { asked, release };
}
