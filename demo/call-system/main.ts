import {parseArgs} from 'node:util';
import {startCallSystem, type CallSystem, type CallSystemOptions} from './call-system.ts';
import {endpoints} from './lookups/endpoints.ts';
import {Refusal} from './refusal.ts';
import {serialNumber, users} from './users.ts';

const help = `A simulated call system: the agent workbench's API, its monitor socket, and a console page.

  npm run call-system -- [options]

  --port <number>        port to listen on (8090; 0 takes any free one)
  --host <address>       address to listen on (127.0.0.1)
  --seed <number>        same seed, same uuids and same order of calls (1)
  --base-path <path>     a path before all others, such as /cc
  --ring-delay <ms>      time from "next call" to the call; a range as 1000-4000 (2500)
  --talk-time <ms>       calls end by themselves after this time
  --tick <ms>            how often a notice is repeated; 0: on a change only (5000)
  --token-life <ms>      how long a token is good for (43200000)
  --no-campaign          no calls but those from the console
  --no-snapshot          no notice when a socket connects
  --info-first           the caller's record before the notice that says busy
  --idempotency          a repeated Idempotency-Key has no second effect
  --push-delay <ms>      time from the end of a call until it is pushed (60000)
  --push-interval <ms>   time until the next try of a push (10000)
  --push-timeout <ms>    how long a receiver may take to answer (5000)
  --key-life <ms>        how long a key of the open interface is good for (7200000)
  --quiet                print nothing
  --help
`;

const known = {
  port: {type: 'string', default: '8090'},
  host: {type: 'string', default: '127.0.0.1'},
  seed: {type: 'string', default: '1'},
  'base-path': {type: 'string', default: ''},
  'ring-delay': {type: 'string', default: '2500'},
  'talk-time': {type: 'string'},
  tick: {type: 'string', default: '5000'},
  'token-life': {type: 'string', default: '43200000'},
  'no-campaign': {type: 'boolean', default: false},
  'no-snapshot': {type: 'boolean', default: false},
  'info-first': {type: 'boolean', default: false},
  idempotency: {type: 'boolean', default: false},
  'push-delay': {type: 'string', default: '60000'},
  'push-interval': {type: 'string', default: '10000'},
  'push-timeout': {type: 'string', default: '5000'},
  'key-life': {type: 'string', default: '7200000'},
  quiet: {type: 'boolean', default: false},
  help: {type: 'boolean', default: false},
} as const;

function fail(reason: string): never {
  console.error(reason);
  return process.exit(2);
}

function given(): ReturnType<typeof parseArgs<{options: typeof known}>>['values'] {
  try {
    return parseArgs({options: known}).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}. See --help.`);
  }
}

const values = given();

function number(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  return fail(`--${name} takes a number, not "${text}". See --help.`);
}

function options(): CallSystemOptions {
  const delays = values['ring-delay'].split('-').map((part) => number('ring-delay', part));
  const talkTime = values['talk-time'];
  return {
    port: number('port', values.port),
    host: values.host,
    seed: number('seed', values.seed),
    basePath: values['base-path'],
    ringDelay: delays.length === 2 ? [delays[0]!, delays[1]!] : delays[0]!,
    ...(talkTime === undefined ? {} : {talkTime: number('talk-time', talkTime)}),
    tick: number('tick', values.tick),
    tokenLife: number('token-life', values['token-life']),
    campaign: !values['no-campaign'],
    snapshot: !values['no-snapshot'],
    infoFirst: values['info-first'],
    idempotency: values.idempotency,
    pushDelay: number('push-delay', values['push-delay']),
    pushInterval: number('push-interval', values['push-interval']),
    pushTimeout: number('push-timeout', values['push-timeout']),
    keyLife: number('key-life', values['key-life']),
  };
}

function explain(error: unknown): string {
  if (error instanceof Refusal) return error.en;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${values.port} is taken. Choose another with --port, or 0 for any free one.`;
  if (code === 'EACCES') return `Port ${values.port} is not for us to listen on. Choose another with --port.`;
  return `The call system did not start: ${String(error)}`;
}

function greet({url}: CallSystem): void {
  const agents = users.filter((user) => user.role === 'agent');
  const passwords = [...new Set(agents.map((user) => user.password))].join(', ');
  console.log(`API       ${url}
Console   ${url}/console
Lookups   ${url}${Object.keys(endpoints).join(', ')}
Agents    ${agents.map((user) => `${user.name} ${user.fullName}`).join(', ')} (password ${passwords})
Sign in   POST ${url}/login with name, passwd (MD5 of the password in hex),
          verifyCode (${serialNumber}, or a captcha from /verifyCode)`);
}

if (values.help) {
  console.log(help);
} else {
  try {
    const system = await startCallSystem(options());
    const stop = (): void => void system.close();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (!values.quiet) greet(system);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
