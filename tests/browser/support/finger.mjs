// A finger on the screen: real touches, so that the browser itself decides what scrolls.

/** A phone in somebody's hand. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 };

const STEPS = 12;
/** A finger rests before it is lifted, in milliseconds a move: a flung one would have the browser swallow the next press. */
const REST_MS = [50, 50, 50];

/** Draws a finger from one point to another and lifts it; `lift` is false where it stays down. */
export async function draws(page, from, to, { lift = true } = {}) {
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [from]);
  for (let step = 1; step <= STEPS; step += 1) {
    await touch("touchMove", [{ x: from.x + ((to.x - from.x) * step) / STEPS, y: from.y + ((to.y - from.y) * step) / STEPS }]);
  }
  for (const rest_ms of REST_MS) {
    await new Promise((resolve) => setTimeout(resolve, rest_ms));
    await touch("touchMove", [to]);
  }
  if (lift) await touch("touchEnd", []);
  return { lifts: async () => void (await touch("touchEnd", [])) };
}

/** What can be pressed and is smaller than a finger: its name and size. A link within a sentence is as high as its line. */
export async function tooSmall(page, least = 44) {
  return page.evaluate((least) => {
    const found = [];
    for (const element of document.querySelectorAll("a[href], button, select, input:not([type=hidden]), textarea, [role=menuitem], [role=option]")) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 1 && box.height > 1 && style.pointerEvents !== "none" && box.bottom > 0 && box.top < innerHeight;
      const isCovered = () => {
        const top = document.elementFromPoint(Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1));
        return top !== null && !element.contains(top) && !top.contains(element);
      };
      const isInText = style.display === "inline" && element.closest("p, .message__body, li > span");
      if (!isSeen || isInText || element.closest("[inert]") || isCovered()) continue;
      // Half a pixel is rounding.
      if (box.width < least - 0.5 || box.height < least - 0.5) found.push(`${element.className || element.tagName} "${(element.ariaLabel ?? element.textContent ?? "").trim().slice(0, 30)}" ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    return found;
  }, least);
}

/** As far as a program can see: nothing leads sideways. */
export const isTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
