import type { Language } from '$lib/data/preferences.ts';
import type { ShelfContract } from '$lib/domain/contract-pack.ts';
import type { ShelfWords } from '$lib/messages/shelf.ts';
import { formatYen } from '$lib/ui/yen.ts';
import { contractKindRows } from '../../(sign)/s/contract-kind.ts';
import { dateText, instantText } from '../../(sign)/s/texts.ts';

/** 取引金額 with its unit, or that there is none. */
export function amountText(
  { amountJpy }: ShelfContract,
  words: ShelfWords,
  yen: string,
  language: Language,
): string {
  if (amountJpy === null) return words.contract.unitPrice;
  return language === 'en' ? `${formatYen(amountJpy)} ${yen}` : `${formatYen(amountJpy)}${yen}`;
}

/** What is known of a contract, line by line. @param yen - the unit in the reader's language. */
export function contractRows(
  contract: ShelfContract,
  words: ShelfWords,
  yen: string,
  language: Language,
): readonly { readonly label: string; readonly value: string; readonly lang?: string }[] {
  const t = words.contract;
  return [
    { label: t.counterparty, value: `${contract.municipalityName} ${contract.departmentName}`, lang: 'ja' },
    // Once the council has decided, a notice says so.
    ...contractKindRows(contract.contractKind ?? null, words.contractKind, language),
    { label: t.transactionOn, value: dateText(contract.transactionOn, language) },
    { label: t.amount, value: amountText(contract, words, yen, language) },
    { label: t.number, value: contract.managementLabel, lang: 'ja' },
    { label: t.concludedAt, value: instantText(contract.concludedAt, language) },
  ];
}
