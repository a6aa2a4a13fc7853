// What is typed for something that was called for and is not here yet: the palette, a picker, the search, the box of a
// conversation that loads. It neither goes into whatever has the focus nor counts as commands: it is put into the field
// that comes. Only words are; Enter and arrows would choose what nobody has seen.

import { effect } from "@preact/signals";
import { isComposing } from "../shared/composing";
import { callFor, callOff, hasCome, isCalledFor, onceAllCame } from "../ui/called";
import { isField, put } from "../ui/field";

/** Keys that do something to what has the focus. */
const ACTS: readonly string[] = ["Enter", "Backspace", "Delete", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];

export function keepTypedAhead(): void {
  let typed = "";
  /** Where the focus was when it was called for. */
  let from: Element | null = null;
  let isWaiting = false;

  /** Once all of it is here and drawn. */
  function wait(): void {
    isWaiting = true;
    const isDrawn = () => {
      isWaiting = false;
      if (isCalledFor()) wait();
      else deliver();
    };
    onceAllCame(() => requestAnimationFrame(isDrawn));
  }

  function deliver(): void {
    const [text, field] = [typed, document.activeElement];
    typed = "";
    if (text !== "" && hasCome() && field !== from && isField(field)) put(field, text);
  }

  function giveUp(): void {
    typed = "";
    callOff();
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (!isCalledFor()) return deliver();
      if (isComposing(event) || document.querySelector("dialog[open]")) return;
      // Whoever walks on by Tab does not wait any more.
      if (event.key === "Tab") return giveUp();
      const isBare = event.getModifierState("AltGraph") || !(event.ctrlKey || event.metaKey || event.altKey);
      const isWriting = isBare && event.key.length === 1;
      // What belongs to the browser, such as reloading and going back, stays its own.
      if (isWriting || (isBare && ACTS.includes(event.key)) || (!event.altKey && event.key.toLowerCase() === "k")) event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") return giveUp();
      if (!isWaiting) {
        from = document.activeElement;
        wait();
      }
      if (event.key === "Backspace") typed = [...typed].slice(0, -1).join("");
      else if (isWriting) typed += event.key;
    },
    { capture: true },
  );
  // Nor does whoever presses something else.
  document.addEventListener("pointerdown", giveUp, { capture: true });
}

/** Puts the keyboard into the box of the conversation that is in sight, as soon as there is one. `standing` is read from signals. */
export function focusBox(standing: () => "here" | "coming" | "gone"): void {
  const box = () => document.getElementById("reply");
  const now = box();
  if (now !== null) return now.focus();
  let isOver = false;
  const end = callFor(() => give(false));
  const give = (isHere: boolean) => {
    isOver = true;
    stop();
    end(isHere);
  };
  const isDrawn = () => {
    const stands = standing();
    if (isOver || stands === "coming") return;
    // The box of another conversation is not what the words are for.
    const field = stands === "gone" ? null : box();
    field?.focus();
    give(field !== null);
  };
  const stop = effect(() => {
    if (standing() !== "coming") requestAnimationFrame(isDrawn);
  });
}
