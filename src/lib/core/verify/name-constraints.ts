import { isWellFormed, isWithin, mayLieWithin, type GeneralName } from '../x509/general-name.ts';
import type { CertificateFacts } from './facts.ts';

// Names times constraints: a hostile pair of certificates makes millions of comparisons of it.
const MAX_COMPARISONS = 65_536;

/** The name constraints of the authorities above, as a path is walked down. RFC 5280 §4.2.1.10, §6.1.1 (h), (i). */
export class NameConstraints {
  // One list an authority: a name must lie within each of them, for only narrowing is allowed.
  readonly #permitted: (readonly GeneralName[])[] = [];
  readonly #excluded: (readonly GeneralName[])[] = [];
  #comparisons = 0;

  /** Takes what a certificate states of those below it. §6.1.4 (g). */
  take({ nameConstraints }: CertificateFacts): void {
    if (!nameConstraints) return;
    if (nameConstraints.permitted.length > 0) this.#permitted.push(nameConstraints.permitted);
    if (nameConstraints.excluded.length > 0) this.#excluded.push(nameConstraints.excluded);
  }

  /** Why the names of a certificate do not hold, if so. §6.1.3 (b), (c). */
  problem(certificate: CertificateFacts): 'name-constraints' | 'too-many-names' | undefined {
    const names = namesOf(certificate);
    const bases = [...this.#permitted, ...this.#excluded].reduce((sum, { length }) => sum + length, 0);
    this.#comparisons += names.length * bases;
    if (this.#comparisons > MAX_COMPARISONS) return 'too-many-names';
    const holds = names.every((name) => this.#isPermitted(name) && !this.#isExcluded(name));
    return holds ? undefined : 'name-constraints';
  }

  // A list constrains only names of the kinds that it has. A name that is malformed lies within nothing …
  #isPermitted(name: GeneralName): boolean {
    return this.#permitted.every((bases) => {
      const ofKind = bases.filter((base) => base.type === name.type);
      return ofKind.length === 0 || (isWellFormed(name) && ofKind.some((base) => isWithin(name, base)));
    });
  }

  // … and may be any excluded one.
  #isExcluded(name: GeneralName): boolean {
    return this.#excluded.some((bases) =>
      bases.some((base) => base.type === name.type && (!isWellFormed(name) || mayLieWithin(name, base))),
    );
  }
}

// The subject is a name too, and its e-mail addresses where no alternative name is one (§4.2.1.10).
function namesOf({
  subjectAltNames,
  subjectRdnKeys,
  subjectEmails,
}: CertificateFacts): readonly GeneralName[] {
  const names: GeneralName[] = [...subjectAltNames];
  if (subjectRdnKeys.length > 0) names.push({ type: 'directory', rdnKeys: subjectRdnKeys });
  if (!subjectAltNames.some(({ type }) => type === 'email'))
    names.push(...subjectEmails.map((value) => ({ type: 'email', value }) as const));
  return names;
}
