import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {buildCdn} from '../scripts/build.ts';
import {startCallSystem} from './call-system/call-system.ts';
import {startCrm} from './crm/server.ts';

const usage = `Usage: npm start -- [options]
  --port <number>              the CRM's port (8080, or the next free one)
  --call-system-port <number>  the call system's port (8090, or the next free one)
  --seed <number>              the same seed brings the same calls in the same order
  --push-delay <ms>            from the end of a call until it is pushed to the callback address (60000)
  --host <address>             where both listen (127.0.0.1; 0.0.0.0 lets other machines in)
  --help                       this text`;

/** Something that the person at the keyboard can mend: its message is all they need to see. */
class StartError extends Error {}

interface Options {
  port: number;
  callSystemPort: number;
  seed: number | undefined;
  pushDelay: number | undefined;
  host: string;
}

function optionsFrom(args: string[]): Options | undefined {
  const text = {type: 'string'} as const;
  const options = {
    port: text,
    'call-system-port': text,
    seed: text,
    'push-delay': text,
    host: text,
    help: {type: 'boolean'},
  } as const;
  const {values} = parse(() => parseArgs({args, options}));
  if (values.help) return undefined;
  return {
    port: numberFrom('--port', values.port, 65_535) ?? 8080,
    callSystemPort: numberFrom('--call-system-port', values['call-system-port'], 65_535) ?? 8090,
    seed: numberFrom('--seed', values.seed, Number.MAX_SAFE_INTEGER),
    pushDelay: numberFrom('--push-delay', values['push-delay'], Number.MAX_SAFE_INTEGER),
    host: values.host ?? '127.0.0.1',
  };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StartError(`${reasonOf(error)}\n\n${usage}`);
  }
}

function numberFrom(name: string, value: string | undefined, largest: number): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value) || Number(value) > largest) {
    throw new StartError(`${name} takes a whole number up to ${largest}, not “${value}”.`);
  }
  return Number(value);
}

/** Listens on the wanted port, or on the next free one of the twenty after it. */
async function onFreePort<T>(what: string, wanted: number, listen: (port: number) => Promise<T>): Promise<T> {
  const last = Math.min(wanted + 20, 65_535);
  for (let port = wanted; port <= last; port += 1) {
    try {
      return await listen(port);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'EADDRINUSE')
        throw new StartError(`The ${what} cannot listen on port ${port}: ${reasonOf(error)}`);
    }
  }
  throw new StartError(
    `The ${what} finds no free port from ${wanted} to ${last}. Choose another one with an option.`,
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function start({port, callSystemPort, seed, pushDelay, host}: Options): Promise<void> {
  await buildCdn().catch((error: unknown) => {
    throw new StartError(`The bar could not be built: ${reasonOf(error)}`);
  });
  const callSystem = await onFreePort('call system', callSystemPort, (free) =>
    startCallSystem({
      port: free,
      host,
      ...(seed === undefined ? {} : {seed}),
      ...(pushDelay === undefined ? {} : {pushDelay}),
    }),
  );
  const bundle = fileURLToPath(new URL('../dist/cdn', import.meta.url));
  const crm = await onFreePort('CRM', port, (free) =>
    startCrm({port: free, host, callSystemUrl: callSystem.url, bundle}),
  );
  console.log(`
  Open the CRM          ${crm.url}
  Call system’s console ${callSystem.url}/console (also at the right of the CRM)

  Press “Sign in” in the bar, then “Next call”: a call arrives a few seconds later.
  Ctrl+C stops both.
`);
  const stop = (): void => {
    void Promise.all([crm.close(), callSystem.close()]);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options) await start(options);
  else console.log(usage);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}
