// HTTP as our pages use it: JSON in, JSON out, and every failure one `ApiError` that says what a person can be told.

import type { Problem, ProblemField } from "./protocol";
import { toJson } from "./well_formed";

/** A request that did not succeed. `status` 0 means that the server was not reached. */
export class ApiError extends Error {
  readonly status: number;
  /** Last part of the problem's type, such as `signed-out`. */
  readonly code: string;
  /** Seconds the server asks to wait, when it said so. */
  readonly retryAfter: number | null;
  /** Which fields were wrong, where the server named them. */
  fields: readonly ProblemField[] = [];

  constructor(status: number, code: string, detail: string, retryAfter: number | null = null) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }
}

export interface Call {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  token?: string | null;
  signal?: AbortSignal;
  /** It goes out even when the page is being left, however long it is: what is short always does, unless it only reads. */
  keepalive?: boolean;
}

/** Longest time to wait for an answer, in milliseconds. */
const TIMEOUT_MS = 20_000;

/** Longest body that outlives its page unasked, in UTF-16 units: a browser lets all such requests together have 64 KiB. */
const OUTLIVING_MAX = 2_000;

/** Calls our own server and returns the answer. Fails with `ApiError` and nothing else. */
export async function call<T>(path: string, { method = "GET", body, token, signal, keepalive = false }: Call = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers["Authorization"] = `Bearer ${token}`;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  signal?.addEventListener("abort", () => timeout.abort());
  try {
    const written = body === undefined ? undefined : toJson(body);
    const isShort = method !== "GET" && (written?.length ?? 0) <= OUTLIVING_MAX;
    const response = await fetch(path, {
      method,
      headers,
      signal: timeout.signal,
      keepalive: keepalive || isShort,
      ...(written === undefined ? {} : { body: written }),
    });
    if (!response.ok) throw await refusal(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(0, "unreachable", "The server cannot be reached. Check the connection.");
  } finally {
    clearTimeout(timer);
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return problemOf(response.status, problem, response.headers.get("Retry-After"));
}

/** The error that an answer other than success stands for. */
export function problemOf(status: number, problem: Partial<Problem> | null, retryAfter: string | null): ApiError {
  const code = (problem?.type ?? "").split("/").pop() || `status-${status}`;
  const seconds = Number(retryAfter);
  const detail = problem?.detail ?? problem?.title ?? `The server answered ${status}. Try again in a moment.`;
  const error = new ApiError(status, code, detail, Number.isFinite(seconds) && seconds > 0 ? seconds : null);
  error.fields = problem?.errors ?? [];
  return error;
}
