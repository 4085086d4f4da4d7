/** What an agent does with a form, and what can be seen of it. */
import type {Save} from '../../src/protocol/commands.ts';
import type {Outcome} from '../../src/protocol/faults.ts';
import type {FieldValue} from '../../src/protocol/customer-form/field-values.ts';
import type {Call} from '../../src/session/calls/calls.ts';
import {fieldKey, fieldName} from '../../src/session/drafts/drafts.ts';
import type {Session} from '../../src/session/session.ts';

export function write(session: Session, sessionId: string, name: string, value: FieldValue): void {
  session.edit(sessionId, fieldKey(name), value);
}

/** The unsaved words of a call by their field's name; `undefined` without any. */
export function words(session: Session, sessionId: string): Record<string, FieldValue> | undefined {
  const draft = session.$drafts.get().get(sessionId);
  return draft && Object.fromEntries(draft.edits.map(({key, value}) => [fieldName(key) ?? key, value]));
}

/** The texts that another page has replaced. */
export function replaced(session: Session, sessionId: string): readonly FieldValue[] {
  return (
    session.$drafts
      .get()
      .get(sessionId)
      ?.replaced.map(({value}) => value) ?? []
  );
}

export function callOf(session: Session, sessionId: string): Call {
  const call = session.$calls.get().find((one) => one.sessionId === sessionId);
  if (!call) throw new Error(`No call ${sessionId}`);
  return call;
}

export const phases = (session: Session): readonly string[] =>
  session.$calls.get().map(({sessionId, phase}) => `${sessionId} ${phase}`);

export const recordOf = (session: Session, sessionId: string): Record<string, FieldValue> =>
  Object.fromEntries(callOf(session, sessionId).customer.fields);

/** Saves what stands in the draft, as the card does. */
export function save(session: Session, sessionId: string, more: Partial<Save> = {}): Promise<Outcome> {
  const values = words(session, sessionId) ?? {};
  return session.send({type: 'save', sessionId, values, ...more});
}
