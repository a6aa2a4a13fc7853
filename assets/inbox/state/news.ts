// What has come since an answer was begun, so that nobody answers over somebody: what the visitor or a colleague wrote, and
// forms that the visitor answered. Pure.

import type { AgentMessage } from "../../shared/protocol";

/** When an answer was begun: the last message there was, and the forms that were not answered. */
export interface Begun {
  /** Null while nothing is begun. */
  after_number: number | null;
  forms: readonly number[];
}

export function newsSince(messages: readonly AgentMessage[], begun: Begun, me_id: string): AgentMessage[] {
  const { after_number } = begun;
  if (after_number === null) return [];
  const isOwn = (message: AgentMessage) => message.author === "agent" && message.author_id === me_id;
  const isNew = (message: AgentMessage) => message.number > after_number && message.author !== "system" && !isOwn(message);
  return messages.filter((message) => isNew(message) || isAnswered(message, begun));
}

/** Whether it is a form that the visitor has answered since; it may have been sent since as well. */
export function isAnswered({ number, answer }: AgentMessage, { after_number, forms = [] }: Partial<Begun>): boolean {
  return answer !== null && (forms.includes(number) || (after_number != null && number > after_number));
}

export function openForms(messages: readonly AgentMessage[]): number[] {
  return messages.filter(({ content, answer }) => content?.type === "form" && answer === null).map((message) => message.number);
}
