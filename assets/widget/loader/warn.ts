// One prefix for everything we say in a stranger's console, each sentence once.

const said = new Set<string>();

export function warn(sentence: string): void {
  if (said.has(sentence)) return;
  said.add(sentence);
  console.warn(`Deskbell: ${sentence}`);
}
