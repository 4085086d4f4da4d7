/** Questions that change nothing at the call system: they say how server and token are. */
import type {Fault} from '../../protocol/faults.ts';
import type {Routes} from './requests.ts';
import type {Rest} from './rest.ts';

/** Browsers hide why a socket was not opened. Asking for the SMS text says it; `undefined` when all is well there. */
export async function probeByQuery(rest: Rest, routes: Routes): Promise<Fault | undefined> {
  const outcome = await rest.post(routes['sms-text'] ?? '/admin/agent/getMsg', {});
  return outcome.ok || outcome.fault.code === 'refused' ? undefined : outcome.fault;
}

/** Whether the server answers at all, whatever it says. */
export async function answers(rest: Rest, path: string): Promise<boolean> {
  const outcome = await rest.post(path, {});
  return outcome.ok || outcome.fault.status !== undefined;
}
