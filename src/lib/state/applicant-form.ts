/** What the applicant types, as typed; empty where nothing was. */
export const EMPTY_APPLICANT = {
  caseNumber: '',
  company: '',
  principalTitle: '',
  principalName: '',
  email: '',
  emailAgain: '',
  contactName: '',
  contactPhone: '',
  mobile: '',
};
export type ApplicantForm = typeof EMPTY_APPLICANT;
