// Our own drawings: 20 px grid, 1.5 px lines, always beside or instead of words that a screen reader gets elsewhere.

const LINES = {
  send: "M10 16V4.5M5 9.2 10 4.2l5 5",
  close: "m5.5 5.5 9 9m0-9-9 9",
  back: "M12 4.5 6.5 10l5.5 5.5",
  down: "M10 4v11.5M5.2 10.8 10 15.6l4.8-4.8",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.4V10l2.4 1.6",
  check: "m4.5 10.6 3.6 3.5 7.4-8",
  person: "M10 10.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2zM4.2 16.4c.6-2.6 2.9-4 5.8-4s5.2 1.4 5.8 4",
  details: "M3.5 4.5h13v11h-13zM12 4.5v11",
  out: "M8 5H5v10h10v-3M11 4.5h4.5V9M15.2 4.8 9.5 10.5",
  verified: "M10 2.8 12 4.3l2.5-.1.7 2.4 2 1.4-.8 2.4.8 2.4-2 1.4-.7 2.4-2.5-.1-2 1.5-2-1.5-2.5.1-.7-2.4-2-1.4.8-2.4-.8-2.4 2-1.4.7-2.4 2.5.1zM7.4 10l1.9 1.8 3.4-3.6",
  clip: "m15.8 9.4-5.6 5.7a3.6 3.6 0 0 1-5.1-5.1l5.9-6a2.4 2.4 0 0 1 3.4 3.4l-5.7 5.8a1.2 1.2 0 0 1-1.7-1.7l5-5.1",
  smile: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 11.8c.7 1 1.7 1.6 3 1.6s2.3-.6 3-1.6M7.6 8.2h.01M12.4 8.2h.01",
  plus: "M10 4.5v11M4.5 10h11",
  download: "M10 3.5v8.7M6.3 8.8l3.7 3.7 3.7-3.7M4 15.8h12",
  file: "M5.5 3h6l3.5 3.5V17h-9.5zM11.2 3v3.8H15",
  picture: "M3.5 4.5h13v11h-13zM3.8 13.2l3.6-3.6 3.2 3.2 2-2 3.6 3.4M12.6 7.6h.01",
  again: "M15.6 8.3A6 6 0 0 0 4.6 7.5M4.4 11.7a6 6 0 0 0 11 .8M4.3 4v3.7H8M15.7 16v-3.7H12",
  reopen: "M4.3 4v3.9h3.9M4.6 7.6A6 6 0 1 1 4 11.2",
  copy: "M7 7V3.8h9.2V13H13M3.8 7H13v9.2H3.8z",
  fold: "m5.5 8 4.5 4.5L14.5 8",
  bell: "M5.2 13.5V9.3a4.8 4.8 0 0 1 9.6 0v4.2l1.2 1.5H4zM8.3 15.3a1.8 1.8 0 0 0 3.4 0",
  keys: "M3 6h14v8.5H3zM6 9h.01M9 9h.01M12 9h.01M14.5 9h.01M6.5 11.8h7",
} as const;

export function Icon({ name }: { name: keyof typeof LINES }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={LINES[name]} />
    </svg>
  );
}
