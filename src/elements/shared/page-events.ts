/** Turns store changes of a session into events for the page, each once. */
import type {Call, Calls} from '../../session/calls/calls.ts';
import type {Session} from '../../session/session.ts';
import {
  AgentCallEndEvent,
  AgentCallEvent,
  AgentFaultEvent,
  AgentLinkEvent,
  AgentNoticeEvent,
  AgentSavedEvent,
  AgentStatusEvent,
} from './events.ts';

export type PageEvent =
  | AgentCallEndEvent
  | AgentCallEvent
  | AgentFaultEvent
  | AgentLinkEvent
  | AgentNoticeEvent
  | AgentSavedEvent
  | AgentStatusEvent;

/** Passes events to `dispatch` until the returned function is called. The initial state causes no events. */
export function forwardEvents(session: Session, dispatch: (event: PageEvent) => boolean): () => void {
  let {status} = session.$agent.get();
  let link = session.$link.get().state;
  let faultCode = session.$link.get().fault?.code;
  let newest = session.$notices.get().at(-1)?.id ?? 0;
  let known = byId(session.$calls.get());

  const stops = [
    session.$agent.listen((agent) => {
      const previous = status;
      status = agent.status;
      if (status !== previous) dispatch(new AgentStatusEvent(status, previous));
    }),
    session.$link.listen(({state, fault}) => {
      if (state !== link) dispatch(new AgentLinkEvent((link = state)));
      if (fault && fault.code !== faultCode) dispatch(new AgentFaultEvent({...fault}));
      faultCode = fault?.code;
    }),
    session.$calls.listen((calls) => {
      const changed = calls
        .map((call) => [call, known.get(call.sessionId)] as const)
        .filter(([call, old]) => call !== old);
      for (const [call] of changed) known.set(call.sessionId, call);
      if (known.size > calls.length) known = byId(calls);
      for (const [call, old] of changed) {
        // A copy, because a listener of the page may change it.
        if (!old && !call.restored) dispatchCall(structuredClone(call));
        if (old?.phase === 'talking' && call.phase !== 'talking')
          dispatch(new AgentCallEndEvent(structuredClone(call)));
        // Later, so that a listener finds the draft already removed.
        if (old && call.savedAt !== old.savedAt)
          queueMicrotask(() => dispatch(new AgentSavedEvent(structuredClone(call))));
      }
    }),
    session.$notices.listen((notices) => {
      const notice = notices.at(-1);
      if (!notice || notice.id <= newest) return;
      newest = notice.id;
      if (!notice.restored) dispatch(new AgentNoticeEvent(notice.text));
    }),
    session.$nodeFaults.subscribe((faults) => {
      for (const fault of faults) dispatch(new AgentFaultEvent({...fault}));
    }),
    session.$fault.listen((fault) => {
      if (fault) dispatch(new AgentFaultEvent({...fault}));
    }),
  ];

  function dispatchCall(call: Call) {
    if (!dispatch(new AgentCallEvent(call))) session.hide(call.sessionId);
  }

  return () => {
    for (const stop of stops) stop();
  };
}

const byId = (calls: Calls) => new Map(calls.map((call) => [call.sessionId, call]));
