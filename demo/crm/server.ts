import {randomUUID} from 'node:crypto';
import {type IncomingMessage, type Server, type ServerResponse, createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import {type Answer, jsonOf, text, write} from './answer.ts';
import {answerApi} from './api.ts';
import {createCallbackKeys} from './callback-key.ts';
import {createCallbackSettings} from './callback-settings.ts';
import {fileIn} from './files.ts';
import {callSystemFor, pageHeaders} from './headers.ts';
import {type Integration, answerIntegration, extnoIn} from './integration.ts';
import {callbackAccess, people} from './people.ts';
import {createPushes} from './pushes.ts';
import {type Records, createRecords} from './records.ts';

const page = fileURLToPath(new URL('page', import.meta.url));

export interface CrmOptions {
  port: number;
  callSystemUrl: string;
  /** The folder that holds the built `agent-bar.js`. */
  bundle: string;
  host?: string;
}

export interface Crm {
  url: string;
  /** The addresses to which the call system is to push. */
  receiver: {calls: string; imports: string};
  close(): Promise<void>;
}

interface House extends Integration {
  bundle: string;
  records: Records;
}

export async function startCrm({callSystemUrl, bundle, port, ...options}: CrmOptions): Promise<Crm> {
  const house: House = {
    callSystemUrl,
    bundle,
    records: createRecords(people),
    callbackKeys: createCallbackKeys(callSystemUrl, callbackAccess),
    callbackSettings: createCallbackSettings(),
    pushes: createPushes(),
    receiver: `/my-crm/receiver/${randomUUID()}`,
  };
  const server = createServer((request, response) => {
    void respond(request, response, house);
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const url = `http://${nameOf(host)}:${portOf(server)}`;
  return {
    url,
    receiver: {calls: `${url}${house.receiver}/calls`, imports: `${url}${house.receiver}/imports`},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(request: IncomingMessage, response: ServerResponse, house: House): Promise<void> {
  try {
    const given = await answer(request, response, house);
    if (given) write(response, given, request.method !== 'HEAD');
  } catch (error) {
    console.error(error);
    if (response.headersSent) response.destroy();
    else write(response, text(500, 'The CRM could not answer this.'), true);
  }
}

function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('The server listens on no port');
  return address.port;
}

/** Nothing is returned for a stream, which is its own answer. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  house: House,
): Promise<Answer | undefined> {
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const address = `http://crm.invalid${request.url}`;
  if (!URL.canParse(address)) return text(400, 'This address cannot be read.');
  const url = new URL(address);
  if (url.pathname.startsWith('/api/')) {
    const body = method === 'PUT' ? await jsonOf(request) : undefined;
    return answerApi(house.records, method, url, body) ?? notFound;
  }
  if (url.pathname.startsWith('/my-crm/')) return await answerIntegration(request, response, url, house);
  if (method !== 'GET') return {...text(405, 'Only GET works here.'), headers: {allow: 'GET, HEAD'}};
  if (url.pathname === '/' || url.pathname === '/index.html') {
    return await answerPage(callSystemFor(house.callSystemUrl, request.headers.host), extnoIn(url));
  }
  const ofBundle = /^\/agent-bar[\w.-]*\.js(\.map)?$/.test(url.pathname);
  return await answerFile(ofBundle ? house.bundle : page, url.pathname);
}

const notFound = text(404, 'There is nothing at this address.');

async function answerFile(folder: string, path: string): Promise<Answer> {
  const file = await fileIn(folder, path.slice(1));
  return file ? {status: 200, ...file} : notFound;
}

async function answerPage(callSystem: string, extno: string): Promise<Answer> {
  const file = await fileIn(page, 'index.html');
  if (!file) return notFound;
  const body = file.body.toString('utf8').replaceAll('{{server}}', callSystem).replaceAll('{{extno}}', extno);
  return {status: 200, type: file.type, body, headers: pageHeaders(callSystem)};
}
