// The files that go with the message being written: what they are, how far they have come, and what can be done.

import type { Picked, Picking } from "../shared/picking";
import { sizeInWords } from "../shared/file_facts";
import { say } from "../shared/strings";
import { FileMark } from "./attachments";
import { Icon } from "./icons";

export function PickedFiles({ picking }: { picking: Picking }) {
  const items = picking.items.value;
  if (items.length === 0 && picking.problem.value === null) return null;
  return (
    <div class="picked">
      <ul class="picked__list" aria-label={say("files_to_send")}>
        {items.map((item) => (
          <PickedFile key={item.key} item={item} picking={picking} />
        ))}
      </ul>
      {picking.problem.value !== null && (
        <p class="picked__problem" role="alert">
          {picking.problem.value}
        </p>
      )}
    </div>
  );
}

function PickedFile({ item, picking }: { item: Picked; picking: Picking }) {
  const isWrong = item.state === "failed" || item.state === "refused";
  const isMoving = item.state === "waiting" || item.state === "uploading";
  return (
    <li class={`picked__item${isWrong ? " picked__item--wrong" : ""}`}>
      {item.preview === null ? <FileMark name={item.name} /> : <img class="picked__preview" src={item.preview} alt="" />}
      <span class="picked__words">
        <span class="picked__name" dir="auto">
          {item.name}
        </span>
        {isWrong ? (
          <span class="picked__wrong" role="alert">
            {item.problem}
          </span>
        ) : (
          <span class="picked__size">{isMoving ? say("uploading", { percent: percent(item.share) }) : sizeInWords(item.size)}</span>
        )}
      </span>
      {item.state === "failed" && (
        <button class="picked__button" type="button" aria-label={say("upload_again", { name: item.name })} title={say("retry")} onClick={() => picking.retry(item.key)}>
          <Icon name="again" />
        </button>
      )}
      <button class="picked__button" type="button" aria-label={say(isMoving ? "cancel_file" : "remove_file", { name: item.name })} title={say(isMoving ? "cancel" : "remove")} onClick={() => picking.remove(item.key)}>
        <Icon name="close" />
      </button>
      {isMoving && <progress class="picked__progress" max={100} value={item.share * 100} aria-label={item.name} />}
    </li>
  );
}

function percent(share: number): string {
  return `${Math.floor(share * 100)}`;
}
