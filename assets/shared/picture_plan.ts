// Decides how a picture is made smaller before it is sent. Pure: drawing is in downscale.ts.

/** Longer side of what is sent, in pixels: more than any screen shows of a photo in a conversation. */
export const LONGER_SIDE_MAX = 2_560;
/** Quality of what is drawn anew, 0 to 1. */
export const QUALITY = 0.85;
/** Up to so many colours a PNG is a drawing or a screenshot, which JPEG would smear. */
const FEW_COLOURS = 256;

export interface Size {
  width: number;
  height: number;
}

/** The size to draw a picture in; null when it is small enough as it is. Never larger than it was. */
export function smallerSize({ width, height }: Size): Size | null {
  const longer = Math.max(width, height);
  if (longer <= LONGER_SIDE_MAX) return null;
  const share = LONGER_SIDE_MAX / longer;
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

/** Whether it makes sense to look inside: photos and pictures that a browser can draw and that stand still. */
export function mayShrink(media_type: string, beginning: Uint8Array): boolean {
  return ["image/jpeg", "image/png", "image/webp"].includes(media_type) && !isAnimated(beginning);
}

/** Drawn anew, a moving picture would stop moving. */
export function isAnimated(beginning: Uint8Array): boolean {
  const text = String.fromCharCode(...beginning.subarray(0, 2_048));
  const isWebp = text.startsWith("RIFF") && text.slice(8, 16) === "WEBPVP8X";
  if (isWebp) return ((beginning[20] ?? 0) & 0b10) !== 0;
  return text.startsWith("\x89PNG") && text.includes("acTL");
}

/** What to make of a picture whose pixels are `rgba`. */
export function typeToDraw(media_type: string, rgba: Uint8ClampedArray): "image/png" | "image/webp" | "image/jpeg" {
  if (media_type === "image/jpeg") return "image/jpeg";
  const colours = new Set<number>();
  let isSeeThrough = false;
  // One pixel in seven: a row's length rarely divides by it, so that no pattern hides.
  for (let at = 0; at + 3 < rgba.length; at += 28) {
    if (rgba[at + 3]! < 250) isSeeThrough = true;
    if (colours.size <= FEW_COLOURS) colours.add((rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!);
  }
  if (media_type === "image/png" && colours.size <= FEW_COLOURS) return "image/png";
  return isSeeThrough ? "image/webp" : "image/jpeg";
}

/** The name with the ending that fits what was drawn. */
export function nameFor(name: string, media_type: string): string {
  const ending = { "image/jpeg": ".jpg", "image/webp": ".webp", "image/png": ".png" }[media_type];
  if (ending === undefined || name.toLowerCase().endsWith(ending) || (ending === ".jpg" && /\.jpeg$/i.test(name))) return name;
  return name.replace(/\.[a-z\d]{1,5}$/i, "") + ending;
}
