// What tells of news from afar: the number before the title, the dot in the tab, the number on the installed app.

const DOT = "#c2410c";

export interface MarksTo {
  title(text: string): void;
  /** The address of the drawing in the tab. */
  icon(href: string): void;
  badge(count: number): void;
}

/** The usual drawing with a dot. The policy of the page allows pictures that are text in it. */
export function dottedIcon(): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" rx="5" fill="#0e6b58"/>` +
    `<path fill="#fff" d="M4.6 12.4a5.4 5.4 0 0 1 4.7-5.36V6.3a1.3 1.3 0 1 1 1.4 0v.74a5.4 5.4 0 0 1 4.7 5.36zM4.45 13.6h11.1a.9.9 0 0 1 0 1.8H4.45a.9.9 0 0 1 0-1.8z"/>` +
    `<circle cx="15" cy="5" r="5" fill="#fff"/><circle cx="15" cy="5" r="4" fill="${DOT}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Shows a number where it has changed. `usual` is the drawing without a dot. */
export function openMarks(to: MarksTo, usual: string) {
  let shown: string | null = null;
  let told: number | null = null;
  return (count: number, name: string): void => {
    const words = `${count > 0 ? `(${count > 99 ? "99+" : count}) ` : ""}${name}`;
    if (words === shown) return;
    shown = words;
    to.title(words);
    if (count === told) return;
    // Browsers fetch the drawing anew whenever it is set, also where it stays as it was.
    if (told === null || count > 0 !== told > 0) to.icon(count > 0 ? dottedIcon() : usual);
    to.badge(count);
    told = count;
  };
}

/** The marks of this browser. */
export function marksOfPage(): MarksTo {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  return {
    title: (text) => (document.title = text),
    icon(href) {
      if (link) link.href = href;
    },
    badge(count) {
      if (!("setAppBadge" in navigator)) return;
      // Where the app is not installed there is nothing to put it on.
      void (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => {});
    },
  };
}
