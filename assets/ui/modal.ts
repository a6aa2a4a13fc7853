// A dialog over the page. It is open for as long as it is drawn; when it goes, whoever wrote before writes on where the caret stood.

import { useLayoutEffect, useRef } from "preact/hooks";
import { isField } from "./field";

/**
 * `modal` goes onto the `<dialog>`. `shut` closes it at once, so that the next key already belongs to what lies below, and calls
 * `close`, which is to stop drawing it.
 */
export function useModal(close: () => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  const giveBack = useRef<(() => void) | null>(null);
  const shut = () => {
    if (giveBack.current === null) return;
    giveBack.current();
    close();
  };
  useLayoutEffect(() => {
    const own = dialog.current;
    const writeOn = caretNow();
    own?.showModal();
    giveBack.current = () => {
      giveBack.current = null;
      own?.close();
      writeOn();
    };
    return () => giveBack.current?.();
  }, []);
  return {
    shut,
    /** Whether it is still open: what an answer leads to is for whoever waits for it. */
    isOpen: () => giveBack.current !== null,
    modal: {
      ref: dialog,
      onClose: shut,
      // A picker of files tells of its own end by the same event, which rises to the dialog.
      onCancel: (event: Event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        shut();
      },
    },
  };
}

/**
 * What brings the caret back to where it is now. Chromium gives the field the focus back, but not the caret: what is typed next would
 * go nowhere.
 */
function caretNow(): () => void {
  const field = document.activeElement;
  if (!isField(field)) return () => {};
  const { selectionStart, selectionEnd } = field;
  return () => {
    if (document.activeElement !== field) return;
    field.blur();
    field.focus({ preventScroll: true });
    field.setSelectionRange(selectionStart, selectionEnd);
  };
}
