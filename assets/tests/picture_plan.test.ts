import assert from "node:assert/strict";
import { test } from "node:test";
import { isAnimated, mayShrink, nameFor, smallerSize, typeToDraw } from "../shared/picture_plan";

const bytes = (text: string) => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)));
const pixels = (count: number, colour: (index: number) => [number, number, number, number]) => Uint8ClampedArray.from(Array.from({ length: count }, (_, index) => colour(index)).flat());

test("only pictures beyond 2560 pixels become smaller, and none ever larger", () => {
  assert.equal(smallerSize({ width: 2_560, height: 1_920 }), null);
  assert.equal(smallerSize({ width: 10, height: 10 }), null);
  assert.deepEqual(smallerSize({ width: 4_000, height: 3_000 }), { width: 2_560, height: 1_920 });
  assert.deepEqual(smallerSize({ width: 1_000, height: 5_120 }), { width: 500, height: 2_560 });
  assert.deepEqual(smallerSize({ width: 100_000, height: 1 }), { width: 2_560, height: 1 });
});

test("what moves, and what a browser cannot draw, goes as it is", () => {
  const still = bytes("RIFF....WEBPVP8X....\0");
  const moving = bytes("RIFF....WEBPVP8X....\x02");

  assert.equal(isAnimated(moving), true);
  assert.equal(isAnimated(bytes("\x89PNG........acTL")), true);
  assert.equal(mayShrink("image/webp", still), true);
  assert.equal(mayShrink("image/webp", moving), false);
  assert.equal(mayShrink("image/gif", bytes("GIF89a")), false);
  assert.equal(mayShrink("image/heic", bytes("")), false);
});

test("drawings stay PNG, photos become JPEG, and what one can see through WebP", () => {
  const drawing = pixels(7_000, (index) => [index % 2 === 0 ? 0 : 255, 0, 0, 255]);
  const photo = pixels(7_000, (index) => [index % 256, (index >> 3) % 256, (index * 7) % 256, 255]);
  const seeThrough = pixels(7_000, (index) => [index % 256, (index >> 3) % 256, (index * 7) % 256, 10]);

  assert.equal(typeToDraw("image/png", drawing), "image/png");
  assert.equal(typeToDraw("image/png", photo), "image/jpeg");
  assert.equal(typeToDraw("image/png", seeThrough), "image/webp");
  assert.equal(typeToDraw("image/jpeg", drawing), "image/jpeg");
});

test("the name's ending says what was drawn", () => {
  assert.equal(nameFor("photo.png", "image/jpeg"), "photo.jpg");
  assert.equal(nameFor("photo.JPEG", "image/jpeg"), "photo.JPEG");
  assert.equal(nameFor("no ending", "image/webp"), "no ending.webp");
});
