// Starts the Chromium that Debian packages. Nothing is downloaded.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PATH = process.env.CHROMIUM || "/usr/bin/chromium";

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Every Chromium has it; Playwright switches it off, and then a frame of another site has no storage at all. */
const PARTITIONING = "ThirdPartyStoragePartitioning";
/** What a window without anybody at it draws for its address bar: half the work of a page that is opened and closed. */
const UNSEEN = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];
const SWITCHED_OFF = "--disable-features=";

let ofPlaywright = null;

/** Starts a browser that keeps the storage of a frame by the site around it, as browsers do outside of tests. */
export async function launchChromium() {
  if (!existsSync(PATH)) {
    throw new Error(`There is no Chromium at ${PATH}. Install it, or say where it is in the variable CHROMIUM.`);
  }
  ofPlaywright ??= await featuresSwitchedOff();
  const ours = [...ofPlaywright.split(",").filter((feature) => feature !== PARTITIONING), ...UNSEEN].join(",");
  return chromium.launch({
    executablePath: PATH,
    args: [...ARGUMENTS, SWITCHED_OFF + ours],
    ignoreDefaultArgs: [SWITCHED_OFF + ofPlaywright],
  });
}

/** The list that Playwright starts a browser with; it is told by the browser only. */
async function featuresSwitchedOff() {
  const browser = await chromium.launch({ executablePath: PATH, args: [...ARGUMENTS, "--enable-automation"] });
  try {
    const session = await browser.newBrowserCDPSession();
    const { arguments: given } = await session.send("Browser.getBrowserCommandLine");
    return given.find((one) => one.startsWith(SWITCHED_OFF)).slice(SWITCHED_OFF.length);
  } finally {
    await browser.close();
  }
}
