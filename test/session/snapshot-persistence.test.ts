import {pageExit, pageLifecycle} from '../../src/transport/page-lifecycle.ts';
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {persistState} from '../../src/session/snapshot/snapshot-persistence.ts';
import type {Sealed} from '../../src/transport/storage/draft-store.ts';
import {fixture, info, notice, settled, talking, type Fixture} from './fakes.ts';

/** A browser that keeps one state, in clear text. */
function browser(state?: string) {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  const disk: {state: string | undefined; full: boolean} = {state, full: false};
  const page = new EventTarget();
  const store = {
    readState: async () => disk.state,
    seal: async (text: string): Promise<Sealed> => ({
      iv: new Uint8Array(12),
      data: encoder.encode(text).buffer,
      at: 0,
    }),
    async writeState(sealed: Sealed | undefined) {
      if (disk.full) throw new DOMException('No space left', 'QuotaExceededError');
      disk.state = sealed && decoder.decode(sealed.data);
    },
    writeStateNow(text: string) {
      disk.state = text;
      return true;
    },
  };
  return {
    disk,
    page,
    keep: ({session}: Fixture) => persistState({session, store, onPageExit: pageExit(pageLifecycle(page))}),
  };
}

const sessions = (state: string | undefined) =>
  (JSON.parse(state ?? '{"calls":[]}') as {calls: {sessionId: string}[]}).calls.map(
    ({sessionId}) => sessionId,
  );

/** Lets the writes that are due happen. */
async function pass(tick: (ms: number) => void) {
  for (let i = 0; i < 3; i += 1) {
    tick(250);
    await settled();
  }
}

test('Z5 what a page knew is there for the next one, and the last of it when the page ends', async (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const {disk, page, keep} = browser();
  const made = talking();
  t.after(await keep(made));
  await pass((ms) => t.mock.timers.tick(ms));
  assert.deepEqual(sessions(disk.state), ['a']);
  made.hear(info('b'));
  page.dispatchEvent(new Event('pagehide'));
  assert.deepEqual(sessions(disk.state), ['a', 'b']);
});

test('X8 nothing of it stays after a sign-out, whenever that comes', async (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const earlier = browser();
  const before = talking();
  t.after(await earlier.keep(before));
  await pass((ms) => t.mock.timers.tick(ms));
  const {state} = earlier.disk;

  const soon = browser(state);
  const signedOut = fixture();
  signedOut.hear(notice('signed-out'));
  t.after(await soon.keep(signedOut));
  await pass((ms) => t.mock.timers.tick(ms));
  assert.equal(soon.disk.state, undefined);

  const rescued = browser();
  const leaving = talking();
  t.after(await rescued.keep(leaving));
  rescued.page.dispatchEvent(new Event('visibilitychange'));
  assert.deepEqual(sessions(rescued.disk.state), ['a']);
  leaving.hear(notice('signed-out'));
  await pass((ms) => t.mock.timers.tick(ms));
  assert.equal(rescued.disk.state, undefined);
});

test('X8 what could not be taken away is taken away when there is another reason to write', async (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const {disk, keep} = browser();
  const made = talking();
  t.after(await keep(made));
  await pass((ms) => t.mock.timers.tick(ms));
  disk.full = true;
  made.hear(notice('signed-out'));
  await pass((ms) => t.mock.timers.tick(ms));
  assert.deepEqual(sessions(disk.state), ['a']);
  disk.full = false;
  made.hear({method: 'message', msg: 'Line 2 is back'});
  await pass((ms) => t.mock.timers.tick(ms));
  assert.equal(disk.state, undefined);
});
