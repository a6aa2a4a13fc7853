// The number of unread answers before the page's title, where the site wants that. The title stays the page's: it may
// change it at any time, and what the panel is told of it is without our number.

let shown = "";

/** Shows a number; none takes it away. */
export function countInTitle(count: number): void {
  const title = plainTitle();
  shown = count ? `(${count}) ` : "";
  if (document.title !== shown + title) document.title = shown + title;
}

/** The title as the page has set it. */
export function plainTitle(): string {
  const { title } = document;
  return title.startsWith(shown) ? title.slice(shown.length) : title;
}
