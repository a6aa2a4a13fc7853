// The few words on the page itself, in every language of the widget. The panel brings its own; these are paid for by
// every visitor of every page, so they stand in one line each and need no plural forms.

/** open · close · how many unread (`#`) · close a bubble · title of the panel · what to say when it does not come */
const ROWS: Record<string, string> = {
  en: "Open chat|Close chat|, # unread|Close|Chat|Chat cannot be reached right now.",
  de: "Chat öffnen|Chat schließen|, # ungelesen|Schließen|Chat|Chat nicht erreichbar.",
  fr: "Ouvrir le chat|Fermer le chat|, # à lire|Fermer|Chat|Chat injoignable.",
  es: "Abrir chat|Cerrar chat|, # sin leer|Cerrar|Chat|Chat no disponible.",
  pt: "Abrir chat|Fechar chat|, # por ler|Fechar|Chat|Chat indisponível.",
  it: "Apri chat|Chiudi chat|, # da leggere|Chiudi|Chat|Chat non disponibile.",
  nl: "Chat openen|Chat sluiten|, # ongelezen|Sluiten|Chat|Chat niet bereikbaar.",
  pl: "Otwórz czat|Zamknij czat|, nieprzeczytane: #|Zamknij|Czat|Czat niedostępny.",
  tr: "Sohbeti aç|Sohbeti kapat|, # okunmamış|Kapat|Sohbet|Sohbete ulaşılamıyor.",
  ar: "فتح الدردشة|إغلاق الدردشة|، غير مقروءة: #|إغلاق|الدردشة|الدردشة غير متاحة.",
  he: "פתיחת הצ'אט|סגירת הצ'אט|, לא נקראו: #|סגירה|הצ'אט|הצ'אט לא זמין.",
  ja: "チャットを開く|チャットを閉じる|、未読#件|閉じる|チャット|チャットに接続できません。",
  zh: "打开聊天|关闭聊天|，#条未读|关闭|聊天|无法连接聊天。",
  hi: "चैट खोलें|चैट बंद करें|, # अपठित|बंद करें|चैट|चैट उपलब्ध नहीं है।",
};

export interface Words {
  open: string;
  close: string;
  unread: string;
  dismiss: string;
  chat: string;
  away: string;
}

export function wordsIn(locale: string): Words {
  const [open, close, unread, dismiss, chat, away] = inLocale(ROWS, locale, "en")!.split("|");
  return { open, close, unread, dismiss, chat, away } as Words;
}

/** What a table holds for a tag, for its language, or for the fallback. */
export function inLocale(table: Record<string, string>, tag: string, fallback: string): string | undefined {
  return table[tag] ?? table[tag.split("-")[0]!] ?? table[fallback];
}

/** The tag as it is properly written; undefined for what is none. */
export function validTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replace("_", "-"))[0];
  } catch {
    return undefined;
  }
}
