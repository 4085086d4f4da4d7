/** Tells the page what happens in a session: store changes become events, each of them once. */
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

/** Hands events to `dispatch` until the returned function is called. What is already there is not news. */
export function announce(session: Session, dispatch: (event: PageEvent) => boolean): () => void {
  let {status} = session.$agent.get();
  let link = session.$link.get().state;
  let trouble = session.$link.get().fault?.code;
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
      if (fault && fault.code !== trouble) dispatch(new AgentFaultEvent({...fault}));
      trouble = fault?.code;
    }),
    session.$calls.listen((calls) => {
      const news = calls
        .map((call) => [call, known.get(call.sessionId)] as const)
        .filter(([call, old]) => call !== old);
      for (const [call] of news) known.set(call.sessionId, call);
      if (known.size > calls.length) known = byId(calls);
      for (const [call, old] of news) {
        // A copy: a listener of the page may change what it is given, never what we know.
        if (!old && !call.restored) present(structuredClone(call));
        if (old?.phase === 'talking' && call.phase !== 'talking')
          dispatch(new AgentCallEndEvent(structuredClone(call)));
        // A page that goes on at once must find the words saved and the draft gone.
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

  function present(call: Call) {
    if (!dispatch(new AgentCallEvent(call))) session.hide(call.sessionId);
  }

  return () => {
    for (const stop of stops) stop();
  };
}

const byId = (calls: Calls) => new Map(calls.map((call) => [call.sessionId, call]));
