// Signs that only a conversation needs, drawn like the other icons.

const LINES = {
  note: "M4.5 3.5h11v8.2l-4.3 4.8H4.5zM15.3 11.9h-4v4.2M7.3 7h5.4M7.3 9.8h3",
  reply: "M8 5 3.8 9.2 8 13.4M4.2 9.2h6.3c3.2 0 5.5 1.8 5.7 5.6",
};

export function Sign({ name }: { name: keyof typeof LINES }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={LINES[name]} />
    </svg>
  );
}
