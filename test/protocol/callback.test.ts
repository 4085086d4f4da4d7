import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {test} from 'node:test';

import * as fc from 'fast-check';

import {
  callbackParams,
  callbackUrlSign,
  parseCallbackAnswer,
  refusesKey,
  type CallbackOutcome,
} from '../../src/protocol/callback-settings/callback-settings.ts';
import {anyText} from './any-text.ts';

/** Written without a look at the source: PHP's escapes unit by unit, and the digest of Node. */
function independentSign(pairs: readonly (readonly [string, string])[]): string {
  const short: Readonly<Record<string, string>> = {
    '"': '\\"',
    '\\': '\\\\',
    '/': '\\/',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
  };
  const unit = (one: string) => {
    const code = one.charCodeAt(0);
    const isPlain = code >= 0x20 && code < 0x80;
    return short[one] ?? (isPlain ? one : `\\u${code.toString(16).padStart(4, '0')}`);
  };
  const text = (value: string) => `"${value.split('').map(unit).join('')}"`;
  const json = `{${pairs.map(([name, value]) => `${text(name)}:${text(value)}`).join(',')}}`;
  return createHash('md5').update(json).digest('hex').substring(1, 9);
}

const documented = {
  user_sn: 'SYSUSER|cb31d43bc89487492bb0e0dd720705e0',
  api_key: 'MUOm4NH1',
  open_callback: '0',
  callback_url: 'http://120.78.227.216:81/api/testPush',
};
const credentials = {userSn: documented.user_sn, apiKey: documented.api_key};

test('the document’s example is signed ef333344', () => {
  assert.equal(callbackUrlSign(documented), 'ef333344');
  assert.equal(callbackUrlSign(Object.entries(documented)), 'ef333344');
  assert.equal(callbackUrlSign({...documented, open_callback: 0}), 'ef333344');
});

test('the second known example is signed fa00e066', () => {
  assert.equal(callbackUrlSign({pageIndex: '0', pageSize: '5', user_name: 'ssss123456'}), 'fa00e066');
});

test('url itself is not signed, wherever it stands, and neither is what is not sent', () => {
  assert.equal(callbackUrlSign({url: 'anything', ...documented}), 'ef333344');
  assert.equal(callbackUrlSign({...documented, task_callback_url: undefined}), 'ef333344');
  assert.notEqual(callbackUrlSign({...documented, task_callback_url: ''}), 'ef333344');
});

test('names of digits keep their place when they come as pairs', () => {
  const pairs = [
    ['b', '1'],
    ['7', '2'],
    ['a', '3'],
  ] as const;
  assert.equal(callbackUrlSign(pairs), independentSign(pairs));
  assert.equal(callbackUrlSign(new Map(pairs)), independentSign(pairs));
  assert.equal(
    callbackUrlSign(
      new URLSearchParams([
        ['b', '1'],
        ['7', '2'],
      ]),
    ),
    independentSign(pairs.slice(0, 2)),
  );
  const [b, seven, a] = pairs;
  assert.equal(callbackUrlSign(Object.fromEntries(pairs)), independentSign([seven, b, a]));
});

test('a name such as __proto__ is a name', () => {
  const pairs = [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ] as const;
  assert.equal(callbackUrlSign(pairs), independentSign(pairs));
  assert.equal(
    callbackUrlSign(JSON.parse('{"__proto__":"x","constructor":"y"}') as {}),
    independentSign(pairs),
  );
});

test('emoji, Chinese, quotes and half a character are signed as PHP writes them', () => {
  const texts = ['📞', '回调', '"', "'", '\\', '\u2028', '\u007f', '\u0080', '\ud83d', '\udcde', '\u0000'];
  for (const text of texts) {
    const pairs = [[text, text]] as const;
    assert.equal(callbackUrlSign(pairs), independentSign(pairs), JSON.stringify(text));
  }
});

const anyPairs = fc.array(fc.tuple(fc.oneof(anyText, fc.constantFrom('__proto__', '0', '17', 'a')), anyText));
const withoutUrl = anyPairs.map((pairs) => pairs.filter(([name]) => name !== 'url'));

test('whatever the parameters are, the sign is that of an independent computation', () => {
  fc.assert(
    fc.property(withoutUrl, (pairs) => {
      const sign = callbackUrlSign(pairs);
      assert.match(sign, /^[0-9a-f]{8}$/);
      assert.equal(sign, independentSign(pairs));
    }),
    {numRuns: 2_000},
  );
});

test('another order is another sign', () => {
  fc.assert(
    fc.property(withoutUrl, fc.nat(), (pairs, seed) => {
      const at = pairs.length > 1 ? seed % (pairs.length - 1) : 0;
      const swapped = [...pairs];
      [swapped[at], swapped[at + 1]] = [swapped[at + 1]!, swapped[at]!];
      fc.pre(pairs.length > 1 && JSON.stringify(swapped) !== JSON.stringify(pairs));
      assert.notEqual(callbackUrlSign(swapped), callbackUrlSign(pairs));
    }),
  );
});

test('the request has the document’s order, text values, and url last', () => {
  const change = {open: false, callbackUrl: documented.callback_url};
  assert.equal(
    JSON.stringify(callbackParams(change, credentials)),
    JSON.stringify({...documented, url: 'ef333344'}),
  );
  const taskCallbackUrl = 'https://crm.example.com/导入?a=1&b="2"';
  const whole = callbackParams({...change, open: true, taskCallbackUrl}, credentials);
  const signed = {...documented, open_callback: '1', task_callback_url: taskCallbackUrl};
  assert.equal(
    JSON.stringify(whole),
    JSON.stringify({...signed, url: independentSign(Object.entries(signed))}),
  );
});

test('an empty task address is sent, one that nobody speaks of is not', () => {
  const change = {open: true, callbackUrl: documented.callback_url};
  assert.equal('task_callback_url' in callbackParams(change, credentials), false);
  assert.equal(callbackParams({...change, taskCallbackUrl: ''}, credentials)['task_callback_url'], '');
});

const answered = (text: string, status = 200): CallbackOutcome => parseCallbackAnswer({status, text});
const refused = (outcome: CallbackOutcome) => {
  assert.ok(!outcome.ok);
  return outcome.fault;
};

test('the number 0 is a yes, as a number or as text', () => {
  assert.deepEqual(answered('{"code":0,"msg":"SUCCESS"}'), {ok: true});
  assert.deepEqual(answered('{"code":"0"}'), {ok: true});
});

test('every other number is a refusal that keeps it, and the server’s sentence', () => {
  for (const code of [10001, 100001, 20001, 20002, 20003, 20004, 20005, 20006, 20007, 30001, 30006, 7, -1]) {
    assert.deepEqual(refused(answered(JSON.stringify({code, msg: '不行'}))), {
      code: 'refused',
      answer: code,
      status: 200,
      reason: '不行',
    });
  }
});

test('a documented number counts more than the HTTP status beside it, another one less', () => {
  assert.equal(refused(answered('{"code":20006}', 401)).answer, 20006);
  assert.deepEqual(refused(answered('{"code":500}', 500)), {code: 'server-error', status: 500});
  assert.deepEqual(refused(answered('{"code":0}', 500)), {code: 'server-error', status: 500});
});

test('only a key that is not valid, or not any more, asks for other credentials', () => {
  for (const code of [10001, 20001, 20004, 20005, 20006, 20007, 30001]) {
    assert.equal(refusesKey(refused(answered(JSON.stringify({code})))), code === 20005 || code === 20006);
  }
});

test('N8 a page, a list, nothing, a text or five megabytes are not understood', () => {
  const answers = [
    '<!doctype html><p>Log in</p>',
    '[{"code":0}]',
    '',
    ' ',
    '"SUCCESS"',
    'SUCCESS',
    '0',
    'null',
    '{}',
  ];
  const large = JSON.stringify({code: 0, msg: 'SUCCESS', data: 'x'.repeat(5_000_000)});
  for (const text of [...answers, '{"code":null}', '{"code":"x"}', '{"code":0.5}', '{"code":[0]}', large]) {
    assert.deepEqual(refused(answered(text)), {code: 'not-understood', status: 200}, text.slice(0, 40));
  }
});

test('no answer is too strange to be read', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), anyText), fc.nat({max: 599}), (text, status) => {
      const outcome = answered(text, status);
      assert.equal(typeof (outcome.ok || outcome.fault.code), outcome.ok ? 'boolean' : 'string');
    }),
  );
});
