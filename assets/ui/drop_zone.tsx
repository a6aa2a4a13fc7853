// Files dragged over the page show where they can be let go. Anywhere is right: a browser would open them otherwise.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../shared/strings";
import { Icon } from "./icons";

/** Never opened by the browser in place of the page, and ours only where nothing lies over the conversation. */
function holdsFiles(event: DragEvent): boolean {
  if (event.dataTransfer?.types.includes("Files") !== true) return false;
  event.preventDefault();
  return document.querySelector("dialog[open]") === null;
}

export function DropZone({ dropped }: { dropped(files: Iterable<File>): void }) {
  const isOver = useSignal(false);
  useEffect(() => {
    const listening = new AbortController();
    // Moving onto another element enters that before it leaves the last one.
    let entered = 0;
    const on = (name: "dragenter" | "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) =>
      addEventListener(name, (event) => holdsFiles(event) && act(event), listening);
    on("dragenter", () => {
      entered += 1;
      isOver.value = true;
    });
    on("dragover", (event) => event.dataTransfer && (event.dataTransfer.dropEffect = "copy"));
    on("dragleave", () => {
      entered = Math.max(0, entered - 1);
      isOver.value = entered > 0;
    });
    on("drop", (event) => {
      entered = 0;
      isOver.value = false;
      dropped(event.dataTransfer?.files ?? []);
    });
    return () => listening.abort();
  }, [dropped]);
  if (!isOver.value) return null;
  return (
    <div class="drop-zone" aria-hidden="true">
      <p class="drop-zone__words">
        <Icon name="clip" />
        {say("drop_files")}
      </p>
    </div>
  );
}
