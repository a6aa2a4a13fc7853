// Our own Trusted Types policy. A page may make each policy once, so everything that needs it asks here.

/** The worker of the inbox: no other script may be named by a value. */
export const INBOX_WORKER = "/inbox-worker.js";

interface Rules {
  createHTML(html: string): unknown;
  createScriptURL(url: string): unknown;
}

interface TrustedTypes {
  createPolicy(name: string, rules: Rules): Rules;
}

const RULES: Rules = {
  createHTML: (html) => html,
  createScriptURL(url) {
    if (url !== INBOX_WORKER) throw new TypeError(`${url} is no script of ours.`);
    return url;
  },
};

let policy: Rules | null = null;

/** Browsers without Trusted Types take the text as it is. */
export function trusted(): Rules {
  policy ??= (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("deskbell", RULES) ?? RULES;
  return policy;
}
