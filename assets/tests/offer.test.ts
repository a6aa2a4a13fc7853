// An undo is offered for a while, and for as long as somebody is at it.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { openOffer, UNDO_MS } from "../inbox/state/offer";

test("an offer ends by itself, later where somebody is at it, and not at all once it is taken away", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let ended = 0;
  const offer = openOffer(() => (ended += 1));
  offer.begin();
  mock.timers.tick(UNDO_MS - 1);
  offer.hold();
  mock.timers.tick(10 * UNDO_MS);
  assert.equal(ended, 0, "somebody is at it");
  offer.letGo();
  mock.timers.tick(UNDO_MS - 1);
  assert.equal(ended, 0, "all of its time is left");
  mock.timers.tick(1);
  assert.equal(ended, 1);

  offer.hold();
  offer.letGo();
  mock.timers.tick(UNDO_MS);
  assert.equal(ended, 1, "what has ended begins no more by itself");
  offer.begin();
  offer.stop();
  mock.timers.tick(UNDO_MS);
  assert.equal(ended, 1);
  mock.timers.reset();
});
