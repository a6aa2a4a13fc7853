// Why something was not sent: who has written, or answered a form, since it was begun.

import { say } from "../../../shared/strings";
import type { Begun } from "../../../shared/outbox";
import type { AgentMessage } from "../../../shared/protocol";
import type { InboxState } from "../../state/inbox";
import { isAnswered } from "../../state/news";

export function whyStopped(inbox: InboxState, news: readonly AgentMessage[], begun: Begun | null): string {
  const visitor = inbox.facts.current.value?.contact.name ?? say("somebody");
  const isAnswer = (message: AgentMessage) => isAnswered(message, begun);
  const names = [...new Set(news.map((message) => (isAnswer(message) ? visitor : (message.author_name ?? visitor))))];
  if (news.length === 0) return say("changed_unknown");
  if (news.every(isAnswer)) return say("changed_answered", { name: visitor });
  return names.length === 1 ? say("changed_by", { name: names[0]! }) : say("changed_by_several", { count: news.length });
}
