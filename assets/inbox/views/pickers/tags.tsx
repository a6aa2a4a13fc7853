// The tags of a conversation, or of many: each is switched by itself, and the sheet stays open for the next.

import { useSignal } from "@preact/signals";
import { ApiError, call } from "../../../shared/api";
import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import type { TagView } from "../../state/wire";
import { TagDot } from "../tag_dot";
import { PickerFrame } from "./frame";
import { Listbox, type Option } from "./listbox";
import type { PickerProps } from "./picker";

const NEW = "new:";

export function TagPicker({ inbox, choice }: PickerProps) {
  const { directory, facts, acts } = inbox;
  const problem = useSignal<string | null>(null);
  const rows = choice.ids.flatMap((id) => facts.rows.value.get(id)?.conversation ?? []);
  const options = directory.tags.value.map((tag): Option => {
    const count = rows.filter((row) => row.tag_ids.includes(tag.id)).length;
    return { id: tag.id, name: tag.name, mark: <TagDot colour={tag.colour} />, isOn: count === 0 ? false : count === rows.length ? true : "mixed" };
  });
  const mayMake = inbox.may("curate");
  const make = (typed: string): Option | null => {
    const isKnown = directory.tags.value.some((tag) => tag.name.toLowerCase() === typed.toLowerCase());
    return isKnown ? null : { id: NEW + typed, name: say("pick_new_tag", { name: typed }), mark: <Icon name="plus" /> };
  };
  const choose = (option: Option, isLast: boolean) => {
    if (option.id.startsWith(NEW)) return makeTag(option.id.slice(NEW.length), isLast);
    void acts.run(choice.ids, { type: option.isOn === true ? "untag" : "tag", tag_id: option.id });
    if (isLast) inbox.choosing.close();
  };
  /** The sheet stays until the tag is there: it says what is wrong with its name. */
  const makeTag = async (name: string, isLast: boolean): Promise<boolean> => {
    problem.value = null;
    try {
      const tag = await call<TagView>("/api/inbox/tags", { method: "POST", body: { name } });
      await directory.renew();
      void acts.run(choice.ids, { type: "tag", tag_id: tag.id });
      // Another one may stand in its place by now.
      if (isLast && inbox.choosing.choice.value === choice) inbox.choosing.close();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      problem.value = error.message;
      return false;
    }
  };
  return (
    <PickerFrame inbox={inbox} choice={choice} title={say("tags")}>
      <Listbox label={say(mayMake ? "pick_tag_or_new" : "pick_tag")} options={options} isMultiple choose={choose} make={mayMake ? make : undefined} />
      <p class="picker__problem" role="alert">
        {problem.value}
      </p>
      <p class="picker__hint">{say("pick_tag_hint")}</p>
    </PickerFrame>
  );
}
