// The five faces of a rating, from bad to good: the visitor chooses one, the team sees the same.

/** Mouths from unhappy to happy, on a 20 px grid. */
const MOUTHS = ["M6.8 14c1-1.9 5.4-1.9 6.4 0", "M7 13.6c1.2-1 4.8-1 6 0", "M7 13h6", "M7 12.4c1.2 1.1 4.8 1.1 6 0", "M6.6 12c1.1 2.4 5.7 2.4 6.8 0"];

/** `score` is 1 to 5. */
export function RatingFace({ score }: { score: number }) {
  return (
    <svg class="rating__face" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true">
      <path d={`M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.4 8h.01M12.6 8h.01${MOUTHS[score - 1] ?? ""}`} />
    </svg>
  );
}
