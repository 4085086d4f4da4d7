import assert from 'node:assert/strict';
import {test} from 'node:test';

import * as fc from 'fast-check';

import {addressRule, cleanAddress, type AddressRule} from '../../src/protocol/callback-settings/address.ts';
import {anyText} from './any-text.ts';

test('addresses with ports, IPv6, queries, Chinese and emoji can be sent', () => {
  for (const address of [
    'http://120.78.227.216:81/api/testPush',
    'https://crm.example.com',
    'https://crm.example.com:8443/calls?from=cc&x="1"#part',
    'http://[2001:db8::1]:8080/calls',
    'http://localhost/',
    'https://例子.测试/回调?名=值',
    'https://crm.example.com/📞',
    `https://crm.example.com/${'a'.repeat(2000 - 'https://crm.example.com/'.length)}`,
    ' HTTPS://crm.example.com/ ',
    'https://crm.example.com/a@b:c',
  ]) {
    assert.equal(addressRule(address), undefined, address);
  }
});

const broken: Readonly<Record<AddressRule, readonly string[]>> = {
  missing: ['', '  ', '\n'],
  spaces: [
    'https://crm.example.com/a b',
    'https://crm example.com',
    'https://a\u0000b',
    'https://a/\u3000b',
    'a\nb',
  ],
  scheme: [
    'crm.example.com/calls',
    '//crm.example.com',
    '/calls',
    'ftp://crm.example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ws://crm.example.com',
    'https:crm.example.com',
    'http:\\\\crm.example.com',
    'httpss://crm.example.com',
    '地址',
  ],
  host: ['http://', 'https:///calls', 'https://?a=1', 'https://#a', 'http://:8080/', 'https://\\a'],
  password: ['https://user:secret@crm.example.com', 'https://user@crm.example.com/calls'],
  length: [`https://crm.example.com/${'a'.repeat(3000)}`, '漢'.repeat(2001)],
  unreadable: [
    'http://crm.example.com:99999/',
    'http://crm.example.com:port/',
    'http://[2001:db8::1',
    'http://[zz::1]/',
    'https://crm.example.com\\calls',
    'https://crm.example.com/\ud800',
    'https://exa%mple.com/',
    'https://1.2.3.256/',
    'https://user@/',
  ],
};

for (const [rule, addresses] of Object.entries(broken)) {
  test(`an address that is wrong is refused with its reason: ${rule}`, () => {
    for (const address of addresses) assert.equal(addressRule(address), rule, address.slice(0, 60));
  });
}

test('white space around an address and capitals in its scheme are mended, nothing else is', () => {
  assert.equal(cleanAddress(' HTTP://CRM.Example.com/A?b=C \n'), 'http://CRM.Example.com/A?b=C');
});

test('what passes begins with http or https, has a host, and is sent as it was judged', () => {
  const parts = fc.constantFrom(
    'http://',
    'https://',
    'HTTP:',
    '/',
    '@',
    ':',
    '[::1]',
    'a.example',
    '?',
    '#',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        fc.array(fc.oneof(parts, anyText)).map((all) => all.join('')),
      ),
      (text) => {
        if (addressRule(text)) return;
        const sent = cleanAddress(text);
        assert.match(sent, /^https?:\/\/[^/?#]/);
        assert.ok(sent.length <= 2000 && new URL(sent).host !== '');
        assert.equal(addressRule(sent), undefined);
      },
    ),
    {numRuns: 3_000},
  );
});
