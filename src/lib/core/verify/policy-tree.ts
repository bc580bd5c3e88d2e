import type { CertificateFacts } from './facts.ts';
import type { CertificatePolicyInputs } from './policy.ts';

const ANY_POLICY = '2.5.29.32.0';
// Mappings to anyPolicy multiply nodes; no chain in use comes near this.
const MAX_NODES = 4096;

interface PolicyNode {
  readonly policy: string;
  expected: ReadonlySet<string>;
  readonly parent: PolicyNode | null;
  children: number;
}

/**
 * The valid policy tree of one path: it decides whether a required explicit policy, of the set wanted, is left at the
 * end.
 *
 * Source: RFC 5280 §6.1.1 (c), (e)–(g), §6.1.2 (a)–(f), §6.1.3 (d)–(f), §6.1.4 (a)–(b), (h)–(j), §6.1.5 (a)–(b), (g).
 */
export class PolicyTree {
  #levels: PolicyNode[][] | null = [
    [{ policy: ANY_POLICY, expected: new Set([ANY_POLICY]), parent: null, children: 0 }],
  ];
  #explicit: number;
  #mapping: number;
  #inhibitAny: number;
  #count = 1;
  readonly #wanted: readonly string[];

  /** @param length - certificates below the anchor. */
  constructor(length: number, inputs: CertificatePolicyInputs) {
    this.#explicit = inputs.requireExplicit ? 0 : length + 1;
    this.#mapping = inputs.inhibitMapping ? 0 : length + 1;
    this.#inhibitAny = inputs.inhibitAny ? 0 : length + 1;
    this.#wanted = inputs.acceptable;
  }

  /** Takes the next certificate down, which is not the leaf; false where the path fails by it. */
  takeAuthority(certificate: CertificateFacts, isSelfIssued: boolean): boolean {
    if (!this.#takePolicies(certificate, isSelfIssued)) return false;
    const { policyMappings, policyConstraints, inhibitAnyPolicy } = certificate;
    // §6.1.4 (a)
    if (policyMappings.some((pair) => pair.includes(ANY_POLICY))) return false;
    this.#takeMappings(policyMappings);
    // (h)
    if (!isSelfIssued) {
      this.#explicit = Math.max(0, this.#explicit - 1);
      this.#mapping = Math.max(0, this.#mapping - 1);
      this.#inhibitAny = Math.max(0, this.#inhibitAny - 1);
    }
    // (i), (j)
    this.#explicit = Math.min(this.#explicit, policyConstraints?.requireExplicitPolicy ?? this.#explicit);
    this.#mapping = Math.min(this.#mapping, policyConstraints?.inhibitPolicyMapping ?? this.#mapping);
    this.#inhibitAny = Math.min(this.#inhibitAny, inhibitAnyPolicy ?? this.#inhibitAny);
    return true;
  }

  /** Takes the leaf; false where a required policy is missing. */
  takeLeaf(certificate: CertificateFacts): boolean {
    if (!this.#takePolicies(certificate, false)) return false;
    // §6.1.5 (a), (b)
    this.#explicit = Math.max(0, this.#explicit - 1);
    if (certificate.policyConstraints?.requireExplicitPolicy === 0) this.#explicit = 0;
    return this.#explicit > 0 || this.#isWantedLeft();
  }

  // (g): a node counts by the policy that its branch has next below anyPolicy, where the authorities' own words begin.
  #isWantedLeft(): boolean {
    const leaves = this.#levels?.at(-1) ?? [];
    if (this.#wanted.length === 0) return leaves.length > 0;
    return leaves.some((leaf) => {
      let named: string | null = null;
      for (let node: PolicyNode | null = leaf; node; node = node.parent) {
        if (node.policy !== ANY_POLICY) named = node.policy;
      }
      return named === null || this.#wanted.includes(named);
    });
  }

  // §6.1.3 (d)–(f)
  #takePolicies(certificate: CertificateFacts, isSelfIssuedAuthority: boolean): boolean {
    const { policies } = certificate;
    const above = this.#levels?.at(-1);
    if (policies === null || !this.#levels || !above) this.#levels = null;
    else {
      const level: PolicyNode[] = [];
      for (const policy of policies) {
        if (policy === ANY_POLICY) continue;
        const matching = above.filter(({ expected }) => expected.has(policy));
        const parents = matching.length > 0 ? matching : above.filter((node) => node.policy === ANY_POLICY);
        for (const parent of parents) this.#add(level, policy, new Set([policy]), parent);
      }
      if (policies.includes(ANY_POLICY) && (this.#inhibitAny > 0 || isSelfIssuedAuthority)) {
        for (const parent of above) {
          for (const value of parent.expected) {
            const has = level.some((node) => node.parent === parent && node.policy === value);
            if (!has) this.#add(level, value, new Set([value]), parent);
          }
        }
      }
      this.#levels.push(level);
      this.#prune();
    }
    return this.#count <= MAX_NODES && (this.#explicit > 0 || this.#levels !== null);
  }

  // §6.1.4 (b)
  #takeMappings(mappings: CertificateFacts['policyMappings']): void {
    const level = this.#levels?.at(-1);
    if (!level || !this.#levels || mappings.length === 0) return;
    for (const from of new Set(mappings.map(([issuer]) => issuer))) {
      const targets = new Set(mappings.filter(([issuer]) => issuer === from).map(([, subject]) => subject));
      const nodes = level.filter(({ policy }) => policy === from);
      if (this.#mapping === 0) {
        for (const node of nodes) {
          level.splice(level.indexOf(node), 1);
          if (node.parent) node.parent.children--;
        }
      } else if (nodes.length > 0) {
        for (const node of nodes) node.expected = targets;
      } else {
        const any = level.find(({ policy }) => policy === ANY_POLICY);
        if (any?.parent) this.#add(level, from, targets, any.parent);
      }
    }
    this.#prune();
  }

  #add(level: PolicyNode[], policy: string, expected: ReadonlySet<string>, parent: PolicyNode): void {
    if (this.#count++ > MAX_NODES) return;
    parent.children++;
    level.push({ policy, expected, parent, children: 0 });
  }

  // §6.1.3 (d)(3): nodes above the newest level that lead nowhere go.
  #prune(): void {
    const levels = this.#levels;
    if (!levels) return;
    for (let depth = levels.length - 2; depth >= 0; depth--) {
      levels[depth] = (levels[depth] ?? []).filter((node) => {
        if (node.children > 0) return true;
        if (node.parent) node.parent.children--;
        return false;
      });
    }
    if ((levels[0] ?? []).length === 0 || levels.at(-1)?.length === 0) this.#levels = null;
  }
}
