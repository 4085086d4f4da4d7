import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {serverUrls} from '../../src/protocol/server-url.ts';
import {anyText} from './any-text.ts';

const page = 'https://crm.example.com/app/index.html?id=1#top';
const at = (rest: string, monitor = `${rest.replace(/^http/, 'ws')}/agent/monitor`) => ({rest, monitor});

test('the monitor socket stands below the server’s address', () => {
  assert.deepEqual(serverUrls('https://cc.example.com'), {
    rest: 'https://cc.example.com',
    monitor: 'wss://cc.example.com/agent/monitor',
  });
  assert.deepEqual(serverUrls('http://10.0.0.5'), at('http://10.0.0.5'));
});

test('port, path and any number of trailing slashes are as good as none', () => {
  for (const server of [
    'https://cc.example.com',
    ' https://CC.example.com/ ',
    'https://cc.example.com:443//',
  ]) {
    assert.deepEqual(serverUrls(server), at('https://cc.example.com'));
  }
  for (const server of ['http://cc.example.com:8080/a/b', 'http://cc.example.com:8080/a/b///']) {
    assert.deepEqual(serverUrls(server), at('http://cc.example.com:8080/a/b'));
  }
  assert.deepEqual(serverUrls('http://[::1]:9/'), at('http://[::1]:9'));
});

test('a query and a fragment do not get into the paths of commands', () => {
  assert.deepEqual(serverUrls('https://cc.example.com/cc?x=1#y'), at('https://cc.example.com/cc'));
});

test('a name and password in the address are not kept', () => {
  const urls = serverUrls('https://user:secret@cc.example.com/cc', 'wss://user:secret@socket.example.com/m');
  assert.deepEqual(urls, at('https://cc.example.com/cc', 'wss://socket.example.com/m'));
});

test('the monitor may be elsewhere, and its address may be written with ws or http', () => {
  const server = 'https://cc.example.com';
  for (const monitor of ['wss://socket.example.com:8443/m', ' https://socket.example.com:8443/m?x#y ']) {
    assert.deepEqual(serverUrls(server, monitor), at(server, 'wss://socket.example.com:8443/m'));
  }
  for (const monitor of ['ws://10.0.0.5/agent/monitor', 'http://10.0.0.5/agent/monitor']) {
    assert.deepEqual(serverUrls(server, monitor), at(server, 'ws://10.0.0.5/agent/monitor'));
  }
  assert.deepEqual(serverUrls(server, '  '), at(server));
});

test('on a page an empty address is the page’s origin and a path is a path there', () => {
  assert.deepEqual(serverUrls('', '', page), at('https://crm.example.com'));
  assert.deepEqual(serverUrls('  ', '', page), at('https://crm.example.com'));
  assert.deepEqual(serverUrls('/cc/', '', page), at('https://crm.example.com/cc'));
  assert.deepEqual(
    serverUrls('/cc', '/socket', page),
    at('https://crm.example.com/cc', 'wss://crm.example.com/socket'),
  );
  assert.deepEqual(serverUrls('//cc.example.com', '', page), at('https://cc.example.com'));
});

test('without a page, or on one without an origin, only a whole address will do', () => {
  for (const server of ['', '/', '/cc', '//cc.example.com']) {
    assert.equal(serverUrls(server), undefined, server);
    assert.equal(serverUrls(server, '', 'about:blank'), undefined, server);
  }
  assert.equal(serverUrls('/cc', '', 'file:///home/agent/index.html'), undefined);
  assert.equal(serverUrls('https://cc.example.com', '/socket'), undefined);
});

test('a name without a scheme does not become a path of the page', () => {
  for (const server of [
    'cc.example.com',
    'localhost:8080',
    '10.0.0.5',
    'cc.example.com/cc',
    'cc',
    './cc',
    '?',
  ]) {
    assert.equal(serverUrls(server, '', page), undefined, server);
    assert.equal(serverUrls('https://cc.example.com', server, page), undefined, server);
  }
});

test('X2 an address that is no http address is refused', () => {
  const servers = [
    'javascript:alert(1)',
    'javascript://cc.example.com/%0aalert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://cc.example.com',
    'ws://cc.example.com',
    'wss://cc.example.com',
    'blob:https://cc.example.com/1',
    'http://',
    'https://a b/',
    'https://cc.example.com:99999',
  ];
  for (const server of servers) assert.equal(serverUrls(server, '', page), undefined, server);
  for (const monitor of ['javascript:alert(1)', 'javascript://x', 'file:///x', 'ftp://x/y', 'wss://']) {
    assert.equal(serverUrls('https://cc.example.com', monitor, page), undefined, monitor);
  }
});

test('any text as an address is refused or gives addresses that a browser can open', () => {
  const typed = fc.oneof(
    fc.string().map((tail) => `http://cc.example.com${tail}`),
    anyText,
    fc.string().map((tail) => `https://${tail}`),
    fc.string().map((tail) => `/${tail}`),
  );
  fc.assert(
    fc.property(typed, typed, fc.constantFrom(undefined, page), (server, monitor, from) => {
      const urls = serverUrls(server, monitor, from);
      if (!urls) return;
      assert.match(new URL(`${urls.rest}/admin/agent/hold`).protocol, /^https?:$/);
      assert.match(new URL(urls.monitor).protocol, /^wss?:$/);
      for (const url of [urls.rest, urls.monitor]) {
        const {username, password, search, hash} = new URL(url);
        assert.deepEqual([username, password, search, hash], ['', '', '', '']);
      }
    }),
    {numRuns: 1000},
  );
});
