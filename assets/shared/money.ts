// Amounts exactly as they were stored: the digits are kept as text, because a float cannot hold every amount of money.

import { locale } from "./strings";

const formats = new Map<string, Intl.NumberFormat>();

/** Formatters are slow to make and asked for once an amount, so each is made once. */
function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale()} ${options.currency ?? ""} ${options.minimumFractionDigits ?? ""}`;
  const made = formats.get(key) ?? new Intl.NumberFormat(locale(), options);
  formats.set(key, made);
  return made;
}

/** "19.99" and "EUR" as the reader writes it. An unknown currency is shown as its code behind the digits. */
export function formatAmount(amount: string, currency: string | null): string {
  if (currency === null) return amount;
  const decimals = /\.(\d+)$/.exec(amount)?.[1]?.length ?? 0;
  try {
    const usual = format({ style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    const digits = Math.max(decimals, usual);
    return format({ style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount as unknown as number);
  } catch {
    return `${amount} ${currency}`;
  }
}

/** 12000 as "12,000". */
export function formatCount(count: number): string {
  return format({}).format(count);
}
