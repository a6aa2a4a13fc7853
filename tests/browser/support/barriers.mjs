// What axe finds in a page and its frames. Its own runner for this browser opens a further page to put the answers
// together: that takes the focus from the page that is looked at, and most of the time. The answers stay text on their
// way between the frames, since they name all that was looked at, and only what was found is taken apart here.

import axe from "axe-core";

/** Every barrier as a sentence. `rulesOff` names what axe cannot ask of this page, `within` the part that is asked. */
export async function barriersIn(page, { rulesOff = [], within = [] } = {}) {
  const rules = Object.fromEntries(rulesOff.map((rule) => [rule, { enabled: false }]));
  const options = { rules, resultTypes: ["violations"] };
  const parts = await partsOf(page.mainFrame(), { include: within, exclude: [] }, options);
  const found = await page.evaluate(finished, [parts, options]);
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} (${failureSummary})`));
}

/** The answers of a frame, then those of the frames in it, in the order in which axe names them. */
async function partsOf(frame, context, options) {
  if (!(await frame.evaluate(() => "axe" in globalThis))) await frame.evaluate(axe.source);
  const [inner, part] = await frame.evaluate(asked, [context, options]);
  const parts = [part];
  for (const { frameSelector, frameContext } of inner) {
    const element = await frame.evaluateHandle((selector) => globalThis.axe.utils.shadowSelect(selector), frameSelector);
    const child = await element.asElement().contentFrame();
    parts.push(...(await partsOf(child, frameContext, options)));
  }
  return parts;
}

async function asked([context, options]) {
  const inner = globalThis.axe.utils.getFrameContexts(context);
  return [inner, JSON.stringify(await globalThis.axe.runPartial(context, options))];
}

async function finished([parts, options]) {
  const { violations } = await globalThis.axe.finishRun(parts.map((part) => JSON.parse(part)), options);
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) }));
}
