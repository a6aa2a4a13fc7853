// Whether something has taken long enough to be worth a word: what is there at once should not flash first.

import { useEffect, useState } from "preact/hooks";

/** How long something may take before anything says that it loads, in milliseconds. */
const PATIENCE_MS = 150;

export function useIsLate(): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isLate;
}
