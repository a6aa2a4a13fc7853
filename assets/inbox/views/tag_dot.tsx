// A tag's colour as a dot; always beside its name.

export function TagDot({ colour }: { colour: string }) {
  return <span class="tag-dot" data-colour={colour} aria-hidden="true" />;
}
