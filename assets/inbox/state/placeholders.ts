// Fills in what a saved reply leaves open: names and such, with a fallback where one is given. Pure.
//
// What cannot be filled stays as it was written: the agent sees it, and is asked before it goes out.

export interface FillIns {
  contact_name: string | null;
  agent_name: string;
  workspace_name: string;
  /** The website that the conversation was begun on. */
  site: { name: string; link?: string | null } | undefined;
  conversation_id: string;
}

/** `{{contact.first_name|there}}`: a name, and maybe what stands for it where it is not known. */
const PLACEHOLDER = /\{\{\s*([a-z_]+\.[a-z_]+)\s*(?:\|([^{}]*))?\}\}/giu;

/** No name, only what we call somebody unknown: "Visitor K7Q2", or an address. */
const NAMELESS = /^(Visitor \w{1,4}|\S+@\S+)$/u;

/** The text with every placeholder filled that can be. */
export function filledIn(text: string, given: FillIns): string {
  return text.replace(PLACEHOLDER, (whole, name: string, fallback: string | undefined) => {
    const value = valueOf(name.toLowerCase(), given);
    if (value !== null && value !== "") return value;
    return fallback !== undefined ? fallback.trim() : whole;
  });
}

/** What is still open in a text, each once. */
export function openIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([whole]) => whole))];
}

function valueOf(name: string, { contact_name, agent_name, workspace_name, site, conversation_id }: FillIns): string | null {
  const contact = contact_name !== null && NAMELESS.test(contact_name) ? null : contact_name;
  switch (name) {
    case "contact.name":
      return contact;
    case "contact.first_name":
      return contact === null ? null : firstOf(contact);
    case "agent.name":
      return agent_name;
    case "agent.first_name":
      return firstOf(agent_name);
    case "workspace.name":
      return workspace_name;
    case "site.name":
      return site?.name ?? null;
    case "site.link":
      return site?.link ?? null;
    case "conversation.id":
      return conversation_id;
    default:
      return null;
  }
}

function firstOf(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? "";
}
