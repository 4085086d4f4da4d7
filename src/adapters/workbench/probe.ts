/** Harmless REST requests that show whether the server answers and the token is valid. */
import type {Fault} from '../../protocol/faults.ts';
import type {Routes} from './requests.ts';
import type {Rest} from './rest.ts';

/** Requests the SMS text. `undefined` when server and token are fine; `refused` counts as fine too. */
export async function probeByQuery(rest: Rest, routes: Routes): Promise<Fault | undefined> {
  const outcome = await rest.post(routes['sms-text'] ?? '/admin/agent/getMsg', {});
  return outcome.ok || outcome.fault.code === 'refused' ? undefined : outcome.fault;
}

/** Whether the server answers at all, even with an error. */
export async function isReachable(rest: Rest, path: string): Promise<boolean> {
  const outcome = await rest.post(path, {});
  return outcome.ok || outcome.fault.status !== undefined;
}
