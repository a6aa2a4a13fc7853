// A colleague in a small circle: the photo, or the first letters of the name on a colour of their own.

import { hueOf } from "../../ui/leaf";

interface FaceProps {
  agent: { id: string; name: string; picture_url: string | null };
  /** What a screen reader says; nothing where the name stands beside it. */
  label?: string;
}

export function Face({ agent, label }: FaceProps) {
  const name = label === undefined ? { "aria-hidden": true as const } : { role: "img" as const, "aria-label": label, title: label };
  return (
    <span class="face" {...name} style={{ "--hue": String(hueOf(agent.id)) }}>
      {agent.picture_url === null ? lettersOf(agent.name) : <img src={agent.picture_url} alt="" />}
    </span>
  );
}

export function lettersOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first, last] = [words[0] ?? "", words.length > 1 ? words.at(-1)! : ""];
  return [first, last].map((word) => [...word][0] ?? "").join("").toUpperCase();
}
