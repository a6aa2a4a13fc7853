// Keys that an input method is using: while it composes, Enter picks a word and Escape takes it back.

/** Whether a key belongs to an input method. 229 is what some browsers say for the Enter that ends a composition. */
export function isComposing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}
