// A place that scrolls, and is where it was when one comes back to it.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const positions = new Map<string, number>();

export function Scroller({ name, children }: { name: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = positions.get(name) ?? 0;
  }, [name]);
  return (
    <div class="place" ref={box} onScroll={(event) => positions.set(name, event.currentTarget.scrollTop)}>
      {children}
    </div>
  );
}
