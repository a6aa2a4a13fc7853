// What has come since an answer was begun, so that nobody answers over somebody: what the visitor or a colleague wrote, and
// forms that the visitor answered. Pure.

import type { Begun } from "../../shared/outbox";
import type { AgentMessage } from "../../shared/protocol";

/** Nothing is news while nothing is begun. */
export function newsSince(messages: readonly AgentMessage[], begun: Begun | null, me_id: string): AgentMessage[] {
  if (begun === null) return [];
  const isOwn = (message: AgentMessage) => message.author === "agent" && message.author_id === me_id;
  const isNew = (message: AgentMessage) => message.number > begun.after_number && message.author !== "system" && !isOwn(message);
  return messages.filter((message) => isNew(message) || isAnswered(message, begun));
}

/** Whether it is a form that the visitor has answered since; it may have been sent since as well. */
export function isAnswered({ number, answer }: AgentMessage, begun: Begun | null): boolean {
  return answer !== null && begun !== null && (begun.forms.includes(number) || number > begun.after_number);
}

/** What was begun then and goes on now: the forms that are open now count as well. */
export function goingOn({ after_number, forms }: Begun, now: Begun): Begun {
  return { after_number, forms: [...new Set([...forms, ...now.forms])] };
}

export function openForms(messages: readonly AgentMessage[]): number[] {
  return messages.filter(({ content, answer }) => content?.type === "form" && answer === null).map((message) => message.number);
}
