// Files as people send them, made here so that none needs to lie about: pictures of one colour, texts, and what is too large.

import * as zlib from "node:zlib";

/** A PNG of `width` by `height` in one colour, as Playwright takes files. */
export function picture(name, { width = 640, height = 420, colour = [190, 90, 40] } = {}) {
  return png(name, { width, height, pixel: () => colour });
}

/** A PNG with as much to see as a photo has: 900 by 600. */
export function photo(name) {
  return png(name, { width: 900, height: 600, pixel: (x, y) => [(x * 7 + y * 3) % 256, (x * x + y) % 256, (y * 5 + ((x * y) >> 3)) % 256] });
}

function png(name, { width, height, pixel }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const line = (_, y) => Buffer.from([0, ...Array.from({ length: width }, (_, x) => pixel(x, y)).flat()]);
  const pixels = zlib.deflateSync(Buffer.concat(Array.from({ length: height }, line)));
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { name, mimeType: "image/png", buffer };
}

export function text(name, content = "Chain, 112 links, 1/2 inch.\n") {
  return { name, mimeType: "text/plain", buffer: Buffer.from(content) };
}

/** Gives files to a page as a hand does that drags them over it, or pastes them: `kind` is "drop" or "paste". */
export async function givesFiles(target, kind, files) {
  const plain = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString("base64") }));
  await target.evaluate(
    (element, { kind, plain }) => {
      const data = new DataTransfer();
      for (const { name, mimeType, base64 } of plain) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: mimeType }));
      }
      const shared = { bubbles: true, cancelable: true, composed: true };
      if (kind === "paste") {
        element.dispatchEvent(new ClipboardEvent("paste", { ...shared, clipboardData: data }));
        return;
      }
      for (const type of ["dragenter", "dragover", "drop"]) element.dispatchEvent(new DragEvent(type, { ...shared, dataTransfer: data }));
    },
    { kind, plain },
  );
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, sum]);
}

/** Node before 22.2 has no CRC of its own. */
function checksum(bytes) {
  if (zlib.crc32) return zlib.crc32(bytes);
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
