import type { Report, SignatureReport } from '../verify/report.ts';

/** An intact seal of a file: the length of the revision it closes, and who holds its key; null where nobody is named. */
export type FileSeal = Readonly<{ coveredLength: number; holder: string | null }>;

/** The seals of a file, in its order; document time-stamps are none. */
export function fileSeals({ signatures }: Report): readonly FileSeal[] {
  return signatures
    .filter(({ kind, integrity }) => kind === 'signature' && integrity === 'intact')
    .map((signature) => ({ coveredLength: signature.coveredLength, holder: holderOf(signature) }));
}

/** Who made every seal of a file; null where it has none, or two people did. */
export function soleHolder(report: Report): string | null {
  const [first, ...others] = fileSeals(report);
  return first && others.every(({ holder }) => holder === first.holder) ? first.holder : null;
}

/**
 * Who holds the key of a seal, to be compared with others; null where no chain names anybody.
 *
 * By name within one authority: certificates are renewed, and another authority may give anybody the name.
 */
export function holderOf({ signer, chain }: SignatureReport): string | null {
  const root = chain.at(-1)?.sha256Hex;
  return signer === null || root === undefined ? null : `${root} ${signer}`;
}
