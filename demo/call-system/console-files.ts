import {readFile} from 'node:fs/promises';
import type {Answer} from './envelope.ts';

const folder = new URL('./console/', import.meta.url);

const html = 'text/html; charset=utf-8';
const style = 'text/css; charset=utf-8';
const script = 'text/javascript; charset=utf-8';

/** The files of the page; nothing else in the folder is served. */
const files: Readonly<Record<string, {name: string; contentType: string}>> = {
  '/console': {name: 'index.html', contentType: html},
  '/console/console.css': {name: 'console.css', contentType: style},
  '/console/controls.css': {name: 'controls.css', contentType: style},
  '/console/console.js': {name: 'console.js', contentType: script},
  '/console/forms.js': {name: 'forms.js', contentType: script},
  '/console/customer-form.js': {name: 'customer-form.js', contentType: script},
  '/console/callbacks.js': {name: 'callbacks.js', contentType: script},
  '/console/callbacks.css': {name: 'callbacks.css', contentType: style},
  '/console/submits.js': {name: 'submits.js', contentType: script},
  '/console/submits.css': {name: 'submits.css', contentType: style},
  '/console/lookups.js': {name: 'lookups.js', contentType: script},
  '/console/lookups.css': {name: 'lookups.css', contentType: style},
  '/console/lookups-en.js': {name: 'lookups-en.js', contentType: script},
  '/console/lookups-zh.js': {name: 'lookups-zh.js', contentType: script},
  '/console/view.js': {name: 'view.js', contentType: script},
  '/console/view.css': {name: 'view.css', contentType: style},
  '/console/words.js': {name: 'words.js', contentType: script},
  '/console/words-en.js': {name: 'words-en.js', contentType: script},
  '/console/words-zh.js': {name: 'words-zh.js', contentType: script},
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

export async function consoleFile(path: string): Promise<Answer | undefined> {
  // The page names its files relative to the address without the slash.
  if (path === '/console/')
    return {status: 308, headers: {location: '../console'}, contentType: html, body: ''};
  const file = Object.hasOwn(files, path) ? files[path] : undefined;
  if (!file) return undefined;
  return {
    status: 200,
    headers: {
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
    contentType: file.contentType,
    body: await readFile(new URL(file.name, folder), 'utf8'),
  };
}
