import assert from 'node:assert/strict';
import test from 'node:test';

import {urlFrom} from '../../src/protocol/url-template.ts';

const page = 'https://crm.example.com/desk/index.html?old=1';

const from = (template: string, values: Readonly<Record<string, string>>) =>
  urlFrom(template, /\{(\w+)\}/g, (name) => values[name] ?? '', page)?.href;

test('F45 a value is never more than one part of a path, or one parameter', () => {
  for (const [template, values, url] of [
    ['https://a.example/c/{id}/edit', {id: '7'}, 'https://a.example/c/7/edit'],
    ['https://a.example/c/{id}/edit', {id: '../../x?y#z'}, 'https://a.example/c/..%2F..%2Fx%3Fy%23z/edit'],
    ['https://a.example/c/{id}/edit', {id: '%2e%2e'}, 'https://a.example/c/%252e%252e/edit'],
    ['https://a.example/c/{id}/edit', {id: ''}, 'https://a.example/c//edit'],
    ['c?id={id}', {id: '..&b=\ud800'}, 'https://crm.example.com/desk/c?id=..%26b%3D%EF%BF%BD'],
    ['/c?id={id}#{id}', {id: '..'}, 'https://crm.example.com/c?id=..#..'],
  ] as const)
    assert.equal(from(template, values), url, template);
});

test('F45 there is no address where a value decides who is asked, or how deep the path goes', () => {
  for (const [template, values] of [
    ['https://a.example/c/{id}/edit', {id: '..'}],
    ['https://a.example/c/{id}/edit', {id: '.'}],
    ['https://a.example/c/{a}{b}/edit', {a: '.', b: '.'}],
    ['https://a.example{id}', {id: '.evil.example'}],
    ['https://a.example{id}', {id: 'x'}],
    ['https://a.example{id}', {id: 'y'}],
    ['https://a.example:{id}/', {id: '443'}],
    ['https://{id}@a.example/', {id: 'me'}],
    ['{id}://a.example/', {id: 'https'}],
    ['/{a}/{b}', {b: 'evil.example'}],
    ['javascript:{id}', {id: 'alert()'}],
    ['https://', {}],
  ] as const)
    assert.equal(from(template, values), undefined, template);
});
