import type { Language } from '$lib/data/preferences.ts';
import type { LinkContractKind } from '$lib/domain/contract-standing.ts';
import type { SignWords } from '$lib/messages/sign.ts';
import { dateText } from './texts.ts';

/** What a link says of 契約区分, as rows; none for a plain contract, and none once the council has decided (see `CouncilNotice`). */
export function contractKindRows(
  shown: LinkContractKind | null,
  words: SignWords['contractKind'],
  language: Language,
): readonly { readonly label: string; readonly value: string; readonly lang?: string }[] {
  if (shown === null || shown.vote !== null) return [];
  if (shown.kind === 'provisional')
    return [{ label: words.label, value: `${words.provisional}\n${words.provisionalText}` }];
  const { managementLabel = null, contractOn = null, reference = null } = shown.original ?? {};
  const original = [
    reference,
    managementLabel === null ? null : words.originalNumber(managementLabel),
    contractOn === null ? null : words.originalOn(dateText(contractOn, language)),
  ].filter((line) => line !== null);
  return [
    { label: words.label, value: words.change },
    ...(original.length === 0
      ? []
      : [
          {
            label: words.original,
            value: original.join('\n'),
            // As staff wrote it.
            ...(managementLabel === null && contractOn === null ? { lang: 'ja' } : {}),
          },
        ]),
  ];
}
