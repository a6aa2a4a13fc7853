// Whoever writes, opens a dialog and closes it again writes on where the caret stood. Chromium gives the field the focus back,
// but not the caret: without this what is typed next would go nowhere.

type Field = HTMLInputElement | HTMLTextAreaElement;
type Caret = { start: number; end: number };

/** Listens for as long as the page is there. */
export function keepCaret(): void {
  // One for each field: a dialog has fields of its own, and they are left last of all.
  const left = new WeakMap<Field, Caret>();
  document.addEventListener(
    "focusout",
    ({ target }) => {
      if (isField(target)) left.set(target, { start: target.selectionStart ?? 0, end: target.selectionEnd ?? 0 });
    },
    true,
  );
  // A dialog's own event, which does not bubble.
  document.addEventListener(
    "close",
    () => {
      const field = document.activeElement;
      const caret = isField(field) ? left.get(field) : undefined;
      if (!isField(field) || !caret) return;
      field.blur();
      field.focus({ preventScroll: true });
      field.setSelectionRange(caret.start, caret.end);
    },
    true,
  );
}

function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && (target.type === "text" || target.type === "search"));
}
