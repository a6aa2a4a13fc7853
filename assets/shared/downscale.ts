// Makes large photos smaller before they leave the browser, and a thumbnail of every picture. Whatever goes wrong, the
// file goes as it is: the server has the last word.

import { mayShrink, nameFor, QUALITY, smallerSize, typeToDraw, type Size } from "./picture_plan";

export interface Prepared {
  file: File;
  /** A small picture as a data address; null for what is no picture. */
  preview: string | null;
}

/** Longer side of the preview, in pixels. */
const PREVIEW_PX = 160;
/** How much of a file is looked at to see whether it moves. */
const BEGINNING = 2_048;

/** Reads, shrinks and draws. Never fails. */
export async function prepare(file: File): Promise<Prepared> {
  if (!/^image\/(?!svg)/.test(file.type)) return { file, preview: null };
  try {
    const picture = await createImageBitmap(file);
    try {
      const preview = draw(picture, fitting(picture, PREVIEW_PX)).canvas.toDataURL("image/webp", 0.7);
      const beginning = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
      return { file: mayShrink(file.type, beginning) ? await shrink(file, picture) : file, preview };
    } finally {
      picture.close();
    }
  } catch {
    return { file, preview: null };
  }
}

async function shrink(file: File, picture: ImageBitmap): Promise<File> {
  const size = smallerSize(picture);
  if (size === null) return file;
  const context = draw(picture, size);
  const wanted = typeToDraw(file.type, context.getImageData(0, 0, size.width, size.height).data);
  const blob = await new Promise<Blob | null>((resolve) => context.canvas.toBlob(resolve, wanted, QUALITY));
  // A browser that cannot write the type gives a PNG, which may be larger than what there was.
  if (blob === null || blob.size >= file.size) return file;
  return new File([blob], nameFor(file.name, blob.type), { type: blob.type, lastModified: file.lastModified });
}

function draw(picture: ImageBitmap, { width, height }: Size): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser cannot draw.");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  return context;
}

function fitting({ width, height }: Size, longest: number): Size {
  const share = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}
