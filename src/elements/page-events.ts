/** Tells the page what happens in a session: store changes become events, each of them once. */
import type {Session} from '../session/session.ts';
import {
  AgentCallEndEvent,
  AgentCallEvent,
  AgentFaultEvent,
  AgentLinkEvent,
  AgentNoticeEvent,
  AgentStatusEvent,
} from './events.ts';

/** Dispatches from `target` until the returned function is called. What is already there is not news. */
export function announce(session: Session, target: EventTarget): () => void {
  let {status} = session.$agent.get();
  let link = session.$link.get().state;
  let newest = session.$notices.get().at(-1)?.id ?? 0;
  const known = new Map(session.$calls.get().map(({sessionId, phase}) => [sessionId, phase]));

  const stops = [
    session.$agent.listen((agent) => {
      const previous = status;
      status = agent.status;
      if (status !== previous) target.dispatchEvent(new AgentStatusEvent(status, previous));
    }),
    session.$link.listen(({state, fault}) => {
      if (state === link) return;
      link = state;
      target.dispatchEvent(new AgentLinkEvent(state));
      if (state === 'refused' && fault) target.dispatchEvent(new AgentFaultEvent({...fault}));
    }),
    session.$calls.listen((calls) => {
      for (const call of calls) {
        const before = known.get(call.sessionId);
        known.set(call.sessionId, call.phase);
        // A copy: a listener of the page may change what it is given, never what we know.
        if (!before) present(structuredClone(call));
        else if (before === 'talking' && call.phase !== 'talking') {
          target.dispatchEvent(new AgentCallEndEvent(structuredClone(call)));
        }
      }
    }),
    session.$notices.listen((notices) => {
      const notice = notices.at(-1);
      if (!notice || notice.id <= newest) return;
      newest = notice.id;
      target.dispatchEvent(new AgentNoticeEvent(notice.text));
    }),
    session.$fault.listen((fault) => {
      if (fault) target.dispatchEvent(new AgentFaultEvent({...fault}));
    }),
  ];

  function present(call: ReturnType<Session['$calls']['get']>[number]) {
    if (!target.dispatchEvent(new AgentCallEvent(call))) session.hide(call.sessionId);
  }

  return () => {
    for (const stop of stops) stop();
  };
}
