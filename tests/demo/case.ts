import { PDFDocument } from 'pdf-lib';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import type { EnvelopeFields } from '../../src/lib/domain/envelope-fields.ts';
import type { CaseFlag } from '../../src/lib/domain/rules.ts';
import type { Staff } from './staff.ts';

/** Registers a construction case that is contracted electronically. @param flags - see `CASE_FLAGS`. @returns its id. */
export async function registeredCase(
  staff: Staff,
  mark: string,
  departmentId: string | null,
  flags: readonly CaseFlag[],
): Promise<string> {
  const { caseId } = await staff.call<{ caseId: string }>('POST', '/application/cases', {
    departmentId,
    caseNumber: `試験-${mark}`,
    name: `試験工事-${mark}`,
    noticeOn: japanDate(new Date()),
    caseType: 'construction',
    flags,
    electronic: true,
    electronicBidding: true,
    contractKind: 'final',
    originalEnvelopeId: null,
    originalReference: null,
    amountJpy: null,
  });
  return caseId;
}

/**
 * Registers a construction case, enters the contractor's application with its original and 承諾, and accepts it: from
 * then on an envelope of the case may go to the applicant's address.
 *
 * @param mark - makes the case number one of its own.
 * @param guaranteed - whether it needs 契約の保証; its 届出書 is attached then.
 * @returns the case's id.
 */
export async function acceptedCase(
  staff: Staff,
  mark: string,
  departmentId: string | null,
  applicant: EnvelopeFields['contractor'],
  guaranteed = false,
): Promise<string> {
  const caseId = await registeredCase(staff, mark, departmentId, guaranteed ? ['guarantee'] : []);
  const applicationId = await enteredApplication(staff, caseId, applicant, guaranteed);
  await staff.call('POST', `/application/applications/${applicationId}/review`, { decision: 'accept' });
  return caseId;
}

/**
 * Registers a construction case of a 共同企業体 and accepts the application of every member.
 *
 * @param members - in the order of sealing; the last represents the others.
 * @returns the case's id.
 */
export async function ventureCase(
  staff: Staff,
  mark: string,
  departmentId: string | null,
  name: string,
  members: readonly EnvelopeFields['contractor'][],
): Promise<string> {
  const { caseId } = await staff.call<{ caseId: string }>('POST', '/application/cases', {
    departmentId,
    caseNumber: `試験-${mark}`,
    name: `試験工事-${mark}`,
    noticeOn: japanDate(new Date()),
    caseType: 'construction',
    flags: [],
    electronic: true,
    electronicBidding: true,
    contractKind: 'final',
    originalEnvelopeId: null,
    originalReference: null,
    amountJpy: null,
    venture: {
      name,
      members: members.map(({ company }, index) => ({
        company,
        representative: index === members.length - 1,
      })),
    },
  });
  const { data } = await staff.client.from('case_member').select('id').eq('case_id', caseId).order('ord');
  for (const [index, { id }] of ((data ?? []) as readonly { id: string }[]).entries()) {
    const applicant = members[index];
    if (applicant === undefined) throw new Error('more members than were registered');
    const applicationId = await enteredApplication(staff, caseId, applicant);
    await staff.call('POST', `/application/applications/${applicationId}/review`, {
      decision: 'accept',
      memberId: id,
    });
  }
  return caseId;
}

/** Enters an application of a case as it came by mail, with its original and 承諾; answers its id. */
export async function enteredApplication(
  staff: Staff,
  caseId: string,
  applicant: EnvelopeFields['contractor'],
  guaranteed = false,
): Promise<string> {
  const attachmentIds = [await staff.attach(caseId, 'original', '電子契約利用申出書.pdf', await onePage())];
  if (guaranteed) {
    attachmentIds.push(
      await staff.attach(caseId, 'guarantee_notice', '契約保証の届出書.pdf', await onePage()),
    );
  }
  const { applicationId } = await staff.call<{ applicationId: string }>(
    'POST',
    `/application/cases/${caseId}/applications`,
    {
      fields: {
        source: 'mail',
        receivedOn: japanDate(new Date()),
        company: applicant.company,
        principalTitle: applicant.title,
        principalName: applicant.principalName,
        email: applicant.email,
        contactName: null,
        contactPhone: null,
        externalNumber: null,
        declared: true,
        acceptedOn: null,
      },
      laws: ['construction'],
      attachmentIds,
    },
  );
  return applicationId;
}

async function onePage(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]).drawText('Application (for testing)', { x: 60, y: 760 });
  return pdf.save();
}
