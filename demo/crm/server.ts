import {type IncomingMessage, type Server, type ServerResponse, createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import {type Answer, jsonOf, text, write} from './answer.ts';
import {answerApi} from './api.ts';
import {fileIn} from './files.ts';
import {callSystemFor, pageHeaders} from './headers.ts';
import {accountOf, people} from './people.ts';
import {type Records, createRecords} from './records.ts';
import {CallSystemError, fetchToken} from './token.ts';

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
  close(): Promise<void>;
}

export async function startCrm(options: CrmOptions): Promise<Crm> {
  const records = createRecords(people);
  const server = createServer((request, response) => {
    void respond(request, response, options, records);
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, host, resolve);
  });
  return {
    url: `http://${nameOf(host)}:${portOf(server)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: CrmOptions,
  records: Records,
): Promise<void> {
  try {
    write(response, await answer(request, options, records), request.method !== 'HEAD');
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

async function answer(request: IncomingMessage, options: CrmOptions, records: Records): Promise<Answer> {
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const address = `http://crm.invalid${request.url}`;
  if (!URL.canParse(address)) return text(400, 'This address cannot be read.');
  const url = new URL(address);
  if (url.pathname.startsWith('/api/')) {
    const body = method === 'PUT' ? await jsonOf(request) : undefined;
    return answerApi(records, method, url, body) ?? notFound;
  }
  if (method !== 'GET') return {...text(405, 'Only GET works here.'), headers: {allow: 'GET, HEAD'}};
  if (url.pathname === '/my-crm/agent-token') return await answerToken(options, url);
  if (url.pathname === '/' || url.pathname === '/index.html') {
    return await answerPage(callSystemFor(options.callSystemUrl, request.headers.host), extnoIn(url));
  }
  const ofBundle = /^\/agent-bar[\w.-]*\.js(\.map)?$/.test(url.pathname);
  return await answerFile(ofBundle ? options.bundle : page, url.pathname);
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

async function answerToken(options: CrmOptions, url: URL): Promise<Answer> {
  const account = accountOf(extnoIn(url));
  if (!account) return text(404, 'This CRM has no agent with this work number.');
  try {
    return text(200, await fetchToken(options.callSystemUrl, account));
  } catch (error) {
    if (error instanceof CallSystemError) return text(502, error.message);
    throw error;
  }
}

function extnoIn(url: URL): string {
  const wanted = url.searchParams.get('extno') ?? '';
  return /^\d{1,8}$/.test(wanted) ? wanted : '1003';
}
