// How well a name fits what is typed, letter by letter: beginnings of words and initials beat letters within one, and letters
// scattered about are none. Pure.

/** A letter at the beginning of a word, right behind the one before, or anywhere else. */
const AT_WORD = 10;
const IN_ROW = 6;
const ELSEWHERE = 1;
/** For each letter that is jumped over, up to so many. */
const GAP = 0.2;
const GAPS_MAX = 10;
/** Below so much for each letter that was typed it is chance, not a likeness. */
const LEAST = 4;
/** What is found only with two neighbours the other way round fits less; shorter words would then be found everywhere. */
const BY_SWAP = 0.85;
const SWAP_FROM_CHARS = 4;
/** Longer names are looked at up to here. */
const NAME_MAX_CHARS = 120;
const TYPED_MAX_CHARS = 60;

/**
 * From 0, which is no likeness, to 1, the name itself. Blanks in what is typed part words, each of which must be found;
 * their order does not count.
 */
export function likeness(name: string, typed: string): number {
  const wanted = plain(typed).slice(0, TYPED_MAX_CHARS);
  const letters = plain(name).slice(0, NAME_MAX_CHARS);
  if (wanted === "") return 1;
  const whole = scoreOf(letters, wanted.replaceAll(" ", ""));
  const words = wanted.split(" ").map((word) => scoreOf(letters, word) || BY_SWAP * swappedScoreOf(letters, word));
  const apart = words.includes(0) ? 0 : words.reduce((sum, score) => sum + score, 0) / words.length;
  const best = Math.max(whole, apart);
  // Of two that fit as well, the shorter one is nearer.
  return best === 0 ? 0 : best * 0.95 + 0.05 * Math.min(1, wanted.length / letters.length);
}

/** Whether every word that is typed begins one of the name's: no chance, and no slip of a finger either. */
export function begins(name: string, typed: string): boolean {
  const words = plain(name).slice(0, NAME_MAX_CHARS).split(" ");
  return plain(typed).split(" ").every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/** As though two letters that stand side by side had been typed the other way round: "assing". */
function swappedScoreOf(name: string, wanted: string): number {
  if (wanted.length < SWAP_FROM_CHARS || [...wanted].some((letter) => !name.includes(letter))) return 0;
  let best = 0;
  // The first letter is seldom the wrong one, and what begins a word weighs most.
  for (let at = 1; at < wanted.length - 1; at += 1) {
    if (wanted[at] === wanted[at + 1]) continue;
    best = Math.max(best, scoreOf(name, wanted.slice(0, at) + wanted[at + 1] + wanted[at] + wanted.slice(at + 2)));
  }
  return best;
}

/** The best way to find all letters in their order, as part of the best there could be. */
function scoreOf(name: string, wanted: string): number {
  const count = wanted.length;
  if (count === 0 || count > name.length) return 0;
  const best = Math.max(scatteredScoreOf(name, wanted), withinScoreOf(name, wanted));
  if (best < LEAST * count) return 0;
  return Math.min(1, best / (AT_WORD + IN_ROW * (count - 1)));
}

/** All of it in one piece, wherever. */
function withinScoreOf(name: string, wanted: string): number {
  const at = name.indexOf(wanted);
  return at === -1 ? -Infinity : ELSEWHERE - Math.min(at, GAPS_MAX) * GAP * 0.5 + IN_ROW * (wanted.length - 1);
}

/** In pieces, each of which begins a word or goes on in the word of the one before. */
function scatteredScoreOf(name: string, wanted: string): number {
  // For each place in the name: the best score with the letters up to now, the last of them at that place.
  let before: number[] = [];
  for (let letter = 0; letter < wanted.length; letter += 1) {
    const now = new Array<number>(name.length).fill(-Infinity);
    // What leads here without standing right before, less for each letter jumped over: from anywhere, and from the same word.
    let [reach, near] = [-Infinity, -Infinity];
    for (let at = letter; at < name.length; at += 1) {
      const jumpable = letter > 0 && at >= 2 ? before[at - 2]! : -Infinity;
      [reach, near] = [Math.max(reach, jumpable) - GAP, name[at - 1] === " " ? -Infinity : Math.max(near, jumpable) - GAP];
      if (name[at] !== wanted[letter]) continue;
      const isBegin = at === 0 || name[at - 1] === " ";
      const jumped = !isBegin ? near + ELSEWHERE : letter === 0 ? AT_WORD - Math.min(at, GAPS_MAX) * GAP * 0.5 : reach + AT_WORD;
      const inRow = letter > 0 && at > 0 ? before[at - 1]! + Math.max(IN_ROW, isBegin ? AT_WORD : 0) : -Infinity;
      now[at] = Math.max(jumped, inRow);
    }
    before = now;
  }
  return Math.max(...before);
}

/** Without case, accents and signs; words parted by one blank, also those of `camelCase`. */
function plain(text: string): string {
  const parted = text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").normalize("NFD").replace(/\p{M}/gu, "");
  return parted.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
