// Solves a puzzle in a worker where the browser allows one, else in slices between everything else.

import { search, type Puzzle } from "./search";

/** The worker's file beside this one; the build puts its name here. */
declare const PROOF_WORKER: string;

/** How long a worker may be silent, in milliseconds, before this thread looks itself. */
const PATIENCE_MS = 20_000;

export async function solve(puzzle: Puzzle): Promise<number | null> {
  try {
    return await solveApart(puzzle);
  } catch {
    return search(puzzle);
  }
}

function solveApart(puzzle: Puzzle): Promise<number | null> {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const worker = openWorker(new URL(PROOF_WORKER, import.meta.url).href);
  return new Promise<number | null>((resolve, reject) => {
    patience = setTimeout(() => reject(new Error("The worker is silent.")), PATIENCE_MS);
    worker.onmessage = (event: MessageEvent<number | null>) => resolve(event.data);
    worker.onerror = reject;
    worker.postMessage(puzzle);
  }).finally(() => {
    clearTimeout(patience);
    worker.terminate();
  });
}

interface Policy {
  createScriptURL(url: string): string;
}

interface Policies {
  createPolicy(name: string, rules: Policy): Policy;
}

/** Made once: a second one of the same name is refused. */
let policy: Policy | null = null;

/** The panel's policy lets nothing but a vouched address become a script. */
function openWorker(url: string): Worker {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  const rules = { createScriptURL: (given: string) => given };
  policy ??= policies?.createPolicy("deskbell-worker", rules) ?? rules;
  return new Worker(policy.createScriptURL(url));
}
