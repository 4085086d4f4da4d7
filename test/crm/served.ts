import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer, request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {type Crm, startCrm} from '../../demo/crm/server.ts';

/** An address where nothing listens: a port that was free a moment ago. */
async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** A CRM on a free port with a bundle of one line, gone when the test is over. */
export async function serveCrm(t: TestContext, callSystem?: string): Promise<Crm> {
  const bundle = await mkdtemp(join(tmpdir(), 'crm-bundle-'));
  await writeFile(join(bundle, 'agent-bar.js'), 'export {};\n');
  await writeFile(join(bundle, 'secret.txt'), 'not for the page');
  const crm = await startCrm({port: 0, callSystemUrl: callSystem ?? (await nobody()), bundle});
  t.after(async () => {
    await crm.close();
    await rm(bundle, {recursive: true});
  });
  return crm;
}

/** The status of a request whose path goes out as it is written: `fetch` would tidy it up first. */
export function statusOf(crm: Crm, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const {hostname, port} = new URL(crm.url);
    request({hostname, port, path}, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}
