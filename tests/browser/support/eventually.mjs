// Waits for something to become true, and says what it was when it never does.

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** Asks until `holds` does not throw any more; its last complaint is the failure. */
export async function eventually(holds, patienceMs = PATIENCE_MS) {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
