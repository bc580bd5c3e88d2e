import { resolve } from '$app/paths';
import type { MembershipRole } from '$lib/domain/envelope.ts';
import { CONSOLE_JA } from '$lib/messages/console-screens.ts';
import { INQUIRIES_JA } from '$lib/messages/inquiries.ts';
import { LOG_JA } from '$lib/messages/log.ts';
import { MEMBERS_JA } from '$lib/messages/members.ts';
import { RENEWAL_JA } from '$lib/messages/renewal.ts';
import { RULES_JA } from '$lib/messages/rules.ts';
import { SERVICE_HEALTH_JA } from '$lib/messages/service-health.ts';
import { STAFF_JA } from '$lib/messages/staff.ts';
import { TEMPLATES_JA } from '$lib/messages/templates.ts';
import { TEXTS_JA } from '$lib/messages/texts.ts';
import type { IconName } from '$lib/ui/icon-paths.ts';

/** A screen of the console that can be gone to from any other. */
interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  /** Beginnings of the addresses that belong to it; its own when left out. */
  readonly within?: readonly string[];
  /** Whom the server lets in; everybody of the municipality when left out. */
  readonly role?: MembershipRole;
}

const t = CONSOLE_JA.frame;

/** The day's work, in the order of a contract's life. */
export const MAIN_PLACES: readonly Place[] = [
  {
    href: resolve('/console/waiting'),
    label: STAFF_JA.desk.title,
    icon: 'clock',
    within: [resolve('/console/waiting'), resolve('/console/signing')],
  },
  { href: resolve('/console/cases'), label: t.placeCases, icon: 'document' },
  {
    href: resolve('/console'),
    label: t.placeEnvelopes,
    icon: 'mail',
    within: [resolve('/console/new'), resolve('/console/bulk'), `${resolve('/console')}/envelopes`],
  },
  { href: resolve('/console/ledger'), label: t.placeLedger, icon: 'list' },
  { href: resolve('/console/inquiries'), label: INQUIRIES_JA.title, icon: 'information' },
];

/** What is looked at now and then. */
export const OTHER_PLACES: readonly Place[] = [
  { href: resolve('/console/templates'), label: TEMPLATES_JA.title, icon: 'document', role: 'drafter' },
  { href: resolve('/console/rules'), label: RULES_JA.title, icon: 'document' },
  { href: resolve('/console/log'), label: LOG_JA.title, icon: 'list' },
  { href: resolve('/console/members'), label: MEMBERS_JA.title, icon: 'user', role: 'admin' },
  { href: resolve('/console/texts'), label: TEXTS_JA.title, icon: 'document', role: 'admin' },
  { href: resolve('/console/renewal'), label: RENEWAL_JA.title, icon: 'clock', role: 'admin' },
  { href: resolve('/console/health'), label: SERVICE_HEALTH_JA.title, icon: 'shield', role: 'admin' },
];

/** The place that a screen's address belongs to; null where none is. */
export function placeOf(pathname: string): Place | null {
  const belongs = ({ href, within = [href] }: Place): boolean =>
    pathname === href || within.some((start) => pathname === start || pathname.startsWith(`${start}/`));
  return [...MAIN_PLACES, ...OTHER_PLACES].find(belongs) ?? null;
}
