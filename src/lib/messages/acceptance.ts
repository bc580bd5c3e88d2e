import type { AcceptanceLaw } from '../domain/case.ts';

/** What the words of a 承諾 depend on. */
export interface AcceptanceValues {
  readonly municipalityName: string;
  readonly caseName: string;
  /** The electronic method, by the municipality's rules. */
  readonly method: string;
  readonly fileFormat: string;
}

const LAW_JA = {
  construction: '建設業法第19条第3項',
  recycling: '建設工事に係る資材の再資源化等に関する法律（建設リサイクル法）第13条第3項',
  architect: '建築士法第22条の3の3第4項',
} as const satisfies Record<AcceptanceLaw, string>;

const PAPER_JA = {
  construction: '建設工事の請負契約の締結',
  recycling: '対象建設工事の請負契約に係る書面の交付',
  architect: '設計受託契約又は工事監理受託契約に係る書面の交付',
} as const satisfies Record<AcceptanceLaw, string>;

/** The law by which the 承諾 is asked for. */
export const ACCEPTANCE_LAW_JA = LAW_JA;

/**
 * The words that a contractor accepts, of one law: kind and content of the method, and the file format
 * (建設業法施行令 5条の5). They are stored as they were shown.
 */
export function acceptanceTextJa(law: AcceptanceLaw, values: AcceptanceValues): string {
  return (
    `「${values.caseName}」について、${LAW_JA[law]}の規定により、${PAPER_JA[law]}に代えて、` +
    `${values.municipalityName}が次の電子的な方法によることを承諾します。` +
    `方法：${values.method} ファイルへの記録の方式：${values.fileFormat} ` +
    'この承諾は、契約が締結されるまで、いつでも撤回できます。'
  );
}

const LAW_EN = {
  construction: 'Construction Business Act, article 19 paragraph 3 (建設業法19条3項)',
  recycling: 'Construction Material Recycling Act, article 13 paragraph 3 (建設リサイクル法13条3項)',
  architect: 'Architects Act, article 22-3-3 paragraph 4 (建築士法22条の3の3第4項)',
} as const satisfies Record<AcceptanceLaw, string>;

/** The law in English, for readers; what is accepted is the Japanese text. */
export const ACCEPTANCE_LAW_EN = LAW_EN;
