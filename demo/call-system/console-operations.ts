import type {CallSystem} from './interface.ts';
import type {Fault} from './faults.ts';
import type {LookupOrder} from './lookups/lookups.ts';
import {isVariant} from './lookups/variants.ts';
import type {Params} from './params.ts';
import {misunderstood} from './refusal.ts';
import {missing, required, shaped} from './shape.ts';

type Operation = (system: CallSystem, params: Params) => unknown;

function checkedFault(params: Params): Fault {
  const {stall, ...fault} = shaped(
    {
      path: 'text',
      times: 'whole',
      status: 'whole',
      headers: 'texts',
      body: 'any',
      contentType: 'text',
      code: 'whole',
      msg: 'text',
      delay: 'number',
      stall: 'text',
      drop: 'switch',
      afterEffect: 'switch',
    },
    params,
  );
  if (stall !== undefined && stall !== 'headers' && stall !== 'body') {
    throw misunderstood('stall 只能是 headers 或 body', 'stall is headers or body');
  }
  if (fault.status !== undefined && (fault.status < 200 || fault.status > 599)) {
    throw misunderstood('status 必须在 200 到 599 之间', 'status is 200 to 599');
  }
  return stall === undefined ? fault : {...fault, stall};
}

function checkedLookup(params: Params): LookupOrder {
  const {variant: given, ...order} = shaped({path: 'text', variant: 'text', ms: 'number'}, params);
  const variant = required(given, 'variant');
  if (!isVariant(variant)) throw misunderstood(`没有变体 ${variant}`, `There is no variant ${variant}`);
  return {...order, variant};
}

/** What the console can do, by the name in its path. */
export const operations: Readonly<Record<string, Operation>> = {
  call(system, params) {
    const order = shaped({extno: 'text', uuid: 'text', telephone: 'text', force: 'switch'}, params);
    return system.call({...order, extno: required(order.extno, 'extno')});
  },
  'hang-up'(system, params) {
    const order = shaped({extno: 'text', sessionId: 'text'}, params);
    return system.hangUp({...order, extno: required(order.extno, 'extno')});
  },
  announce(system, params) {
    const order = shaped({msg: 'text', extno: 'text'}, params);
    system.announce({...order, msg: required(order.msg, 'msg')});
  },
  cut: (system, params) => system.cut(shaped({extno: 'text', code: 'whole', reason: 'text'}, params)),
  silence: (system, params) => system.silence(shaped({extno: 'text'}, params)),
  fail: (system, params) => system.fail(checkedFault(params)),
  mend: (system, params) => system.mend(shaped({path: 'text'}, params)),
  define(system, params) {
    const {project_id, fields = null} = shaped({project_id: 'whole', fields: 'any'}, params);
    if (!Object.hasOwn(params, 'fields')) throw missing('fields');
    system.define({project_id: required(project_id, 'project_id'), fields});
  },
  'answer-lookups': (system, params) => system.answerLookups(checkedLookup(params)),
  expire: (system, params) => system.expire(shaped({extno: 'text'}, params)),
  'expire-keys'(system, params) {
    shaped({}, params);
    return system.expireKeys();
  },
  'push-again'(system, params) {
    shaped({}, params);
    system.pushAgain();
  },
  'import-ended'(system, params) {
    const {reason} = shaped({reason: 'text'}, params);
    return system.importEnded(reason ? {reason} : {});
  },
  'refuse-handshakes'(system, params) {
    const fault = shaped({times: 'whole', on: 'switch', status: 'whole', stall: 'switch'}, params);
    if (fault.status !== undefined && (fault.status < 300 || fault.status > 599)) {
      throw misunderstood('status 必须在 300 到 599 之间', 'status is 300 to 599');
    }
    system.refuseHandshakes(fault);
  },
  frame: (system, params) =>
    system.frame(
      shaped({extno: 'text', text: 'text', base64: 'text', bytes: 'text', times: 'whole'}, params),
    ),
  set: (system, params) => system.set(params),
  reset(system, params) {
    shaped({}, params);
    system.reset();
  },
};
