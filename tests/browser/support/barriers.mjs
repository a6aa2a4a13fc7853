// What axe finds in a page and its frames. Its own runner for this browser opens a further page to put the answers
// together: that takes the focus from the page that is looked at, and most of the time.

import axe from "axe-core";

/** Every barrier as a sentence. `rulesOff` names what axe cannot ask of this page, `within` the part that is asked. */
export async function barriersIn(page, { rulesOff = [], within = [] } = {}) {
  const rules = Object.fromEntries(rulesOff.map((rule) => [rule, { enabled: false }]));
  const options = { rules, resultTypes: ["violations"] };
  const parts = await partsOf(page.mainFrame(), { include: within, exclude: [] }, options);
  const { violations } = await page.evaluate(([parts, options]) => globalThis.axe.finishRun(parts, options), [parts, options]);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} (${failureSummary})`));
}

/** The answers of a frame, then those of the frames in it, in the order in which axe names them. */
async function partsOf(frame, context, options) {
  await frame.evaluate(axe.source);
  const inner = await frame.evaluate((context) => globalThis.axe.utils.getFrameContexts(context), context);
  const parts = [await frame.evaluate(([context, options]) => globalThis.axe.runPartial(context, options), [context, options])];
  for (const { frameSelector, frameContext } of inner) {
    const element = await frame.evaluateHandle((selector) => globalThis.axe.utils.shadowSelect(selector), frameSelector);
    const child = await element.asElement().contentFrame();
    parts.push(...(await partsOf(child, frameContext, options)));
  }
  return parts;
}
