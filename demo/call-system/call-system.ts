import {Api, type Run} from './api.ts';
import {Captchas} from './captchas.ts';
import {Console} from './console.ts';
import {createExchange} from './exchange.ts';
import {Faults} from './faults.ts';
import {Gateway} from './gateway.ts';
import {Handshakes} from './handshakes.ts';
import type {CallSystem, CallSystemOptions} from './interface.ts';
import {Journal} from './journal.ts';
import {Listener} from './listener.ts';
import {Lookups} from './lookups/lookups.ts';
import {Monitor} from './monitor.ts';
import {announce, bringCall, hangUp, importEnded} from './operations.ts';
import {cut, rawFrame} from './line-faults.ts';
import {Refusal} from './refusal.ts';
import {checkedSettings, defaults, type Settings} from './settings.ts';
import {stateOf} from './state.ts';
import {Timers} from './timers.ts';
import {Tokens} from './tokens.ts';
import {userNamed} from './users.ts';

export type {CallSystem, CallSystemOptions} from './interface.ts';

const serviceRestart = 1012;

function end({exchange}: Run): void {
  exchange.timers.clear();
  exchange.callbacks.end();
}

export async function startCallSystem(options: CallSystemOptions = {}): Promise<CallSystem> {
  const {port = 0, host = '127.0.0.1', seed = 1, basePath = '', tokenHeaders, ...settings} = options;
  const base = basePath.replace(/\/+$/, '');
  const headers = (tokenHeaders ?? ['access_token', 'x-access-token']).map((name) => name.toLowerCase());
  const initial: Settings = {...defaults, ...checkedSettings(settings)};

  const faults = new Faults();
  const handshakes = new Handshakes();
  const timers = new Timers();
  const journal = new Journal(() => page.changed());
  const monitor = new Monitor(journal);
  const lookups = new Lookups({
    journal,
    timers,
    tokenHeaders: headers,
    isToken: (text) => run.tokens.verify(text) !== undefined,
    isBlacklisted: (telephone) => run.exchange.blacklist.has(telephone),
  });
  let stopTicking: (() => void) | undefined;
  let run = newRun();

  function newRun(): Run {
    const exchange = createExchange(
      {...initial},
      seed,
      (extno, frame) => monitor.send(extno, frame),
      () => journal.touch(),
    );
    return {exchange, tokens: new Tokens(), captchas: new Captchas(), answered: new Map()};
  }

  function tick(): void {
    stopTicking?.();
    stopTicking = undefined;
    const every = run.exchange.settings.tick;
    if (every > 0) stopTicking = timers.every(every, () => monitor.repeat(notice));
  }

  function notice(extno: string): string {
    return run.exchange.agents.notice(run.exchange.agents.get(extno));
  }

  const system: CallSystem = {
    get url() {
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
      return `http://${name.includes(':') ? `[${name}]` : name}:${listener.port}${base}`;
    },
    get port() {
      return listener.port;
    },
    token(name) {
      const user = userNamed(name);
      if (!user) throw new Refusal(`没有用户 ${name}`, `There is no user ${name}`);
      return run.tokens.issue(user, run.exchange.settings.tokenLife);
    },
    call: (order) => ({sessionId: bringCall(run.exchange, order).sessionId}),
    hangUp: (order) => ({sessionIds: hangUp(run.exchange, order)}),
    announce: (order) => announce(run.exchange, order),
    cut: (order = {}) => ({sockets: cut(monitor, order)}),
    silence: ({extno} = {}) => ({sockets: monitor.silence(extno)}),
    fail: (fault) => faults.add(fault),
    mend({path} = {}) {
      faults.clear(path);
      lookups.mend(path);
      if (path === undefined) handshakes.set({on: false});
    },
    answerLookups: (order) => lookups.set(order),
    define: (order) => run.exchange.definitions.tell(order),
    expire: ({extno} = {}) => ({tokens: run.tokens.revoke(extno), sockets: monitor.expire(extno)}),
    expireKeys: () => ({keys: run.exchange.callbacks.keys.expire()}),
    pushAgain: () => run.exchange.callbacks.again(),
    importEnded: (order = {}) => ({dial_task_main_sn: importEnded(run.exchange, order)}),
    refuseHandshakes: (fault = {}) => handshakes.set(fault),
    frame: (order) => ({sockets: rawFrame(monitor, journal, order)}),
    down: ({ms} = {}) => listener.down(ms),
    up: () => listener.up(),
    set(wanted) {
      Object.assign(run.exchange.settings, checkedSettings(wanted));
      if ('tick' in wanted) tick();
      if ('campaign' in wanted || 'ringDelay' in wanted) run.exchange.campaign.reschedule();
      if ('pushDelay' in wanted) run.exchange.callbacks.reschedule();
      return {...run.exchange.settings};
    },
    reset() {
      end(run);
      run = newRun();
      system.mend();
      handshakes.release();
      lookups.reset();
      monitor.cut(undefined, serviceRestart, 'restart');
      tick();
      journal.clear();
    },
    state: () =>
      stateOf({
        exchange: run.exchange,
        sockets: (extno) => monitor.lines(extno).length,
        faults: faults.waiting(),
        handshakesLeft: handshakes.left,
        lookups: lookups.state(),
        requests: journal.requests(),
      }),
    async close() {
      end(run);
      timers.clear();
      monitor.close();
      await listener.down();
      page.close();
    },
  };

  const page = new Console(system, journal);
  const gateway = new Gateway({
    basePath: base,
    tokenHeaders: headers,
    api: new Api(() => run, journal, headers),
    console: (request, response, path) => page.answer(request, response, path),
    lookups: (request, response, path) => lookups.answer(request, response, path),
    faults,
    handshakes,
    journal,
    monitor,
    timers,
    verify: (token) => run.tokens.verify(token),
    greeting: (extno) => (run.exchange.settings.snapshot ? notice(extno) : undefined),
    isAgent: (extno) => run.exchange.agents.find(extno) !== undefined,
  });
  const listener = new Listener(port, {
    host,
    request: (request, response) => void gateway.request(request, response),
    upgrade: (request, stream, head) => gateway.upgrade(request, stream, head),
    dropped() {
      monitor.cut();
      handshakes.release();
    },
  });
  try {
    await listener.up();
  } catch (error) {
    await system.close();
    throw error;
  }
  tick();
  return system;
}
