// Readable colours from any brand colour: black or white on it, and a link that stands out from the page behind it.

export type Rgb = [red: number, green: number, blue: number];

/** Reads what a canvas makes of a colour without transparency: `#rrggbb`. Null for anything else. */
export function parseRgb(text: string): Rgb | null {
  return /^#[\da-f]{6}$/i.test(text) ? [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) as Rgb : null;
}

/** WCAG's relative luminance, 0 to 1. */
export function luminance(colour: Rgb): number {
  const weights = [0.2126, 0.7152, 0.0722];
  return colour.reduce((sum, part, index) => {
    const share = part / 255;
    return sum + weights[index]! * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  }, 0);
}

export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Whether black is easier to read on this colour than white. */
export function wantsDarkText(colour: Rgb): boolean {
  return luminance(colour) > 0.179;
}

/** The colour, moved towards black or white until it can be read on `behind` (4.5:1). */
export function readableOn(colour: Rgb, behind: Rgb): Rgb {
  const goal = wantsDarkText(behind) ? 0 : 255;
  let readable = colour;
  for (let step = 0; step < 24 && contrast(readable, behind) < 4.5; step += 1) {
    readable = readable.map((part) => Math.round(part + (goal - part) * 0.1)) as Rgb;
  }
  return readable;
}

export function cssOf([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** Any CSS colour as numbers, by asking a canvas; `fallback` for what is not a colour. */
export function resolveColour(css: string, fallback: string): Rgb {
  const plain = parseRgb(css);
  // A canvas costs the page milliseconds.
  if (plain) return plain;
  const context = document.createElement("canvas").getContext("2d");
  if (context) {
    context.fillStyle = fallback;
    context.fillStyle = css;
  }
  return parseRgb(`${context?.fillStyle}`) ?? parseRgb(fallback)!;
}
