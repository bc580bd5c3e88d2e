/** Refusals around the guarantee of a contract and 契約書案 in Japanese; part of `REFUSAL_JA`. */
export const REFUSAL_GUARANTEE_JA = {
  GUARANTEE_NOT_WANTED: {
    happened: 'この契約には、契約の保証の書類は要りません。',
    next: '画面を読み込み直して、表示されている項目だけを進めてください。',
  },
  GUARANTEE_KIND_INVALID: {
    happened: 'この保証の種類は、この契約では選べません。',
    next: '表示されている種類から選んでください。ほかの種類を希望するときは、担当課へお問い合わせください。',
  },
  GUARANTEE_DECIDED: {
    happened: '契約の保証の書類は、すでに受け付けたため、いまは変えられません。',
    next: '画面を読み込み直してください。差替えが必要なときは、担当課へお問い合わせください。',
  },
  GUARANTEE_NOT_FOUND: {
    happened: 'この契約の保証の書類が見つかりません。',
    next: '封筒の画面を読み込み直してください。',
  },
  GUARANTEE_NOT_ACCEPTED: {
    happened: '契約の保証の書類の確認が済んでいないため、発注者の署名はできません。',
    next: '封筒の画面の「契約の保証」で書類を確認し、「確認した」を押してから署名してください。',
  },
  PAYMENT_SLIP_MISSING: {
    happened: '納付書がまだ届いていないため、現金納付は選べません。',
    next: '担当課へ、納付書の送付をご依頼ください。届くと、この画面からダウンロードできます。',
  },
  ORIGINAL_NOT_DUE: {
    happened: 'この契約には、提出する原本がありません。',
    next: '封筒の画面を読み込み直してください。',
  },
  DRAFT_COPY_UNKNOWN: {
    happened: 'この契約書案が見つかりません。',
    next: '封筒の画面を読み込み直してください。',
  },
  DRAFT_COPY_CLOSED: {
    happened: 'この契約書案は、公開の期間が終わりました。',
    next: '必要なときは、担当課へ、もう一度の送付をご依頼ください。',
  },
} as const;

/** The same in English. */
export const REFUSAL_GUARANTEE_EN = {
  GUARANTEE_NOT_WANTED: {
    happened: 'This contract needs no guarantee.',
    next: 'Reload the page and go on with what it shows.',
  },
  GUARANTEE_KIND_INVALID: {
    happened: 'This kind of guarantee cannot be chosen for this contract.',
    next: 'Choose one of those shown, or ask the office in charge.',
  },
  GUARANTEE_DECIDED: {
    happened: 'The guarantee has been taken already and cannot be changed now.',
    next: 'Reload the page. If it must be replaced, ask the office in charge.',
  },
  GUARANTEE_NOT_FOUND: {
    happened: 'There is no such guarantee.',
    next: 'Reload the page of the envelope.',
  },
  GUARANTEE_NOT_ACCEPTED: {
    happened: 'The guarantee has not been accepted yet, so the municipality cannot sign.',
    next: 'Check it on the page of the envelope and accept it, then sign.',
  },
  PAYMENT_SLIP_MISSING: {
    happened: 'There is no payment slip yet, so a deposit in cash cannot be chosen.',
    next: 'Ask the office in charge for the payment slip. It can then be downloaded here.',
  },
  ORIGINAL_NOT_DUE: {
    happened: 'No original is due for this contract.',
    next: 'Reload the page of the envelope.',
  },
  DRAFT_COPY_UNKNOWN: {
    happened: 'There is no such draft.',
    next: 'Reload the page of the envelope.',
  },
  DRAFT_COPY_CLOSED: {
    happened: 'This draft is no longer open.',
    next: 'Ask the office in charge to send it again.',
  },
} as const;
