// A face for somebody without a photo: a leaf in two tones, always the same for the same id.

import { hueOf, leafOf } from "./leaf";

export function Avatar({ id, isOnline }: { id: string; isOnline?: boolean }) {
  const { turn, path } = leafOf(id);
  return (
    <span class="avatar" aria-hidden="true" style={{ "--hue": String(hueOf(id)) }}>
      <svg viewBox="0 0 36 36">
        <g transform={`rotate(${turn} 18 18)`}>
          <path class="avatar__leaf" d={path} />
          <path class="avatar__vein" d="M18 31V9" />
        </g>
      </svg>
      {isOnline === true && <span class="avatar__online" />}
    </span>
  );
}
