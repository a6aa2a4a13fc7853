// One conversation: its head, what was said, what is asked beside it, and the box to write in.

import { useSignal } from "@preact/signals";
import { Composer } from "../../ui/composer";
import { say } from "../../shared/strings";
import type { Chime } from "../chime";
import type { PanelState } from "../state/panel";
import { AskContact } from "./ask_contact";
import { BrandBar, Welcome } from "./brand_bar";
import { Menu, type MenuItem } from "./menu";
import { Rating } from "./rating";
import { ThreadView } from "./thread";
import { expectation, greetingOf, speakerOf } from "./words";

export interface ConversationProps {
  panel: PanelState;
  chime: Chime;
  close(): void;
}

export function Conversation({ panel, chime, close }: ConversationProps) {
  const { config, facts } = panel;
  const thread = facts.current.value;
  const isRating = useSignal<string | null>(null);
  const problem = useSignal("");
  const isAnswered = facts.messages.value.findLast((message) => message.author !== "system")?.author === "agent";
  const isResolved = thread?.status === "resolved";
  const rating = thread && (
    <Rating id={thread.id} score={thread.rating} rate={(score, comment) => panel.rate(thread.id, score, comment)} />
  );
  const hasQuestion = facts.messages.value.some((message) => message.content?.type === "rating");
  const askToRate = () => {
    if (thread) isRating.value = thread.id;
  };
  return (
    <>
      <ConversationHead panel={panel} close={close} items={useMenuItems({ panel, chime, close }, askToRate, (words) => (problem.value = words))} />
      <ThreadView panel={panel} renderRating={() => (config.features.rating ? (rating ?? null) : null)} />
      {thread && isRating.value === thread.id && <div class="beside">{rating}</div>}
      {!isResolved && <AskContact asking={panel.asking} isAnswered={isAnswered} />}
      {problem.value !== "" && (
        <p class="hint hint--wrong" role="alert">
          {problem.value}
        </p>
      )}
      {isResolved && !hasQuestion && <p class="hint">{say("resolved_note")}</p>}
      {panel.asking.isForm.value && <p class="hint">{say("closed_form")}</p>}
      {facts.loading.value === "unavailable" ? (
        <p class="panel__unavailable" role="status">
          {say("unavailable")}
        </p>
      ) : (
        <Composer
          id="message"
          draft={panel.draft.text}
          label={say("write_message")}
          placeholder={say("write_placeholder")}
          maxChars={config.message_max_chars}
          send={panel.send}
          changed={panel.typed}
          picking={config.features.files ? panel.picking : null}
          hasEmoji={config.features.emoji}
        />
      )}
    </>
  );
}

function ConversationHead({ panel, close, items }: { panel: PanelState; close: () => void; items: readonly MenuItem[] }) {
  const { brand, features } = panel.config;
  const { facts, places } = panel;
  const thread = facts.current.value;
  const back = places.back.value;
  const isEmpty = facts.messages.value.length === 0 && panel.waiting.value.length === 0 && facts.loading.value !== "loading";
  // Where Home has greeted already, or will on the way back, the conversation need not.
  const isGreeting = isEmpty && (!features.home || panel.site.purpose.value === "checkout");
  const member = speakerOf(panel.site, thread);
  return (
    <header class="head">
      <BrandBar
        panel={panel}
        title={member?.name ?? brand.name}
        note={isGreeting ? "" : expectation(panel.site, Date.now())}
        member={member}
        back={back === null ? null : () => places.go(back)}
        close={close}
      >
        <Menu items={items} />
      </BrandBar>
      {isGreeting && <Welcome {...greetingOf(panel.site)} name={facts.contact.value?.name ?? null} />}
    </header>
  );
}

/** What the menu offers just now. */
function useMenuItems({ panel, chime }: ConversationProps, askToRate: () => void, complain: (words: string) => void): MenuItem[] {
  const { features } = panel.config;
  const thread = panel.facts.current.value;
  const items: MenuItem[] = [];
  if (features.sound) items.push({ glyph: "sound", words: say("sound"), isOn: chime.isOn.value, act: chime.toggle });
  if (thread === undefined) return items;
  if (features.transcript) {
    const download = async () => {
      complain("");
      const { downloadTranscript } = await import("../transcript");
      await downloadTranscript(thread.id, panel.session.current());
    };
    items.push({ glyph: "download", words: say("transcript"), act: () => void download().catch(() => complain(say("transcript_failed"))) });
  }
  if (features.rating && thread.status === "resolved") items.push({ glyph: "star", words: say("rate_conversation"), act: askToRate });
  return items;
}
