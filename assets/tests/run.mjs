// Bundles every `tests/*.test.ts` and runs them in plain Node: state has no DOM, so nothing else is needed.

import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const tests = (await readdir(folder)).filter((name) => name.endsWith(".test.ts")).sort();
const outdir = await mkdtemp(join(tmpdir(), "deskbell-tests-"));
try {
  await build({
    absWorkingDir: dirname(folder),
    entryPoints: tests.map((name) => join(folder, name)),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
  // Requests that no test answers hold timers of up to a minute: nobody waits for them once the last test is done.
  const files = tests.map((name) => join(outdir, `${basename(name, ".ts")}.mjs`));
  process.exitCode = spawnSync(process.execPath, ["--test", "--test-force-exit", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  await rm(outdir, { recursive: true, force: true });
}
