/** The words of the callback settings, in English. This file is the type of every other language. */
import type {CallbackCode, CallbackFault} from '../protocol/callback.ts';
import type {AddressRule} from '../protocol/callback-address.ts';

const problem: Record<AddressRule, string> = {
  missing: 'Enter the address. The call system wants it even while pushing is off.',
  spaces: 'An address has no spaces or line breaks.',
  scheme: 'Begin with http:// or https://.',
  host: 'The name of the server is missing, as in https://crm.example.com/calls.',
  password: 'Take out the user name and password: others could read them.',
  length: 'An address has at most 2,000 characters.',
  unreadable: 'This is no web address. Check the server and the port.',
};

/** What happened, and what to do next. */
type Words = readonly [what: string, next: string];

const signature: Words = [
  'The call system did not accept the signature of the request.',
  'Nothing was changed. Tell your administrator.',
];
const imports: Words = ['The call system reports an error of an import.', 'Nothing was changed. Try again.'];

const answer: Record<CallbackCode, Words> = {
  10001: signature,
  100001: signature,
  20001: ['The call system wants the request to be sent another way.', 'Tell your administrator.'],
  20002: [
    'The call system could not read what was sent.',
    'Check the addresses, or tell your administrator.',
  ],
  20003: ['The call system does not accept this kind of client.', 'Tell your administrator.'],
  20004: ['The call system does not accept the user name or password.', 'Sign in to your CRM again.'],
  20005: ['Your access is not valid.', 'Sign in to your CRM again, then save.'],
  20006: ['Your access has expired.', 'Sign in to your CRM again, then save.'],
  20007: ['You have no permission to change these settings.', 'Tell your administrator.'],
  30001: imports,
  30002: imports,
  30003: imports,
  30004: imports,
  30005: imports,
  30006: imports,
};

/** Where the words of the bar do not fit. */
const fault: Partial<Record<CallbackFault['code'], Words>> & {readonly 'no-credentials': Words} = {
  'no-credentials': ['The page could not get your access to these settings.', 'Sign in to your CRM again.'],
  'not-found': ['The call system does not know these settings.', 'Tell your administrator.'],
  'not-confirmed': ['Not confirmed: no answer in time.', 'It may have worked. Saving again does no harm.'],
};

export const callbacksEn = {
  title: 'Callback settings',
  signedInAs: 'Signed in as',
  asking: 'Asking the page who is signed in …',
  nobody: 'The page does not say who is signed in.',
  open: 'Push calls',
  openHelp:
    'Each call is sent to your system about a minute after it ends. Switched off, the addresses are kept.',
  callbackUrl: 'Address for calls',
  callbackUrlHelp: 'It must answer the text SUCCESS; else a call is sent three times in all.',
  taskCallbackUrl: 'Address for import results',
  taskCallbackUrlHelp: 'Optional. It gets the counts when an import is done.',
  problem,
  problems: (names: readonly string[]) => `Not saved. Please look at: ${names.join(', ')}`,
  answer,
  code: (code: number) => `(code ${code})`,
  fault,
  kept: 'What you entered is kept.',
  save: 'Save',
  saving: 'Saving …',
  saved: (time: string, on: boolean) => `Saved · ${time} · pushing is ${on ? 'on' : 'off'}`,
  unsaved: 'Not saved yet',
};

export type CallbackWords = typeof callbacksEn;
