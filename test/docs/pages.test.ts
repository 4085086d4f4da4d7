import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';

import {cdnScripts} from '../../scripts/size.ts';
import {anchorOf, documents, examplesOf, headingsOf, linksOf, read, root, type Document} from './markdown.ts';

const languages = ['README.md', 'README.zh-CN.md'] as const;

const level = (heading: string) => heading.indexOf(' ');

test('both READMEs have the same chapters', () => {
  const [english, chinese] = languages.map((readme) => headingsOf(readme).map(level));
  assert.deepEqual(chinese, english);
});

test('both READMEs have the same examples, comments apart', () => {
  const [english, chinese] = languages.map((readme) =>
    examplesOf(readme).map(({language, name, code}) => [language, name, withoutComments(code)]),
  );
  assert.deepEqual(chinese, english);
});

function withoutComments(code: string): string {
  return code
    .split('\n')
    .map((line) => line.replace(/(^|\s)(\/\/|#) .*$/, '').trimEnd())
    .filter(Boolean)
    .join('\n');
}

for (const readme of languages) {
  test(`${readme} names both scripts`, () => {
    for (const name of cdnScripts) assert.ok(read(readme).includes(`\`${name}\``), name);
  });

  test(`${readme} begins with one sentence, a picture and the commands that start and test it`, () => {
    const text = read(readme);
    const [start, tests] = ['npm ci && npm start', 'npm ci && npm test'].map((line) => text.indexOf(line));
    assert.ok(text.indexOf('<picture>') < start! && start! < tests!);
    assert.deepEqual(
      text.split('\n\n')[1]!.match(/[.。]/g)?.length,
      1,
      'what stands under the title is one sentence',
    );
  });

  test(`${readme} has its pictures, 1280 pixels wide and no larger than 200 kB`, () => {
    const pictures = linksOf(readme).filter((link) => link.endsWith('.png'));
    assert.equal(pictures.length, 2);
    for (const picture of pictures) {
      const png = readFileSync(root + picture);
      assert.equal(png.readUInt32BE(16), 1280, picture);
      assert.ok(png.length < 200_000, `${picture} has ${png.length} bytes`);
    }
  });
}

for (const document of documents) {
  test(`no link of ${document} is dead`, () => {
    for (const link of linksOf(document)) assert.ok(leadsSomewhere(document, link), link);
  });

  test(`every command that ${document} names exists`, () => {
    const known = JSON.parse(read('package.json')) as {scripts: Record<string, string>};
    const code = [...read(document).matchAll(/^```sh[^]*?^```$|`[^`\n]+`/gm)].join('\n');
    const commands = code.matchAll(/\bnpm (run )?([\w-]+)|npx tsx (\S+?\.ts)|(?<![\w/])(\.ci\/\w+)/g);
    for (const [line, run, name = '', script, file] of commands) {
      const path = script ?? file;
      if (path) assert.ok(existsSync(root + path), line);
      else assert.ok(name in known.scripts || (!run && ['ci', 'pack', 'install'].includes(name)), line);
    }
  });
}

test('examples load the files of this version', () => {
  const {version} = JSON.parse(read('package.json')) as {version: string};
  for (const document of documents) {
    for (const {code} of examplesOf(document)) {
      for (const [address] of code.matchAll(/https:\/\/static\.example\.com\/\S*\.js/g))
        assert.ok(address.startsWith(`https://static.example.com/agent-bar/${version}/`), document);
    }
  }
});

test('the newest version of the changelog is this one', () => {
  const {version} = JSON.parse(read('package.json')) as {version: string};
  const released = [...read('CHANGELOG.md').matchAll(/^## (\d\S+) - \d{4}-\d\d-\d\d$/gm)];
  assert.equal(released[0]?.[1], version);
});

test('shell examples hold nothing but commands that exist', () => {
  for (const document of documents) {
    for (const {language, code} of examplesOf(document)) {
      if (language !== 'sh') continue;
      for (const command of code.trim().split(/\n| && /))
        assert.match(command, /^(npm (ci|start|test|run [\w-]+)( -- .*)?|\.ci\/run)$/, document);
    }
  }
});

function leadsSomewhere(document: Document, link: string): boolean {
  if (/^https?:/.test(link)) return URL.canParse(link);
  const [path = '', anchor] = link.split('#');
  const target = path ? join(dirname(document), path) : document;
  if (!existsSync(root + target)) return false;
  return !anchor || headingsOf(target as Document).some((heading) => anchorOf(heading) === anchor);
}
