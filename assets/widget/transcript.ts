// The conversation as a text file. It is fetched with the visitor's token, which must not stand in an address.

import { locale } from "../shared/strings";

/** How long the browser may take to begin saving, in milliseconds. */
const SAVING_MS = 60_000;

/** Fails where the server does not give it. */
export async function downloadTranscript(conversation_id: string, token: string | null): Promise<void> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const query = new URLSearchParams({ locale: locale(), time_zone: timeZone });
  const path = `/api/widget/conversations/${encodeURIComponent(conversation_id)}/transcript?${query}`;
  const response = await fetch(path, token === null ? {} : { headers: { Authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`the transcript was refused with ${response.status}`);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = nameOf(response.headers.get("Content-Disposition")) ?? "conversation.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), SAVING_MS);
}

/** The name the server gave the file. */
function nameOf(disposition: string | null): string | null {
  const [, encoded, plain] = /filename\*=UTF-8''([^;]+)|filename="([^"]+)"/i.exec(disposition ?? "") ?? [];
  try {
    return encoded === undefined ? (plain ?? null) : decodeURIComponent(encoded);
  } catch {
    return plain ?? null;
  }
}
