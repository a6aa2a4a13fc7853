// What the launcher shows once the panel has spoken: how many answers are unread, and a cross while the panel is open.

export interface Badge {
  draw(unread: number): void;
  remove(): void;
}

const SVG = "http://www.w3.org/2000/svg";

export function openBadge(launcher: HTMLElement): Badge {
  const number = document.createElement("span");
  number.className = "n";
  const cross = document.createElementNS(SVG, "svg");
  cross.setAttribute("class", "o x");
  cross.setAttribute("viewBox", "0 0 24 24");
  const lines = document.createElementNS(SVG, "path");
  lines.setAttribute("d", "M6.5 6.5l11 11m0-11-11 11");
  cross.append(lines);
  launcher.append(cross, number);
  return {
    draw(unread) {
      number.hidden = !unread;
      number.textContent = unread > 99 ? "99+" : `${unread}`;
    },
    remove() {
      number.remove();
      cross.remove();
    },
  };
}
