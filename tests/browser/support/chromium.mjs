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

export function launchChromium() {
  if (!existsSync(PATH)) {
    throw new Error(`There is no Chromium at ${PATH}. Install it, or say where it is in the variable CHROMIUM.`);
  }
  return chromium.launch({ executablePath: PATH, args: ARGUMENTS });
}
