/** English. This file is the type of every other language. */
import type {CommandType} from '../protocol/commands.ts';
import type {FaultCode, InputRule} from '../protocol/faults.ts';
import type {AgentStatus} from '../protocol/frames.ts';
import type {Obstacle} from '../session/availability.ts';
import type {LinkView} from '../session/link-view.ts';

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

/** Why something cannot be done now, or cannot be sent. */
const why: Record<Obstacle | InputRule, string> = {
  'not-connected': 'Not connected.',
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
};

export type Strings = typeof en;
