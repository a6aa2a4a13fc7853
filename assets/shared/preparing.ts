// What happens to a picked picture before it is uploaded; how that is done is fetched with the first one.

import type { Prepared } from "./downscale";

/** Shrinks what is too large and draws a preview. Never fails: then the file goes as it is. */
export async function prepare(file: File): Promise<Prepared> {
  const asItIs = { file, preview: null };
  if (!file.type.startsWith("image/")) return asItIs;
  const part = await import("./downscale").catch(() => null);
  return part === null ? asItIs : part.prepare(file);
}
