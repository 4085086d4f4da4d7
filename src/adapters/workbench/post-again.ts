import type {Params} from '../../protocol/commands.ts';
import type {Outcome} from '../../protocol/faults.ts';
import type {Rest} from './rest.ts';

/** A refused token means that nothing was done there: what may be sent again by itself is. */
export async function postAgain(
  rest: Rest,
  path: string,
  params: Params,
  intention?: object,
): Promise<Outcome> {
  const outcome = await rest.post(path, params, intention);
  return !outcome.ok && outcome.fault.code === 'token-renewed' ? rest.post(path, params, intention) : outcome;
}
