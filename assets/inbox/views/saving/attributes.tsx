// Conditions on what is known of the person: the business's own attributes.

import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import { ATTRIBUTES_MAX, needsNoValue, type AttributeTrouble } from "../../state/view_draft";
import type { AttributeCondition, AttributeOp } from "../../state/wire";

const OPS: readonly AttributeOp[] = ["is", "is_not", "contains", "set", "not_set", "more", "less"];

interface AttributesProps {
  all: readonly AttributeCondition[];
  trouble: readonly AttributeTrouble[];
  change(all: AttributeCondition[]): void;
}

export function Attributes({ all, trouble, change }: AttributesProps) {
  const put = (index: number, changes: Partial<AttributeCondition>) => change(all.map((one, at) => (at === index ? { ...one, ...changes } : one)));
  const wrong = (index: number, field: keyof AttributeTrouble) => {
    const isWrong = trouble[index]?.[field] != null;
    return { "aria-invalid": isWrong, "aria-describedby": isWrong ? `view-attribute-${index}-${field}` : undefined };
  };
  return (
    <fieldset class="view-form__attributes">
      <legend class="field__label">{say("attributes")}</legend>
      {all.map((one, index) => (
        <div key={index} class="view-form__attribute">
          <input class="input" type="text" aria-label={say("saving_attribute_name")} placeholder={say("saving_attribute_name")} value={one.name} {...wrong(index, "name")} onInput={(event) => put(index, { name: event.currentTarget.value })} />
          <select class="select" aria-label={say("saving_attribute_op")} value={one.op} onChange={(event) => put(index, { op: event.currentTarget.value as AttributeOp })}>
            {OPS.map((op) => (
              <option key={op} value={op}>
                {say(`saving_op_${op}`)}
              </option>
            ))}
          </select>
          {!needsNoValue(one) && <input class="input" type="text" aria-label={say("saving_attribute_value")} placeholder={say("saving_attribute_value")} value={one.value ?? ""} {...wrong(index, "value")} onInput={(event) => put(index, { value: event.currentTarget.value })} />}
          <button class="icon-button" type="button" aria-label={say("remove")} onClick={() => change(all.filter((_, at) => at !== index))}>
            <Icon name="close" />
          </button>
          <Problem id={`view-attribute-${index}-name`} words={trouble[index]?.name} />
          <Problem id={`view-attribute-${index}-value`} words={trouble[index]?.value} />
        </div>
      ))}
      {all.length < ATTRIBUTES_MAX && (
        <button class="button button--small" type="button" onClick={() => change([...all, { name: "", op: "is", value: "" }])}>
          <Icon name="plus" />
          {say("saving_add_attribute")}
        </button>
      )}
    </fieldset>
  );
}

function Problem({ id, words }: { id: string; words: string | null | undefined }) {
  if (words == null) return null;
  return (
    <p class="field__error" id={id}>
      {words}
    </p>
  );
}
