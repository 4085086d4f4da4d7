/** Serves builds as servers do: compressed, each in a folder of its own beside a page that holds nothing but the bar. */
import {readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {gzipSync} from 'node:zlib';

/** By file name. */
export type Scripts = ReadonlyMap<string, Buffer>;

export function scriptsIn(folder: string): Scripts {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return new Map(names.map((name) => [name, readFileSync(`${folder}/${name}`)]));
}

/** When the link was open, in milliseconds since the navigation began. */
export interface SlowPage extends Window {
  linkOpen?: number;
}

const page = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">
<script type="module" src="agent-bar.js"></script></head>
<body><agent-bar id="bar" drafts="memory"></agent-bar><screen-pop></screen-pop><sms-dialog></sms-dialog>
<script>
  const bar = document.getElementById('bar');
  bar.addEventListener('agent-link', ({link}) => {
    if (link === 'open') window.linkOpen ??= performance.now();
  });
  for (const [name, value] of new URLSearchParams(location.search)) bar.setAttribute(name, value);
</script></body></html>`;

export async function serveCompressed(builds: Readonly<Record<string, Scripts>>) {
  const files = new Map<string, readonly [type: string, body: Buffer]>();
  for (const [folder, scripts] of Object.entries(builds)) {
    files.set(`/${folder}/`, ['text/html', gzipSync(page, {level: 9})]);
    for (const [name, code] of scripts)
      files.set(`/${folder}/${name}`, ['text/javascript', gzipSync(code, {level: 9})]);
  }
  const server = createServer((request, response) => {
    const [type, body] = files.get(request.url?.split('?')[0] ?? '') ?? [];
    const headers = {'content-type': `${type}; charset=utf-8`, 'content-encoding': 'gzip'};
    response.writeHead(type ? 200 : 404, type ? headers : {}).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close().closeAllConnections(),
  };
}
