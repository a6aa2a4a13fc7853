// Amounts exactly as they were stored: the digits are kept as text, because a float cannot hold every amount of money.

import { locale } from "./strings";

/** "19.99" and "EUR" as the reader writes it. An unknown currency is shown as its code behind the digits. */
export function formatAmount(amount: string, currency: string | null): string {
  if (currency === null) return amount;
  const decimals = /\.(\d+)$/.exec(amount)?.[1]?.length ?? 0;
  try {
    const usual = new Intl.NumberFormat(locale(), { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    const digits = Math.max(decimals, usual);
    const format = new Intl.NumberFormat(locale(), { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
    return format.format(amount as unknown as number);
  } catch {
    return `${amount} ${currency}`;
  }
}
