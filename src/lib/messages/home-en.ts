import type { HomeWords } from './home.ts';

/** The top page and its companions in English. */
export const HOME_EN = {
  home: {
    title: 'Electronic contracts',
    lead: 'What would you like to do?',
    contractor: 'I received a request to sign',
    contractorText: 'Press the button in the e-mail. No registration and no software is needed.',
    contractorHow: 'Cannot find the e-mail?',
    contractorHowText:
      'Please look in the spam folder. If it is not there, ask the office in charge of the contract: it is sent again to the registered address.',
    contractorShelf: 'Open the library',
    contractorShelfText: 'To find and keep contracts that you concluded',
    staff: 'I work for a municipality',
    staffText: 'Create envelopes, sign for the municipality, follow the progress.',
    staffGo: 'Sign in',
    verify: 'I want to verify a contract',
    verifyText:
      'Checks the signatures and time-stamps of PDFs. Files never leave this device, and it works without a network.',
    verifyGo: 'Verify documents',
  },
  install: {
    title: 'Install on this device',
    text: 'As an app, it verifies documents where there is no network.',
    act: 'Install the app',
  },
} satisfies HomeWords;
