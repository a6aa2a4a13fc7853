// Drawings that only the panel's places need: 20 px grid, 1.5 px lines, always beside or instead of words.

const LINES = {
  home: "M3.5 9 10 3.8 16.5 9v7.2h-4.4v-4.4H7.9v4.4H3.5z",
  messages: "M3.5 4.5h13v9H9l-3.5 3v-3h-2z",
  activity: "M5 3.5h10v13l-2.5-1.6-2.5 1.6-2.5-1.6L5 16.5zM7.8 7.2h4.4M7.8 10.2h4.4",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  next: "m8 5 5 5-5 5",
  plus: "M10 4.5v11M4.5 10h11",
  notice: "M10 6.2v4.6M10 13.6h.01M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z",
  download: "M10 3.8v8.4M6.4 8.8 10 12.4l3.6-3.6M4 16.2h12",
  star: "m10 3.6 2 4.1 4.5.6-3.3 3.1.8 4.5-4-2.2-4 2.2.8-4.5-3.3-3.1 4.5-.6z",
  sound: "M4 8v4h2.6L10 15V5L6.6 8zM12.8 7.6a3.4 3.4 0 0 1 0 4.8M15 5.6a6.2 6.2 0 0 1 0 8.8",
  picture: "M3.5 4.5h13v11h-13zM3.8 13.2l3.6-3.6 3.2 3.2 2-2 3.6 3.4M12.6 7.6h.01",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.4V10l2.4 1.6",
  tick: "m4.5 10.6 3.6 3.5 7.4-8",
} as const;

export function Glyph({ name, className = "icon" }: { name: keyof typeof LINES; className?: string }) {
  return (
    <svg class={className} viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width={name === "more" ? "2.5" : "1.5"} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={LINES[name]} />
    </svg>
  );
}
