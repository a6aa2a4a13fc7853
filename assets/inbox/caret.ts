// Whoever writes, opens a dialog and closes it again writes on where the caret stood. Chromium gives the field the focus back,
// but not the caret: without this what is typed next would go nowhere.

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Listens for as long as the page is there. */
export function keepCaret(): void {
  let left: { field: Field; start: number; end: number } | null = null;
  document.addEventListener(
    "focusout",
    ({ target }) => {
      if (isField(target)) left = { field: target, start: target.selectionStart ?? 0, end: target.selectionEnd ?? 0 };
    },
    true,
  );
  // A dialog's own event, which does not bubble.
  document.addEventListener(
    "close",
    () => {
      const field = document.activeElement;
      if (!isField(field) || left?.field !== field) return;
      const { start, end } = left;
      field.blur();
      field.focus({ preventScroll: true });
      field.setSelectionRange(start, end);
    },
    true,
  );
}

function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && (target.type === "text" || target.type === "search"));
}
