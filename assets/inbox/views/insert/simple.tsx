// The dialogs with a few fields: contact details, quick replies, a link, a product.

import { say } from "../../../shared/strings";
import { contactForm, linkButton, productCard, quickReplies } from "../../state/composing";
import { Text, Tick } from "./controls";
import { InsertFrame, type DialogProps } from "./frame";

export function ContactDialog(props: DialogProps) {
  const { field } = props.unfinished;
  const [name, email, phone] = [field("name", true), field("email", true), field("phone", false)];
  const make = () => contactForm({ name: name.value, email: email.value, phone: phone.value });
  return (
    <InsertFrame {...props} title={say("insert_contact")} text={say("insert_contact_text")} needsText={false} make={make}>
      <fieldset class="choices choices--row">
        <legend class="field__label">{say("insert_contact_fields")}</legend>
        <Tick label={say("name")} value={name} />
        <Tick label={say("email")} value={email} />
        <Tick label={say("phone")} value={phone} />
      </fieldset>
    </InsertFrame>
  );
}

export function RepliesDialog(props: DialogProps) {
  const lines = props.unfinished.field("lines", "");
  return (
    <InsertFrame {...props} title={say("insert_replies")} text="" needsText make={() => quickReplies(lines.value)}>
      <Text label={say("insert_replies_lines")} hint={say("insert_replies_hint")} value={lines} lines={4} />
    </InsertFrame>
  );
}

export function LinkDialog(props: DialogProps) {
  const { field } = props.unfinished;
  const [words, address] = [field("words", ""), field("address", "")];
  return (
    <InsertFrame {...props} title={say("insert_link")} text="" needsText make={() => linkButton(words.value, address.value)}>
      <Text label={say("insert_link_words")} value={words} />
      <Text label={say("insert_link_address")} hint={say("insert_link_hint")} value={address} inputMode="url" />
    </InsertFrame>
  );
}

export function ProductDialog(props: DialogProps) {
  const { field } = props.unfinished;
  const [title, price, currency] = [field("title", ""), field("price", ""), field("currency", "EUR")];
  const [url, image_url, description] = [field("url", ""), field("image_url", ""), field("description", "")];
  const is_available = field("is_available", true);
  const make = () =>
    productCard({
      title: title.value,
      price: price.value,
      currency: currency.value,
      url: url.value,
      image_url: image_url.value,
      description: description.value,
      is_available: is_available.value,
    });
  return (
    <InsertFrame {...props} title={say("insert_product")} text="" needsText={false} make={make}>
      <Text label={say("insert_product_title")} value={title} />
      <div class="insert-form__pair">
        <Text label={say("insert_price")} value={price} inputMode="decimal" isOptional />
        <Text label={say("insert_currency")} value={currency} isShort />
      </div>
      <Text label={say("insert_page")} value={url} inputMode="url" isOptional />
      <Text label={say("insert_image")} value={image_url} inputMode="url" isOptional />
      <Text label={say("insert_description")} value={description} lines={2} isOptional />
      <Tick label={say("available")} value={is_available} />
    </InsertFrame>
  );
}
