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
  const worker = openWorker(new URL(PROOF_WORKER, import.meta.url).href);
  return new Promise<number | null>((resolve, reject) => {
    setTimeout(reject, PATIENCE_MS);
    worker.onmessage = (event: MessageEvent<number | null>) => resolve(event.data);
    worker.onerror = reject;
    worker.postMessage(puzzle);
  }).finally(() => worker.terminate());
}

interface Policy {
  createScriptURL(url: string): string;
}

let policy: Policy | null = null;

/** The panel's policy lets nothing but a vouched address become a script; a second of the same name is refused. */
function openWorker(url: string): Worker {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  const rules: Policy = { createScriptURL: (given) => given };
  policy ??= trustedTypes?.createPolicy("deskbell-worker", rules) ?? rules;
  return new Worker(policy.createScriptURL(url));
}
