// What to make of something that failed. A dialog says the words at its field instead.

import { ApiError } from "../../shared/api";
import type { Facts } from "./facts";

/** The server's word, of which a lost session shows itself in the facts. A fault of ours goes on. */
export type Heed = (error: unknown) => ApiError;

export function heedIn(facts: Pick<Facts, "isSignedOut">): Heed {
  return (error) => {
    if (!(error instanceof ApiError)) throw error;
    if (error.isSignedOut) facts.isSignedOut.value = true;
    return error;
  };
}
