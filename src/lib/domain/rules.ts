import * as v from 'valibot';
import { isCalendarDate } from './calendar-date.ts';

/** Case types 案件の種類. Equal to the check of SQL `contract_case.case_type`. */
export const CASE_TYPES = ['construction', 'construction_service', 'service', 'goods', 'other'] as const;
export type CaseType = (typeof CASE_TYPES)[number];

/**
 * What of a case triggers demands beyond its type. Equal to the check of SQL `contract_case.flags`.
 * 建設リサイクル法 9条1項 (対象建設工事), 建築士法 22条の3の3 (設計・工事監理受託契約), 契約の保証.
 */
export const CASE_FLAGS = ['recycling', 'architect', 'guarantee'] as const;
export type CaseFlag = (typeof CASE_FLAGS)[number];

/** How applications come in; a municipality may open several ways. */
export const APPLICATION_CHANNELS = ['form', 'mail', 'external', 'csv'] as const;
export type ApplicationChannel = (typeof APPLICATION_CHANNELS)[number];

/** 契約の保証 in its kinds: 保証証書・証券, 現金納付, 免除, 電子保証. */
export const GUARANTEE_KINDS = ['security', 'cash', 'exempt', 'electronic'] as const;
export type GuaranteeKind = (typeof GUARANTEE_KINDS)[number];

/**
 * What the contractor's signer enters beside the mailed link (L5). `none` = nothing; `mail_code` = a code mailed to the
 * same address, 「メール認証（再確認）」 and no second factor; `access_code` = a code that staff hand over outside mail;
 * `sms_code` = a code sent to the mobile number of the application; `passkey` = one enrolled in the shelf before.
 */
export const SIGNER_FACTORS = ['none', 'mail_code', 'access_code', 'sms_code', 'passkey'] as const;
export type SignerFactor = (typeof SIGNER_FACTORS)[number];

const line = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(max),
    v.check((text) => !/\p{Cc}/u.test(text)),
  );
const paragraphs = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(8000));
const optionalLine = (max: number) => v.nullable(line(max));
const httpsAddress = v.pipe(
  v.string(),
  v.maxLength(500),
  v.check((text) => URL.canParse(text) && new URL(text).protocol === 'https:'),
);
const mailAddress = v.pipe(v.string(), v.maxLength(254), v.email());

const demandSchema = v.object({
  /** Names the demand in attachments; never reused for another one. */
  id: v.pipe(
    v.string(),
    v.regex(/^[a-z][a-z0-9_]{0,39}$/),
    v.check((id) => id !== 'original'),
  ),
  name: line(100),
  /** Empty = every type. */
  caseTypes: v.array(v.picklist(CASE_TYPES)),
  /** Only for cases with this flag; null = all of those types. */
  flag: v.nullable(v.picklist(CASE_FLAGS)),
  required: v.optional(v.boolean(), true),
});
export type Demand = v.InferOutput<typeof demandSchema>;

/**
 * One version of a municipality's rules, as SQL keeps it in `municipality_rules.document`. Later versions of the
 * software only add keys, each with a default, so that an old document stays readable.
 */
const rulesSchema = v.object({
  scope: v.object({
    /** Notices from this date on are contracted electronically (M2). */
    electronicFrom: v.pipe(v.string(), v.check(isCalendarDate)),
    /** Only cases carried out by 電子入札 (M3). */
    electronicBiddingOnly: v.boolean(),
    /** Names of the departments that take part; empty = every one (M5). */
    departments: v.array(line(100)),
  }),
  application: v.object({
    /** 「電子契約利用申請」, 「電子契約利用申出書」. */
    name: line(100),
    channels: v.pipe(
      v.array(v.picklist(APPLICATION_CHANNELS)),
      v.minLength(1),
      v.check((list) => new Set(list).size === list.length),
    ),
    externalName: optionalLine(100),
    externalUrl: v.nullable(httpsAddress),
    mailAddress: v.nullable(mailAddress),
  }),
  attachments: v.pipe(
    v.array(demandSchema),
    v.maxLength(30),
    v.check((list) => new Set(list.map((demand) => demand.id)).size === list.length),
  ),
  guarantee: v.object({
    kinds: v.array(v.picklist(GUARANTEE_KINDS)),
    /** Types of which every case needs one; others do where the case says so (its flag). */
    caseTypes: v.optional(v.array(v.picklist(CASE_TYPES)), []),
    /** Where the originals go (M33). */
    originalsTo: line(200),
  }),
  /** What stays on paper, and where it goes (M35). */
  paper: v.array(v.object({ name: line(100), to: line(100) })),
  /** 共同企業体 may sign, member by member. */
  jointVenture: v.optional(v.boolean(), false),
  signerFactor: v.optional(v.picklist(SIGNER_FACTORS), 'none'),
  /** Whoever has enrolled a passkey before may use it in the place of the code that `signerFactor` demands. */
  passkeyInstead: v.optional(v.boolean(), false),
  /** Days after 契約締結日 within which the last seal is expected; later is only warned of. */
  sealWithinDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)),
  texts: v.object({
    /** 利用規約, shown before the first input. Paragraphs are divided by an empty line. */
    terms: paragraphs,
    /** 個人情報の利用目的, incl. that address and IP address are printed in the certificate. */
    purposes: paragraphs,
    /** 電子契約で用いる方法 and file format, as the 承諾 names them (建設業法施行令 5条の5). */
    method: line(500),
    fileFormat: line(200),
    /** For 入札公告・指名通知・見積通知 (M4). */
    notice: paragraphs,
    /** Who answers questions. */
    contact: line(300),
  }),
});
export type Rules = v.InferOutput<typeof rulesSchema>;

/** A version of the rules as clients read it. */
export interface RulesVersion {
  readonly id: string;
  readonly version: number;
  /** `YYYY-MM-DD`: for cases whose 公告・通知日 is this date or later. */
  readonly effectiveOn: string;
  readonly rules: Rules;
}

/**
 * Reads a rules document from outside.
 *
 * @returns the rules, or the dotted paths of every place that does not fit, the first one also by itself. Hostile input
 *   does not throw.
 */
export function readRules(
  value: unknown,
):
  | { readonly ok: true; readonly rules: Rules }
  | { readonly ok: false; readonly path: string; readonly paths: readonly string[] } {
  const parsed = v.safeParse(rulesSchema, value);
  if (parsed.success) return { ok: true, rules: parsed.output };
  const paths = [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? ''))];
  return { ok: false, path: paths[0] ?? '', paths };
}

/**
 * The version that holds for a 公告・通知日, as SQL `private.rules_for` chooses it: the latest effective date not
 * after it, and of that the newest version. Never by today's date.
 *
 * @param noticeOn - `YYYY-MM-DD` in JST.
 * @returns undefined where no rules reach back so far.
 */
export function rulesFor<T extends Pick<RulesVersion, 'effectiveOn' | 'version'>>(
  versions: readonly T[],
  noticeOn: string,
): T | undefined {
  return versions
    .filter((entry) => entry.effectiveOn <= noticeOn)
    .sort((a, b) => b.effectiveOn.localeCompare(a.effectiveOn) || b.version - a.version)[0];
}
