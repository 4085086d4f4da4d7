import assert from 'node:assert/strict';
import {test} from 'node:test';
import {maxFrameLength, maxInfoLength, parseFrame} from '../../src/adapters/workbench/frames.ts';
import type {Fact} from '../../src/protocol/facts.ts';
import {infoFrame, messageFrame, noticeFrame} from '../examples.ts';

const notice = (part: object): Fact => parseFrame(JSON.stringify({method: 'notice', ...part}));
const announced = (msg: unknown): Fact => parseFrame(JSON.stringify({method: 'message', msg}));
const ignored = (reason: string) => ({type: 'ignored', reason});

function textOf(message: Fact): string {
  assert.equal(message.type, 'notice');
  return message.type === 'notice' ? message.text : '';
}

test('the documents’ notice says that the agent is signed out for 4 minutes and 17 seconds', () => {
  assert.deepEqual(parseFrame(noticeFrame), {type: 'status', status: 'signed-out', waited: 257});
});

test('the documents’ message is an announcement', () => {
  assert.deepEqual(parseFrame(messageFrame), {type: 'notice', text: '公告内容'});
});

test('the documents’ info is a call for agent 1003 with everything that is known of the customer', () => {
  assert.deepEqual(parseFrame(infoFrame), {
    type: 'call',
    call: {
      sessionId: '32001b21-9f76-4fc5-9f5a-6bf10dc63e1c',
      city: '北京-北京',
      extno: '1003',
      customer: {
        uuid: 'beeb8dda-87fb-4f7d-aa60-a4dee98e2e08',
        name: '',
        telephone: '123456',
        group: 'default',
        owner: '1001',
        adminId: 1,
        projectId: 1,
        taskId: 0,
        callStatus: 0,
        editedAt: '2021-08-30 14:13:08',
        importedAt: '2021-08-26 18:17:52',
        fields: [
          ['年龄', '39'],
          ['多选2', ['张三', '李四']],
          ['下拉框', '3'],
          ['多选框', ['11']],
          ['长文本', ''],
        ],
        fieldsText:
          '{"年龄": "39", "多选2": ["张三", "李四"], "下拉框": "3", "多选框": ["11"], "长文本": ""}',
      },
    },
  });
});

test('each status number of the documents has its name', () => {
  const names = [0, 1, 2, 3].map((status) => notice({status}));
  assert.deepEqual(
    names.map((message) => message.type === 'status' && message.status),
    ['signed-out', 'idle', 'busy', 'wrap-up'],
  );
});

test('P1 what is no frame is counted as such and breaks nothing', () => {
  const html = '<!doctype html><title>502</title>';
  const texts = ['', ' ', 'null', '0', '[]', '"notice"', '{', '\u0000', '\ufeff', html, 'undefined', 'NaN'];
  for (const text of [...texts, noticeFrame + noticeFrame, `${noticeFrame}x`, noticeFrame.slice(0, -1)]) {
    assert.deepEqual(parseFrame(text), ignored('not-json'), JSON.stringify(text));
  }
});

test('P1 a byte order mark before a frame does not hide it', () => {
  assert.deepEqual(parseFrame(`\ufeff${messageFrame}`), parseFrame(messageFrame));
});

test('P2 what is not text is counted as binary', () => {
  const frames = [
    new ArrayBuffer(8),
    Buffer.from(noticeFrame),
    new Blob([noticeFrame]),
    undefined,
    null,
    5,
    {},
  ];
  for (const frame of frames) assert.deepEqual(parseFrame(frame), ignored('binary'));
});

test('P3 a frame of 256 k characters is read and a longer one is only counted', () => {
  assert.equal(parseFrame(messageFrame.padEnd(maxFrameLength)).type, 'notice');
  assert.deepEqual(parseFrame(messageFrame.padEnd(maxFrameLength + 1)), ignored('too-long'));
  assert.equal(maxFrameLength, 256 * 1024);
});

test('P3 a call whose form holds a megabyte of notes rings all the same, one of four megabytes does not', () => {
  const frame = (text: string) =>
    parseFrame(
      JSON.stringify({info: {fields: JSON.stringify({备注: text})}, sessionId: '1', method: 'info'}),
    );
  const call = frame('长'.repeat(1024 * 1024));
  assert.ok(call.type === 'call' && call.call.customer.fields[0]?.[1].length === 1024 * 1024);
  assert.deepEqual(frame('长'.repeat(maxInfoLength)), ignored('too-long'));
});

test('P3 a call number that is longer than any is none: cut short it could be that of another call', () => {
  const frame = (length: number) =>
    parseFrame(JSON.stringify({method: 'info', sessionId: 'x'.repeat(length), info: {}}));
  assert.equal(frame(256).type, 'call');
  assert.deepEqual(frame(257), ignored('no-session-id'));
});

test('P3 a frame nested thousands of levels deep breaks nothing', () => {
  const deep = '['.repeat(60_000) + ']'.repeat(60_000);
  const frames = [
    deep,
    `{"method":${deep}}`,
    `{"method":"notice","status":${deep},"time":${deep}}`,
    `{"method":"message","msg":${deep}}`,
    `{"method":"info","sessionId":"1","info":${deep}}`,
    `{"method":"info","sessionId":"1","info":{"fields":${deep}}}`,
    `{"method":"info","sessionId":"1","info":{"fields":{"a":${deep}}}}`,
    `{"method":"info","sessionId":"1","info":{"fields":${JSON.stringify(`{"a":[${deep}]}`)}}}`,
  ];
  for (const frame of frames) {
    assert.doesNotThrow(() => parseFrame(frame), `${frame.slice(0, 60)}…`);
  }
});

test('P4 a method that nobody knows is ignored and counted', () => {
  for (const method of ['hangup', 'NOTICE', '', 'toString', '__proto__', 1, null, ['notice'], {}]) {
    assert.deepEqual(parseFrame(JSON.stringify({method, status: 1})), ignored('unknown-method'));
  }
  assert.deepEqual(parseFrame('{}'), ignored('unknown-method'));
});

test('P5 a status outside the documents’ list is unknown, never the state before', () => {
  const statuses = [4, -1, 1.5, 1e9, null, true, '', 'busy', '1.5', '0x1', [1], {}];
  for (const status of [...statuses, undefined]) {
    assert.deepEqual(notice({status, time: '00:00:01'}), {type: 'status', status: 'unknown', waited: 1});
  }
});

test('P5 a status written as text counts like the number', () => {
  assert.deepEqual(notice({status: '2'}), {type: 'status', status: 'busy', waited: undefined});
  assert.deepEqual(notice({status: ' 3 '}), {type: 'status', status: 'wrap-up', waited: undefined});
});

test('P6 a time that cannot be read leaves the state and no number', () => {
  const times = ['25:99:99', '', null, '-1:00:00', '00:-1:00', '1:2:3', '00:00', '00:00:00.5', 17, {}, 'NaN'];
  for (const time of [...times, undefined]) {
    assert.deepEqual(notice({status: 1, time}), {type: 'status', status: 'idle', waited: undefined});
  }
});

test('P6 a wait of more than 99 hours is a long wait', () => {
  assert.deepEqual(notice({status: 1, time: '100:00:01'}), {type: 'status', status: 'idle', waited: 360_001});
});

test('P7 an announcement of a megabyte is dropped with its frame, one of 5,000 characters is clipped', () => {
  assert.deepEqual(announced('长'.repeat(1024 * 1024)), ignored('too-long'));
  const text = textOf(announced('长'.repeat(5000)));
  assert.equal(text.length, 2000);
  assert.ok(text.endsWith('长…'));
});

test('P7 an announcement cannot turn the direction of the page or hide control characters', () => {
  const text = textOf(announced('safe\u202eevil\u2066\u2067\u2068\u2069\u200f\u0000\u001b[31m\u0085\u007f!'));
  assert.equal(text, 'safeevil[31m!');
});

test('P7 an announcement keeps its lines, its tabs and its emoji', () => {
  assert.equal(textOf(announced('第一行\n\t第二行 👩‍👩‍👧‍👦')), '第一行\n\t第二行 👩‍👩‍👧‍👦');
});

test('P7 an announcement that is no text is shown as what it is, and a missing one is empty', () => {
  assert.equal(textOf(announced({a: [1]})), '{"a":[1]}');
  assert.equal(textOf(announced(17)), '17');
  assert.equal(textOf(announced(null)), '');
  assert.equal(textOf(parseFrame('{"method":"message"}')), '');
});

test('P7 markup in an announcement stays text', () => {
  assert.equal(textOf(announced('<img src=x onerror=alert(1)>')), '<img src=x onerror=alert(1)>');
});
