// What somebody called for that takes the keyboard once it is here: a dialog whose file is fetched, the box of a
// conversation that loads. Until then keys belong to it, and to nothing that happens to have the focus.

/** How long keys wait, in milliseconds: nobody is left with a keyboard that does nothing. */
const PATIENCE_MS = 10_000;

const coming = new Set<() => void>();
/** Who is told once nothing is on its way any more. */
const waiting: (() => void)[] = [];
let hasArrived = false;

/**
 * It was called for: `off` is called where it is not wanted any more, or does not come. The answer ends that, once, and says whether
 * it is here.
 */
export function callFor(off: () => void): (isHere: boolean) => void {
  // Each call is its own, also where several share a function.
  const own = () => (end(false), off());
  const timer = setTimeout(own, PATIENCE_MS);
  function end(isHere: boolean): void {
    clearTimeout(timer);
    if (!coming.delete(own)) return;
    hasArrived = isHere;
    if (coming.size === 0) for (const tell of waiting.splice(0)) tell();
  }
  coming.add(own);
  hasArrived = false;
  return end;
}

/** Whether something was called for and is not here yet. */
export const isCalledFor = (): boolean => coming.size > 0;

/** Tells, once, when nothing that was called for is on its way any more. */
export function onceAllCame(tell: () => void): void {
  if (coming.size === 0) tell();
  else waiting.push(tell);
}

/** Whether what was called for last is here. */
export const hasCome = (): boolean => hasArrived && coming.size === 0;

/** Whatever was called for is not wanted any more. */
export function callOff(): void {
  hasArrived = false;
  for (const off of [...coming]) off();
}
