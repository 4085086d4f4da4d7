/** English strings. This file defines the type of all other languages. */
import type {CommandType} from '../protocol/commands.ts';
import type {FaultCode, InputRule, NodeProblem} from '../protocol/faults.ts';
import type {AgentStatus} from '../protocol/facts.ts';
import type {Obstacle} from '../session/commands/availability.ts';
import type {LinkView} from '../session/link-view.ts';
import type {NodeFailure} from '../session/data-nodes/profile.ts';
import type {CallbackCode, CallbackFault} from '../protocol/callback-settings/callback-settings.ts';
import type {AddressRule} from '../protocol/callback-settings/address.ts';

const status: Record<AgentStatus, string> = {
  unknown: 'Unknown',
  'signed-out': 'Signed out',
  idle: 'Idle',
  busy: 'Busy',
  'wrap-up': 'Wrap-up',
};

const link: Record<LinkView, string> = {
  connecting: 'Connecting',
  live: 'Connected',
  checking: 'Checking the connection',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  'signed-out': 'Access expired',
  elsewhere: 'In use elsewhere',
  misconfigured: 'Misconfigured',
  closed: 'Not connected',
};

const command: Record<CommandType, string> = {
  'sign-in': 'Sign in',
  'sign-out': 'Sign out',
  'next-call': 'Next call',
  hold: 'Hold',
  meeting: 'Add party',
  blacklist: 'Blacklist',
  'sms-text': 'SMS text',
  sms: 'SMS',
  save: 'Save',
};

/** Why a command is not available, or an input cannot be sent. */
const why: Record<Obstacle | InputRule, string> = {
  'not-connected': 'Not connected.',
  'not-offered': 'Not offered here.',
  pending: 'Waiting for the answer.',
  'no-extno': 'This page has not given your work number.',
  'signed-in': 'You are signed in.',
  'signed-out': 'Sign in first.',
  'in-call': 'Possible after the call.',
  'no-call': 'Possible during a call.',
  'no-customer': 'The call has no customer number.',
  blacklisted: 'On the blacklist.',
  'no-number': 'Enter a number.',
  'number-characters': 'A number has digits, +, * and # only.',
  'number-length': 'A number has at most 32 digits.',
  'no-text': 'Write the text first.',
};

/** What happened, and what to do next. */
const fault: Record<FaultCode, readonly [what: string, next: string]> = {
  refused: ['The call system refused.', 'Nothing was changed. Try again.'],
  unauthorized: ['Your access has expired or is not accepted.', 'Sign in to your CRM again.'],
  'token-renewed': ['Your access had expired and was renewed.', 'Nothing was changed. Press again.'],
  forbidden: ['You are not allowed to do this.', 'Tell your administrator.'],
  'not-found': ['The call system does not know this command.', 'Tell your administrator.'],
  overloaded: ['The call system is busy.', 'Try again soon.'],
  'server-error': ['The call system has a problem.', 'Try again, or tell your administrator.'],
  unreachable: ['The call system cannot be reached.', 'Check your network. What is on the screen is kept.'],
  'not-confirmed': ['Not confirmed in time.', 'It may have worked: check the state before you try again.'],
  overtaken: ['The call system has changed your status.', 'Press again if you still want this.'],
  'not-understood': [
    'Something other than the call system answered.',
    'Does your network ask you to log in?',
  ],
  'no-token': ['The page could not get your access.', 'Sign in to your CRM again.'],
  'bad-server': ['The address of the call system is not a web address.', 'Tell your administrator.'],
  'no-socket': ['The live connection is blocked.', 'Tell your administrator.'],
  csp: ['The page forbids the connection.', 'Tell your administrator.'],
  'bad-data-nodes': ['A customer data node is set up wrongly.', 'Tell your administrator.'],
  'in-use': ['You use the phone bar in another place.', 'Calls are shown there.'],
  unstable: ['The connection breaks again and again.', 'Tell your administrator if it goes on.'],
  'bad-input': ['This cannot be sent.', ''],
  pending: ['Waiting for the answer.', ''],
  cancelled: ['The page did not allow this.', 'Tell your administrator.'],
  closed: ['The connection was closed.', 'Reload the page.'],
};

/** Why a data node has no result. */
const nodeFailed: Record<Exclude<NodeFailure['reason'], 'depends' | 'set-up'>, string> = {
  late: 'did not answer in time',
  unreachable: 'cannot be reached',
  redirect: 'led to another address, which is not asked',
  status: 'answered with an error',
  'too-long': 'gave an answer that is too long',
  'not-understood': 'gave an answer that cannot be read',
  'not-sendable': 'not asked: a value cannot be sent to it',
  'no-number': 'not asked: the call has no number',
};

/** Errors in the configuration of a data node. */
const nodeProblem: Record<NodeProblem, string> = {
  'no-list': 'this is no JSON list of data nodes',
  'no-node': 'this is no data node',
  missing: 'this is missing',
  kind: 'this is not system, form or json',
  'unknown-key': 'no data node has this',
  'not-of-kind': 'a data node of this kind does not have this',
  url: 'this is not an http or https address',
  'url-variable': 'a variable stands in the host',
  'url-query': 'the address of a system interface is fixed: no query, no variables',
  'header-name': 'a header cannot have this name',
  'header-value': 'a header cannot hold this, such as a line break',
  'header-fixed': 'this header is fixed',
  'no-values': 'this is no object of values',
  'no-value': 'this is neither text nor a whole number',
  'no-names': 'this is no list of names',
  timeout: 'this is not a whole number of milliseconds up to 60000',
  doubled: 'this name is taken',
  unclosed: 'a ${ is not closed',
  'unknown-variable': 'nobody gives this variable',
  circle: 'these wait for each other',
};

/** The card of a call. */
const card = {
  phase: {
    ringing: 'Ringing',
    talking: 'On the call',
    'wrap-up': 'After the call',
    closed: 'Finished',
  },
  blacklisted: 'Blacklisted',
  calls: 'Calls',
  unsaved: 'unsaved',
  leftovers: (count: number) =>
    `Another version of the phone bar has kept unsaved words ${count === 1 ? 'of a call' : `of ${count} calls`}.`,
  copyLeftovers: 'They are not in the form: copy what you need. They leave this browser within 12 hours.',
  profile: 'Customer record',
  form: 'Customer form',
  noForm: {
    asking: 'The form is on its way …',
    failed: 'The call system did not give the form. These are the values on record.',
    unreadable:
      'This page gave a form that cannot be read; tell your administrator. What is shown instead comes from the call system.',
  },
  noFields: 'This call has no form.',
  others: 'Also on record',
  moreKept: (count: number) => `${count} more are kept as they are.`,
  result: 'Result',
  callStatus: 'Call status',
  inspection: 'Quality check',
  choose: 'Choose …',
  none: '—',
  requiredHint: 'required',
  openPage: 'Open the customer’s page',
  recordUnreadable: 'The customer record could not be read.',
  fieldsUnreadable: 'The values on record could not be read. Saving puts yours in their place.',
  listSeparator: ', ',
  vip: 'VIP',
  vipLevel: (level: string) => `Level: ${level}`,
  vipLevelLabel: 'VIP level',
  userLabelLabel: 'Label',
  blacklistedCaller: (who: string) => `Blacklisted: ${who}`,
  askingNodes: (names: readonly string[]) => `Asking ${names.join(', ')} …`,
  nodeSays: (name: string, what: string) => `${name}: ${what}.`,
  nodeFailed,
  nodeDepends: (name: string) => `not asked, because ${name} did not give what it needs`,
  missingOutputs: (names: readonly string[]) => `the answer lacks ${names.join(', ')}`,
  unreadableOutputs: (names: readonly string[]) => `cannot be read: ${names.join(', ')}`,
  tryAgain: 'Try again',
  badNode: (place: string, problem: string) =>
    `Data node${place && ` ${place}`}: ${problem}. Tell your administrator.`,
  nodeProblem,
  record: {
    project: 'Project',
    task: 'Task',
    callStatus: 'Call status',
    owner: 'Owner',
    uuid: 'Customer no.',
    editedAt: 'Edited',
    importedAt: 'Imported',
  },
  problem: {
    missing: 'Fill this in.',
    unchosen: 'Choose at least one.',
    number: 'Enter a number, such as 12.5.',
    date: 'Enter a whole date.',
    email: 'Enter an e-mail address, such as name@example.com.',
    pattern: 'This does not have the right form.',
    min: (min: string) => `At least ${min}.`,
    max: (max: string) => `At most ${max}.`,
    other: 'This cannot be sent.',
  },
  problems: (names: readonly string[]) => `Not saved. Please look at: ${names.join(', ')}`,
  save: 'Save',
  saveNext: 'Save and next call',
  saving: 'Saving …',
  saved: (time: string) => `Saved · ${time}`,
  savedFor: (who: string) => `Saved: ${who}`,
  draftKept: (time: string) => `Not saved yet · draft kept ${time}`,
  draftInPage: 'Not saved yet',
  restored: (time: string) => `Restored from ${time} · not saved yet`,
  unprotected: 'This browser keeps no drafts: save before you leave the page.',
  elsewhere: 'This call is also edited in another tab.',
  replaced: (text: string) => `Another tab replaced: “${text}”`,
  take: 'Take this text back',
  drop: 'Let it go',
  callTook: (duration: string) => `the call took ${duration}`,
  reminder: (minutes: number) =>
    `After-call work for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. Save the form when you are done.`,
  newCall: (who: string) => `New call: ${who}`,
  discard: 'Discard',
  stay: 'Stay',
  unsavedTitle: 'Not saved',
  unsavedText: (who: string) => `What you wrote about ${who} is not saved.`,
  signOutText: 'Signing out erases what is not saved.',
  saveAndGo: {'next-call': 'Save and next call', 'sign-out': 'Save and sign out'},
};

/** The bar's own dialogs. */
const dialogs = {
  meetingTitle: 'Add a third party',
  meetingNumber: 'Work or telephone number',
  meetingAdd: 'Add',
  blacklistTitle: 'Put on the blacklist?',
  reportTitle: 'Report for support',
  reportText:
    'It tells whoever helps you how the connection and the commands have fared. No numbers, names or texts are in it.',
  copyReport: 'Copy report',
  reportCopied: 'Copied. Paste it into a message to whoever helps you.',
  reportByHand: 'This page may not copy. The text is selected: copy it with the keyboard.',
  blacklistText: (who: string) => `${who} will not reach anybody any more.`,
};

/** The SMS form. */
const sms = {
  title: 'Send an SMS',
  to: 'To',
  text: 'Text',
  count: (characters: number, segments: number, per: number) =>
    `${characters} ${characters === 1 ? 'character' : 'characters'} · ${segments} SMS (${per} each)`,
  send: 'Send',
  sending: 'Sending …',
  sent: (to: string) => `SMS sent to ${to}`,
};

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
type Message = readonly [what: string, next: string];

const signature: Message = [
  'The call system did not accept the signature of the request.',
  'Nothing was changed. Tell your administrator.',
];
const imports: Message = [
  'The call system reports an error of an import.',
  'Nothing was changed. Try again.',
];

const answer: Record<CallbackCode, Message> = {
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

/** Faults with other texts than in the bar. */
const callbackFault: Partial<Record<CallbackFault['code'], Message>> & {readonly 'no-credentials': Message} =
  {
    'no-credentials': ['The page could not get your access to these settings.', 'Sign in to your CRM again.'],
    'not-found': ['The call system does not know these settings.', 'Tell your administrator.'],
    'not-confirmed': ['Not confirmed: no answer in time.', 'It may have worked. Saving again does no harm.'],
  };

/** The form of the callback settings. */
const callbacks = {
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
  fault: callbackFault,
  kept: 'What you entered is kept.',
  save: 'Save',
  saving: 'Saving …',
  saved: (time: string, on: boolean) => `Saved · ${time} · pushing is ${on ? 'on' : 'off'}`,
  unsaved: 'Not saved yet',
};

export const en = {
  tag: 'en',
  bar: 'Phone bar',
  status,
  link,
  command,
  why,
  fault,
  resume: 'Resume',
  held: 'On hold',
  waitingForCall: 'Waiting for a call',
  wrapUpOf: 'customer information not submitted',
  tokenMissing: 'Waiting for this page to give access',
  nextTry: (seconds: number) => (seconds > 0 ? `next try in ${seconds} s` : 'trying now'),
  lostAt: (time: string) => `since ${time}`,
  lostFor: (duration: string) => `for ${duration}`,
  asOf: (time: string) => `Calls may be missed. What you see is as of ${time}.`,
  missed: (from: string, to: string) =>
    `Calls may have been missed from ${from} to ${to}: look into the call records.`,
  retryNow: 'Try now',
  useHere: 'Use here',
  waitSeconds: (seconds: number) => `Wait ${seconds} s.`,
  dismiss: 'Dismiss',
  more: 'More',
  announcements: (count: number) => (count === 1 ? '1 announcement' : `${count} announcements`),
  unread: (count: number) => `${count} unread`,
  incoming: (who: string, city: string) => `Call from ${who}${city ? `, ${city}` : ''}`,
  parties: (numbers: readonly string[]) => `with ${numbers.join(', ')}`,
  cancel: 'Cancel',
  unnamed: 'Name unknown',
  kept: 'Your text is kept.',
  card,
  dialogs,
  sms,
  callbacks,
};

export type Strings = typeof en;
export type CardStrings = Strings['card'];
export type DialogStrings = Strings['dialogs'];
export type SmsStrings = Strings['sms'];
export type CallbackStrings = Strings['callbacks'];
