import { GUARANTEE_KINDS, type Rules } from './rules.ts';

/** What the first version says in words, all but who answers questions. */
export interface FirstRulesWords {
  readonly applicationName: string;
  readonly originalsTo: string;
  readonly texts: Readonly<Omit<Rules['texts'], 'contact'>>;
}

/**
 * What a municipality without any rules begins its first version with. Nothing here holds until it is published, and
 * it cannot be before two places are filled that only the municipality knows: from which 公告・通知日 it contracts
 * electronically (`scope.electronicFrom`), and whom contractors ask (`texts.contact`).
 */
export function firstRules(words: FirstRulesWords): Rules {
  return {
    scope: { electronicFrom: '', electronicBiddingOnly: false, departments: [] },
    application: {
      name: words.applicationName,
      channels: ['form'],
      externalName: null,
      externalUrl: null,
      mailAddress: null,
    },
    attachments: [],
    // 電子保証 is for those who have agreed with its insurers.
    guarantee: {
      kinds: GUARANTEE_KINDS.filter((kind) => kind !== 'electronic'),
      caseTypes: [],
      originalsTo: words.originalsTo,
    },
    paper: [],
    jointVenture: false,
    signerFactor: 'none',
    passkeyInstead: false,
    sealWithinDays: 14,
    texts: { ...words.texts, contact: '' },
  };
}
