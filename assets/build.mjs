// Builds everything a browser loads into `dist/`, which is committed so that the server can be compiled without Node.
//
// `node build.mjs` writes `dist/` and prints the sizes; it fails when a size budget is passed.
// `node build.mjs --fresh` builds into a temporary folder and fails when `dist/` is not what the sources make.
// The same sources always give the same bytes: nothing here depends on the time, the machine or a path.

import { build } from "esbuild";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";

const root = dirname(fileURLToPath(import.meta.url));

/** Browsers that get the widget: what a shop's visitors use. No transformation goes below what these can run. */
const VISITOR_TARGET = ["chrome109", "firefox115", "safari16"];
/** Browsers that get the console and the inbox: the first ones that know `light-dark()`. */
const AGENT_TARGET = ["chrome123", "firefox120", "safari17.5"];

/** What leaves the build. `name` is what the server asks `manifest.json` for. */
const BUNDLES = [
  { name: "widget.js", entry: "widget/loader.ts", target: VISITOR_TARGET, format: "iife", isHashed: false },
  { name: "widget-panel.js", entry: "widget/box.ts", target: VISITOR_TARGET, format: "esm", isHashed: false },
  // Before the panel, which must know its name.
  { name: "proof.js", entry: "widget/proof/worker.ts", target: VISITOR_TARGET, format: "iife", isHashed: true },
  { name: "panel.js", entry: "widget/panel.tsx", target: VISITOR_TARGET, format: "esm", isHashed: true, isSplit: true },
  { name: "panel.css", entry: "css/panel.css", target: VISITOR_TARGET, isHashed: true },
  { name: "inbox.js", entry: "inbox/main.tsx", target: AGENT_TARGET, format: "esm", isHashed: true, isSplit: true },
  { name: "inbox.css", entry: "css/inbox.css", target: AGENT_TARGET, isHashed: true },
  { name: "console.js", entry: "console/main.ts", target: AGENT_TARGET, format: "esm", isHashed: true },
  { name: "console.css", entry: "css/console.css", target: AGENT_TARGET, isHashed: true },
  { name: "preview.js", entry: "console/preview.ts", target: AGENT_TARGET, format: "iife", isHashed: true },
  { name: "icon.svg", entry: "icon.svg", target: AGENT_TARGET, isHashed: true },
  ...["app-192", "app-512", "app-maskable-512", "app-apple-180"].map((name) => ({ name: `${name}.png`, entry: `icons/${name}.png`, target: AGENT_TARGET, isHashed: true })),
  // After the inbox, whose files it keeps.
  { name: "inbox-worker.js", entry: "inbox/worker.ts", target: AGENT_TARGET, format: "iife", isHashed: false },
];

/** Largest brotli size in bytes of what one page loads first. */
const BUDGETS = [
  { what: "widget.js", parts: ["widget.js"], bytes: 6 * 1024 },
  { what: "widget-panel.js", parts: ["widget-panel.js"], bytes: 3 * 1024 },
  { what: "panel", parts: ["panel.js", "panel.css"], bytes: 60 * 1024 },
  { what: "inbox, first load", parts: ["inbox.js", "inbox.css", "figtree-latin-wght-normal.woff2"], bytes: 120 * 1024 },
];

/** Fonts are compressed already: a `.br` beside them would only be larger. */
const COMPRESSED = new Set([".js", ".css", ".json", ".svg"]);

/** `known` are the names of what was built before. */
/** A style that a script brings itself is text in it. */
function styleText(target) {
  return {
    name: "style-text",
    setup: (bundler) =>
      bundler.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const built = await build({ entryPoints: [path], bundle: true, minify: true, charset: "utf8", target, write: false, logLevel: "warning" });
        return { contents: built.outputFiles[0].text, loader: "text" };
      }),
  };
}

/**
 * Whatever a part on demand shares with its bundle becomes one file with the whole of the bundle's beginning, instead of
 * a small file for each group of parts that share something: each of those would be one more request before anybody can
 * begin. So every such part leans on the bundle's entry, which is there by the time a part is fetched.
 */
function oneBeginning(entry) {
  const START = "on-demand";
  return {
    name: "one-beginning",
    setup(bundler) {
      bundler.onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (kind !== "dynamic-import" || path.endsWith(".json") || pluginData === START) return null;
        const found = await bundler.resolve(path, { kind, resolveDir, importer, pluginData: START });
        return found.errors.length > 0 ? found : { path: relative(root, found.path), namespace: START };
      });
      bundler.onLoad({ filter: /./, namespace: START }, ({ path }) => ({
        // From the top, not from the machine's: names and order of the files hang on it.
        contents: `import ${JSON.stringify(`./${entry}`)};export * from ${JSON.stringify(`./${path}`)};`,
        resolveDir: root,
      }));
    },
  };
}

async function bundle(one, outdir, known) {
  const stem = basename(one.name, extname(one.name));
  const result = await build({
    absWorkingDir: root,
    entryPoints: [{ in: one.entry, out: stem }],
    outdir,
    bundle: true,
    minify: true,
    charset: "utf8",
    legalComments: "none",
    target: one.target,
    format: one.format,
    // What is not needed at once is fetched when it is: places, languages, the search for a proof.
    splitting: one.isSplit === true,
    chunkNames: `${stem}-[name]-[hash]`,
    define: { PROOF_WORKER: JSON.stringify(known["proof.js"] ?? ""), ...(one.name === "inbox-worker.js" ? await shellOf(outdir, known) : {}) },
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".woff2": "file", ".svg": "copy", ".png": "copy" },
    plugins: one.entry.endsWith(".css") ? [] : [styleText(one.target), ...(one.isSplit ? [oneBeginning(one.entry)] : [])],
    entryNames: one.isHashed ? "[name]-[hash]" : "[name]",
    assetNames: "[name]-[hash]",
    metafile: true,
    logLevel: "warning",
  });
  const names = {};
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    // A file that is imported on demand is an entry point too, for esbuild.
    if (output.entryPoint === one.entry) {
      const first = one.isSplit ? await withoutStub(path, result.metafile.outputs) : path;
      names[one.name] = basename(first);
      if (one.isSplit) firstParts[one.name] = staticParts(first, result.metafile.outputs);
    }
    else if (path.endsWith(".woff2")) names[basename(path).replace(/-[A-Z0-9]{8}(?=\.woff2$)/, "")] = basename(path);
  }
  return names;
}

/** What the inbox needs without a network: its first files, its parts on demand, its font and the icon. */
async function shellOf(outdir, known) {
  const isShell = (file) => /^(inbox-.+\.(js|css)|figtree-.+\.woff2)$/.test(file);
  const files = [...(await readdir(outdir)).filter(isShell), known["icon.svg"]].sort();
  return { SHELL_FILES: JSON.stringify(files.map((file) => `/assets/${file}`)), SHELL_ENTRY: JSON.stringify(known["inbox.js"]) };
}

/** An entry all of whose code stands in one file that it imports is only a detour: then that file is the bundle. */
async function withoutStub(path, outputs) {
  const { imports, inputs, exports } = outputs[path];
  const isStub = Object.keys(inputs).length === 0 && exports.length === 0;
  if (!isStub || imports.length !== 1 || imports[0].kind !== "import-statement") return path;
  await rm(join(root, path));
  return imports[0].path;
}

/** Files that a bundle needs before it can begin, itself left out, by its name. */
const firstParts = {};

function staticParts(path, outputs, found = new Set()) {
  for (const { path: part, kind } of outputs[path].imports) {
    if (kind !== "import-statement" || found.has(basename(part))) continue;
    found.add(basename(part));
    staticParts(part, outputs, found);
  }
  return found;
}

async function buildInto(outdir) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const found = {};
  for (const one of BUNDLES) Object.assign(found, await bundle(one, outdir, found));
  const manifest = Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  const sizes = {};
  for (const [name, file] of Object.entries(manifest)) sizes[name] = await compress(outdir, file);
  const named = new Set(Object.values(manifest));
  const parts = (await readdir(outdir)).filter((file) => COMPRESSED.has(extname(file)) && !named.has(file));
  for (const file of parts.sort()) sizes[file] = await compress(outdir, file);
  await writeFile(join(outdir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return sizes;
}

async function compress(outdir, file) {
  const plain = await readFile(join(outdir, file));
  if (!COMPRESSED.has(extname(file))) return { raw: plain.length, br: plain.length, gz: plain.length };
  const br = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
  const gz = gzipSync(plain, { level: 9 });
  await writeFile(join(outdir, `${file}.br`), br);
  await writeFile(join(outdir, `${file}.gz`), gz);
  return { raw: plain.length, br: br.length, gz: gz.length };
}

function printSizes(sizes) {
  const row = (name, raw, br, gz) =>
    console.log(`${String(name).padEnd(26)}${String(raw).padStart(9)}${String(br).padStart(9)}${String(gz).padStart(9)}`);
  row("file", "raw", "br", "gz");
  for (const [name, size] of Object.entries(sizes)) row(name, size.raw, size.br, size.gz);
}

function overBudget(sizes) {
  const over = [];
  for (const budget of BUDGETS) {
    const parts = budget.parts.flatMap((part) => [part, ...(firstParts[part] ?? [])]);
    const bytes = parts.reduce((sum, part) => sum + (sizes[part]?.br ?? 0), 0);
    console.log(`${budget.what}: ${bytes} of ${budget.bytes} bytes (brotli)`);
    if (bytes > budget.bytes) over.push(`${budget.what} is ${bytes - budget.bytes} bytes over its budget.`);
  }
  return over;
}

/** What a file says, whichever way it is compressed: zlib versions differ in bytes, never in content. */
function contentOf(file, bytes) {
  if (file.endsWith(".br")) return brotliDecompressSync(bytes);
  if (file.endsWith(".gz")) return gunzipSync(bytes);
  return bytes;
}

async function differences(fresh, committed) {
  const committedFiles = await readdir(committed).catch(() => []);
  const files = new Set([...(await readdir(fresh)), ...committedFiles]);
  const found = [];
  for (const file of [...files].sort()) {
    const [ours, theirs] = await Promise.all([
      readFile(join(fresh, file)).catch(() => null),
      readFile(join(committed, file)).catch(() => null),
    ]);
    if (ours === null) found.push(`${file} is in dist/, but the sources do not make it.`);
    else if (theirs === null) found.push(`${file} is missing from dist/.`);
    else if (!contentOf(file, ours).equals(contentOf(file, theirs))) found.push(`${file} differs.`);
  }
  return found;
}

async function proveFresh() {
  const folder = await mkdtemp(join(tmpdir(), "deskbell-assets-"));
  try {
    await buildInto(folder);
    const found = await differences(folder, join(root, "dist"));
    if (found.length === 0) return console.log("assets/dist is what the sources make.");
    console.error(`assets/dist is not what the sources make. Run \`npm run build\` in assets/ and commit the result.\n${found.join("\n")}`);
    process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv.includes("--fresh")) {
  await proveFresh();
} else {
  const sizes = await buildInto(join(root, "dist"));
  printSizes(sizes);
  const over = overBudget(sizes);
  if (over.length > 0) {
    console.error(over.join("\n"));
    process.exitCode = 1;
  }
}
