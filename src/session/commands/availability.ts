/**
 * What the agent can do now, and why not. Pure.
 * A lost link forbids nothing: REST may work while the socket does not.
 */
import type {CommandType} from '../../protocol/commands.ts';
import type {AgentStatus} from '../../protocol/facts.ts';
import type {Call} from '../calls/calls.ts';
import type {Session} from '../session.ts';

export type Obstacle =
  | 'not-connected'
  | 'not-offered'
  | 'pending'
  | 'no-extno'
  | 'signed-in'
  | 'signed-out'
  | 'in-call'
  | 'no-call'
  | 'no-customer'
  | 'blacklisted';

interface Situation {
  readonly extno: string;
  readonly status: AgentStatus;
  readonly call: Call | undefined;
  /** A sign-in was not confirmed. */
  readonly doubt: boolean;
}

type Rule = (situation: Situation) => Obstacle | undefined;

/** Where nobody knows, before the first notice or after a sign-in that shows nowhere, the server decides. */
const signedIn: Rule = ({status, doubt}) => (status === 'signed-out' && !doubt ? 'signed-out' : undefined);
const notTalking: Rule = ({status}) => (status === 'busy' ? 'in-call' : undefined);
const talking: Rule = ({status, doubt}) =>
  status === 'busy' || status === 'unknown' || doubt ? undefined : 'no-call';
const onCall: Rule = ({call}) => (call ? undefined : 'no-call');
const onRecord: Rule = ({call}) => (call?.customer.uuid ? undefined : 'no-customer');
const named: Rule = ({extno}) => (extno ? undefined : 'no-extno');

const rules: {readonly [T in CommandType]: readonly Rule[]} = {
  'sign-in': [
    named,
    ({status}) => (status === 'signed-out' || status === 'unknown' ? undefined : 'signed-in'),
  ],
  'sign-out': [named, signedIn, notTalking],
  'next-call': [signedIn, notTalking],
  hold: [signedIn, talking],
  meeting: [signedIn, talking],
  blacklist: [onCall, onRecord, ({call}) => (call?.blacklisted ? 'blacklisted' : undefined)],
  'sms-text': [signedIn],
  sms: [signedIn],
  save: [signedIn, onCall, onRecord],
};

/** What stands in the way of a command now; `undefined` when it can be sent. */
export function obstacle(type: CommandType, session: Session): Obstacle | undefined {
  if (!session.commands.has(type)) return 'not-offered';
  const link = session.$link.get().state;
  if (link === 'refused' || link === 'closed') return 'not-connected';
  const {status, extno} = session.$agent.get();
  const situation = {extno, status, call: session.$call.get(), doubt: signInDoubtful(session)};
  const found = rules[type].map((rule) => rule(situation)).find(Boolean);
  return found ?? (session.$progress.get()[type] === 'pending' ? 'pending' : undefined);
}

/** The agent is told to be signed out, and may be signed in: a call system can forget to say so. */
export function signInDoubtful(session: Session): boolean {
  const progress = session.$progress.get()['sign-in'];
  return typeof progress === 'object' && progress.code === 'not-confirmed';
}
