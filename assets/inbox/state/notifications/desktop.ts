// Words on the desktop. One for each conversation: a newer one takes the place of the older.

import type { Toast } from "./toasts";

export interface Desktop {
  show(toast: Toast): void;
  /** Takes away what is shown about a conversation that is read now. */
  close(conversation_id: string): void;
}

/** `open` brings the reader to it; this window has come to the front then. */
export function openDesktop(open: (toast: Toast) => void): Desktop {
  const shown = new Map<string, Notification>();
  return {
    show(toast) {
      if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
      const tag = `deskbell:${toast.conversation_id ?? "bell"}`;
      try {
        // Silent: the sound is ours to choose.
        const one = new Notification(toast.title, { body: toast.text, tag, silent: true });
        one.onclick = () => {
          window.focus();
          open(toast);
          one.close();
        };
        one.onclose = () => shown.get(tag) === one && shown.delete(tag);
        shown.set(tag, one);
      } catch {
        // Phones show them only by a service worker: then there is none.
      }
    },
    close: (conversation_id) => shown.get(`deskbell:${conversation_id}`)?.close(),
  };
}
