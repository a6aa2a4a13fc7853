// What somebody with bad intentions writes, and how a story sees that it stayed words: nothing runs, nothing is asked of
// a stranger's server, nothing becomes an element, and nothing pushes the page out of its shape.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

export const LINES = readFileSync(new URL("../../it/data/hostile.txt", import.meta.url), "utf8").split("\n").filter(Boolean);

/** All lines in as few texts as fit into `most` characters each; longer lines are left to wider fields. */
export function packed(most, between = " ") {
  const texts = [];
  for (const line of LINES.filter((one) => [...one].length <= most)) {
    const longer = texts.length === 0 ? line : `${texts.at(-1)}${between}${line}`;
    if (texts.length > 0 && [...longer].length <= most) texts[texts.length - 1] = longer;
    else texts.push(line);
  }
  return texts;
}

/** Watches everything a browser context shows from now on. */
export async function watches(context) {
  const seen = { dialogs: [], strangers: [], violations: [] };
  const watch = (page) => {
    page.on("dialog", async (dialog) => {
      seen.dialogs.push(`${dialog.type()} on ${page.url()}`);
      await dialog.dismiss();
    });
  };
  context.pages().forEach(watch);
  context.on("page", watch);
  context.on("request", (request) => {
    if (/\b(evil|x)\.example$/.test(new URL(request.url()).hostname)) seen.strangers.push(request.url());
  });
  await context.exposeFunction("deskbellStoryViolation", (text) => seen.violations.push(text));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      window.deskbellStoryViolation(`${violatedDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  return seen;
}

/** Nothing ran and nothing broke, in the page and every frame of it. */
export async function stayedWords(person, seen, where) {
  const { page } = person;
  for (const frame of page.frames()) {
    const { found, content, visible } = await frame.evaluate(lookForTrouble);
    assert.deepEqual(found, [], `${where}: ${frame.url()}`);
    assert.ok(content <= visible, `${where}: ${frame.url()} is ${content} px wide in ${visible} px`);
  }
  assert.deepEqual(seen, { dialogs: [], strangers: [], violations: [] }, where);
  assert.deepEqual(person.ownLines().filter((line) => line.type === "error"), [], where);
  assert.deepEqual(person.exceptions, [], where);
}

/** Runs in a frame: elements that only a hostile text could have made. */
function lookForTrouble() {
  const all = [];
  const gather = (root) => {
    for (const element of root.querySelectorAll("*")) {
      all.push(element);
      if (element.shadowRoot) gather(element.shadowRoot);
    }
  };
  gather(document);
  const addresses = ["href", "src", "action", "formaction", "data", "xlink:href", "srcdoc"];
  const isWrong = (element) => {
    const names = element.getAttributeNames();
    if (names.some((name) => name.startsWith("on"))) return true;
    if (addresses.some((name) => /^\s*(javascript|vbscript|data:text)/i.test(element.getAttribute(name) ?? ""))) return true;
    return element.matches("object, embed, marquee, isindex, plaintext, xmp, listing, foreignObject, animate, math, xss") || /evil\.example/.test(element.getAttribute("src") ?? "");
  };
  return {
    found: all.filter(isWrong).map((element) => element.outerHTML.slice(0, 200)),
    content: document.documentElement.scrollWidth,
    visible: innerWidth,
  };
}
