// Messages are numbered without gaps. Those that are known may still have one, after a long absence.

/** A message that was answered once stays so: what was fetched or heard before the answer may come after it. */
export function withAnswer<Message extends { answer: unknown }>(known: Message | undefined, message: Message): Message {
  return message.answer === null && known?.answer ? { ...message, answer: known.answer } : message;
}

/** The newest messages without a hole between them, oldest first. */
export function newestRun<Message>(messages: ReadonlyMap<number, Message>): Message[] {
  const run: Message[] = [];
  for (let number = Math.max(0, ...messages.keys()); messages.has(number); number -= 1) run.push(messages.get(number)!);
  return run.reverse();
}
