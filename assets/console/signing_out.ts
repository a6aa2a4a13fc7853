// Signing out on a settings page: what the inbox keeps in this browser goes with the session. Where a message has not left
// yet, the inbox is opened instead, which sends it or asks.

import { forgetDevice, unsentIn } from "../shared/device";

export function signOutWithCare(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[action="/sign-out"]')) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void leave(form);
    });
  }
}

async function leave(form: HTMLFormElement): Promise<void> {
  const unsent = waiting();
  if (unsent > 0) return location.assign("/inbox#sign-out");
  await forgetDevice();
  form.submit();
}

function waiting(): number {
  try {
    const { messages, drafts } = unsentIn(localStorage);
    return messages + drafts;
  } catch {
    // Blocked storage holds nothing.
    return 0;
  }
}
