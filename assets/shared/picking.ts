// The files that somebody has picked for the message being written: made smaller, uploaded at once, and kept with the
// draft until the message is sent. A message never leaves without a file that was meant to go with it.

import { computed, effect, signal, untracked } from "@preact/signals";
import { ApiError } from "./api";
import type { Prepared } from "./downscale";
import { wrongSize, wrongType } from "./file_facts";
import type { Attachment, UploadRules } from "./protocol";
import { locale, say } from "./strings";
import { newClientId } from "./text";
import type { Upload } from "./uploads";

export interface Picked {
  key: string;
  name: string;
  size: number;
  /** `refused` before it was sent, `failed` on its way: only that can be tried again. */
  state: "waiting" | "uploading" | "ready" | "failed" | "refused";
  /** How much of it has arrived, 0 to 1. */
  share: number;
  problem: string | null;
  /** A thumbnail; null for what is no picture. */
  preview: string | null;
  attachment: Attachment | null;
}

export interface PickingOptions {
  rules: () => UploadRules;
  upload: Upload;
  /** Makes pictures smaller; tests pass their own. */
  prepare: (file: File) => Promise<Prepared>;
  /** Sends what is written with what is picked. */
  send: () => void;
}

export type Picking = ReturnType<typeof openPicking>;

/** Uploads at a time. */
const AT_ONCE = 2;

export function openPicking({ rules, upload, prepare, send: sendNow }: PickingOptions) {
  const items = signal<readonly Picked[]>([]);
  /** What is wrong with all of them together, in words. */
  const problem = signal<string | null>(null);
  /** The writer has sent it: it leaves by itself once everything is uploaded, wherever they are by then. */
  const isAwaited = signal(false);
  const files = new Map<string, File>();
  const running = new Map<string, AbortController>();

  const change = (key: string, changes: Partial<Picked>) => {
    items.value = items.value.map((one) => (one.key === key ? { ...one, ...changes } : one));
  };
  const pump = () => {
    for (const { key, state } of items.value) {
      if (running.size >= AT_ONCE) return;
      if (state === "waiting" && !running.has(key)) void send(key);
    }
  };

  async function send(key: string): Promise<void> {
    const stopping = new AbortController();
    running.set(key, stopping);
    try {
      const prepared = await prepare(files.get(key)!);
      if (stopping.signal.aborted) return;
      files.set(key, prepared.file);
      const { name, size } = prepared.file;
      const wrong = wrongSize(size, rules());
      change(key, { name, size, preview: prepared.preview, ...(wrong === null ? { state: "uploading", share: 0 } : { state: "refused", problem: wrong }) });
      if (wrong !== null) return;
      const attachment = await upload(prepared.file, stopping.signal, (share) => change(key, { share }));
      change(key, { state: "ready", share: 1, attachment });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // These the server will refuse again.
      const isFinal = [413, 415, 422].includes(error.status);
      change(key, { state: isFinal ? "refused" : "failed", problem: wordsFor(error) });
    } finally {
      if (running.get(key) === stopping) running.delete(key);
      pump();
    }
  }

  function forget(key: string): void {
    running.get(key)?.abort();
    running.delete(key);
    files.delete(key);
  }

  function add(picked: Iterable<File>): void {
    const { max_files } = rules();
    problem.value = null;
    for (const file of picked) {
      if (items.value.filter((one) => one.state !== "refused").length >= max_files) {
        problem.value = say("files_too_many", { count: max_files });
        break;
      }
      const key = newClientId();
      const name = file.name || say("file_unnamed");
      const wrong = wrongType(name, rules());
      files.set(key, file);
      const item: Picked = { key, name, size: file.size, state: wrong === null ? "waiting" : "refused", share: 0, problem: wrong, preview: null, attachment: null };
      items.value = [...items.value, item];
    }
    pump();
  }

  const isBusy = computed(() => items.value.some((one) => one.state === "waiting" || one.state === "uploading"));
  const hasFailed = computed(() => items.value.some((one) => one.state === "failed"));
  effect(() => {
    if (!isAwaited.value || isBusy.value) return;
    isAwaited.value = false;
    // One that failed is said at the file: the writer decides.
    if (!hasFailed.value) untracked(sendNow);
  });

  return {
    items,
    problem,
    isAwaited,
    isBusy,
    hasFailed,
    hasReady: computed(() => items.value.some((one) => one.state === "ready")),
    /** For the browser's file chooser. */
    accept: (): string => rules().endings.join(","),
    add,
    remove(key: string): void {
      forget(key);
      items.value = items.value.filter((one) => one.key !== key);
      problem.value = null;
      pump();
    },
    retry(key: string): void {
      change(key, { state: "waiting", share: 0, problem: null });
      pump();
    },
    /** Hands over what is uploaded, in the order it was picked, and begins anew. */
    take(): Attachment[] {
      const taken = items.value.flatMap((one) => one.attachment ?? []);
      for (const one of items.value) forget(one.key);
      items.value = [];
      problem.value = null;
      isAwaited.value = false;
      return taken;
    },
    /** Puts back what was uploaded before: an unsent message is being edited. */
    put(attachments: readonly Attachment[]): void {
      items.value = [...attachments.map(uploaded), ...items.value];
    },
    /** After a reload: what was uploaded is there, what was not is named. */
    restore(attachments: readonly Attachment[], lost: readonly string[]): void {
      items.value = [...attachments.map(uploaded), ...lost.map(gone)];
    },
    /** What was uploaded does not count any more. */
    expire(): void {
      isAwaited.value = false;
      items.value = items.value.map((one): Picked => {
        if (one.attachment === null) return one;
        return files.has(one.key) ? { ...one, state: "failed", share: 0, problem: say("not_sent"), attachment: null } : gone(one.name);
      });
    },
  };
}

/** The server's own words are English. */
function wordsFor({ message }: ApiError): string {
  return /^en\b/.test(locale()) ? message : say("not_sent");
}

function uploaded(attachment: Attachment): Picked {
  const { name, size, small_url } = attachment;
  return { key: newClientId(), name, size, state: "ready", share: 1, problem: null, preview: small_url, attachment };
}

/** A file that this page has no hold of any more. */
function gone(name: string): Picked {
  return { key: newClientId(), name, size: 0, state: "refused", share: 0, problem: say("file_lost"), preview: null, attachment: null };
}
