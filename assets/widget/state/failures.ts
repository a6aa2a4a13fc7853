// Which failures of a request say nothing about what was asked.

import { ApiError } from "../../shared/api";

/** The server could not be asked just now. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && error.code !== "superseded" && (error.status === 0 || error.status === 429 || error.status >= 500);
}

/** What the server would not do now it may do later. */
export function passOver(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}
