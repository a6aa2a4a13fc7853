// Deskbell's mark, the same drawing as in `icon.svg` and in the server's own pages.

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="5" />
      <path d="M4.6 12.4a5.4 5.4 0 0 1 4.7-5.36V6.3a1.3 1.3 0 1 1 1.4 0v.74a5.4 5.4 0 0 1 4.7 5.36zM4.45 13.6h11.1a.9.9 0 0 1 0 1.8H4.45a.9.9 0 0 1 0-1.8z" />
    </svg>
  );
}
