// What is asked of the server again, a little later each time, while it is busy or cannot be reached.

import { ApiError } from "../../shared/api";
import { backoffMs } from "../../shared/backoff";

/** Asks up to `tries_max` times. Fails with the server's last word, at once where asking again would change nothing. */
export async function patiently<T>(ask: () => Promise<T>, tries_max: number): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError) || !mayPass(error) || tries >= tries_max) throw error;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(tries - 1, Math.random())));
    }
  }
}

/** Not reached, too much at once, or in trouble: another moment may be better. */
export function mayPass({ status }: ApiError): boolean {
  return status === 0 || status === 429 || status >= 500;
}
