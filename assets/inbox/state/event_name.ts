// Who did what a line in the thread tells. The line holds a name and nobody's id.

interface Named {
  id: string;
  name: string;
}

/** Whether it can only be this agent: a colleague may be called the same. */
export function isOwnEvent(name: string | null | undefined, me: Named, agents: readonly Named[]): boolean {
  return name === me.name && !agents.some((agent) => agent.id !== me.id && agent.name === me.name);
}
