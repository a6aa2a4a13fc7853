// What a message says, without the marks its HTML shows: for one line that tells of it.

/** What the server's sanitiser leaves; a sign within an attribute ends no tag. */
const LINE_END = /<(?:br|\/(?:p|li|pre|blockquote))>/g;
const TAG = /<(?:"[^"]*"|[^">])*>/g;
const ENTITY = /&(lt|gt|quot|nbsp|amp);/g;
const SIGNS: Record<string, string> = { lt: "<", gt: ">", quot: '"', nbsp: " ", amp: "&" };

/** `html` is null where it has no marks. */
export function plainWords({ body, html }: { body: string; html?: string | null }): string {
  return html == null ? body : html.replace(LINE_END, " ").replace(TAG, "").replace(ENTITY, (_, name: string) => SIGNS[name]!);
}
