// Words the tests share: people's messages, memory to store in, and every order in which frames could come.

import type { Store } from "../shared/storage";
import { openStore } from "../shared/storage";
import { PLAIN } from "../shared/types";
import type { AgentMessage, ConversationSummary, VisitorMessage } from "../shared/protocol";

export function memoryStore(): Store {
  return openStore([]);
}

export function visitorMessage(number: number, author: "visitor" | "agent" = "agent"): VisitorMessage {
  const client_id = author === "visitor" ? `client-${number}` : null;
  return { id: `msg_${number}`, number, client_id, author, author_name: author === "agent" ? "Ana" : null, body: `Message ${number}`, at: number * 1_000, ...PLAIN };
}

export function agentMessage(number: number, author: "visitor" | "agent"): AgentMessage {
  return { ...visitorMessage(number, author), author_id: author === "agent" ? "agt_ana" : null };
}

export function conversation(id: string, last_number: number): ConversationSummary {
  return {
    id,
    site_name: "Fern & Co",
    contact: { id: `con_${id}`, name: "Visitor K7Q2", is_verified: false, is_customer: false },
    last_number,
    visitor_read_number: 0,
    last_activity_at: last_number * 1_000,
    last_message: { author: "visitor", author_name: null, preview: `Message ${last_number}`, at: last_number * 1_000 },
    status: "open",
    rating: null,
    rating_comment: null,
  };
}

/** A few hundred orders of the same things, each with some of them twice. Always the same ones. */
export function* shuffled<T>(things: readonly T[], rounds = 300): Generator<T[]> {
  let seed = 42;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  for (let round = 0; round < rounds; round += 1) {
    const order = [...things, ...things.filter(() => random() < 0.4)];
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    yield order;
  }
}
