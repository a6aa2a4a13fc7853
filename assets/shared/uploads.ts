// Sends one file to the server and tells how far it has come. `fetch` cannot tell that, so this is the one place that
// uses XMLHttpRequest.

import { ApiError, problemOf } from "./api";
import type { Attachment, Problem } from "./protocol";
import { wellFormed } from "./well_formed";

/** Uploads a file; `progressed` hears a share from 0 to 1. Fails with `ApiError`, also when it is cancelled. */
export type Upload = (file: File, signal: AbortSignal, progressed: (share: number) => void) => Promise<Attachment>;

/** How long nothing may move before the upload counts as lost, in milliseconds. */
const STALL_MS = 60_000;

/** `token` gives the visitor's token and begins a session where there is none; agents have a cookie. */
export function openUpload(address: string, token?: () => Promise<string>): Upload {
  return async (file, signal, progressed) => {
    const bearer = token === undefined ? null : await token();
    if (signal.aborted) throw cancelled();
    return send(`${address}?name=${encodeURIComponent(wellFormed(file.name))}`, { file, bearer, signal, progressed });
  };
}

interface Sending {
  file: File;
  bearer: string | null;
  signal: AbortSignal;
  progressed(share: number): void;
}

function send(address: string, { file, bearer, signal, progressed }: Sending): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stalled = 0;
    const moved = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALL_MS) as unknown as number;
    };
    const abort = () => request.abort();
    const end = () => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", abort);
    };
    request.upload.onprogress = (event) => {
      moved();
      if (event.lengthComputable) progressed(event.loaded / event.total);
    };
    request.onload = () => {
      end();
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300 && isAttachment(answer)) resolve(answer);
      else reject(problemOf(request.status, answer as Partial<Problem> | null, request.getResponseHeader("Retry-After")));
    };
    request.onerror = request.onabort = () => {
      end();
      reject(signal.aborted ? cancelled() : new ApiError(0, "unreachable", "The server cannot be reached. Check the connection."));
    };
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    if (bearer !== null) request.setRequestHeader("Authorization", `Bearer ${bearer}`);
    signal.addEventListener("abort", abort);
    moved();
    request.send(file);
  });
}

function cancelled(): ApiError {
  return new ApiError(0, "cancelled", "The upload was cancelled.");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAttachment(answer: unknown): answer is Attachment {
  return typeof answer === "object" && answer !== null && typeof (answer as Attachment).id === "string";
}

/** The same upload, whose failures somebody else hears of as well. */
export function guarded(upload: Upload, failed: (error: unknown) => void): Upload {
  return (file, signal, progressed) =>
    upload(file, signal, progressed).catch((error: unknown) => {
      failed(error);
      throw error;
    });
}
