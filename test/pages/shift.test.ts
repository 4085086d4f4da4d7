import assert from 'node:assert/strict';
import {test} from 'node:test';

import {openFixture} from './fixture.ts';

const fixture = openFixture({ringDelay: 50, seed: 7, campaign: true});
const {press, said, status} = fixture;

/** Opens the dialog for a third party, which arrives late, and waits until it takes what is typed. */
async function typeParty(tel: string) {
  await press('agent-bar', 'meeting');
  await fixture.page.waitForFunction(
    () =>
      document.querySelector('agent-bar')?.shadowRoot?.activeElement?.getAttribute('part') === 'meeting-tel',
  );
  await fixture.page.keyboard.type(tel);
}

test('an agent works a call in the CRM with mouse and keyboard, and the CRM shows the caller’s record', async () => {
  await status('signed-out');
  await press('agent-bar', 'sign-in');
  await status('idle');
  await press('agent-bar', 'next-call');
  await status('busy');
  const caller = await fixture.page.waitForSelector('screen-pop >>> [part=caller]', {visible: true});
  const name = await caller?.evaluate((heading) => heading.textContent.trim());
  assert.ok(name);
  await fixture.page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('h1, h2, h3')].some((heading) => heading.textContent.trim() === wanted),
    {},
    name,
  );

  await typeParty('13900139000');
  await fixture.page.keyboard.press('Enter');
  await fixture.page.waitForFunction(() =>
    document.querySelector('agent-bar')?.shadowRoot?.textContent.includes('13900139000'),
  );

  await press('agent-bar', 'sms');
  await fixture.page.waitForFunction(() => {
    const text = document.querySelector('sms-dialog')?.shadowRoot?.querySelector('textarea');
    return text?.value !== '' && text === document.querySelector('sms-dialog')?.shadowRoot?.activeElement;
  });
  await fixture.page.keyboard.type(' — see you on Monday');
  await fixture.page.keyboard.down('Control');
  await fixture.page.keyboard.press('Enter');
  await fixture.page.keyboard.up('Control');
  await fixture.page.waitForSelector('sms-dialog:not([open])');
  assert.match(fixture.system.state().outbox[0]?.msg ?? '', / — see you on Monday$/);

  fixture.system.hangUp({extno: '1003'});
  await status('wrap-up');
  await press('agent-bar', 'next-call');
  await status('busy');
  fixture.system.hangUp({extno: '1003'});
  await status('wrap-up');
  await press('agent-bar', 'sign-out');
  await status('signed-out');
});

test('an announcement waits behind the bell until it is read', async () => {
  fixture.system.announce({msg: 'Line 2 is back'});
  await fixture.page.waitForFunction(() =>
    document
      .querySelector('agent-bar')
      ?.shadowRoot?.querySelector('[part=announcement]')
      ?.textContent.includes('1'),
  );
  await press('agent-bar', 'announcement');
  await fixture.page.waitForSelector('agent-bar >>> #announcements li', {visible: true});
  await fixture.page.keyboard.press('Escape');
});

test('the page’s strict policy is kept, nothing is logged, and the token stands nowhere it could be read later (X3, X7)', async () => {
  assert.deepEqual(said, []);
  const token = await fixture.page.evaluate(() =>
    fetch('/my-crm/agent-token?extno=1003').then((answer) => answer.text()),
  );
  const kept = await fixture.page.evaluate(() => [
    document.documentElement.outerHTML,
    ...Object.entries(localStorage).flat(),
    ...Object.entries(sessionStorage).flat(),
    ...performance.getEntries().map((entry) => entry.name),
  ]);
  assert.equal(token.split('.').length, 3);
  assert.deepEqual(
    kept.filter((text) => text.includes('eyJ')),
    [],
  );
});

test('a second agent in another page gets the first one’s call as a third party', async () => {
  const other = await fixture.page.browser().newPage();
  await other.goto(`${fixture.crm.url}/?extno=1001`);
  await other.waitForSelector('agent-bar[status=signed-out]');
  await (await other.waitForSelector('agent-bar >>> [part=sign-in]', {visible: true}))?.click();
  await other.waitForSelector('agent-bar[status=idle]');
  await fixture.page.bringToFront();
  await press('agent-bar', 'sign-in');
  await status('idle');
  fixture.system.call({extno: '1003'});
  await status('busy');
  await typeParty('1001');
  await fixture.page.keyboard.press('Enter');
  await other.waitForSelector('agent-bar[status=busy]');
  const [mine, theirs] = await Promise.all(
    [fixture.page, other].map(async (one) => {
      const caller = await one.waitForSelector('screen-pop >>> [part=caller]', {visible: true});
      return caller?.evaluate((heading) => heading.textContent);
    }),
  );
  assert.ok(mine);
  assert.equal(mine, theirs);
  fixture.system.hangUp({extno: '1003'});
  await other.waitForSelector('agent-bar[status=wrap-up]');
  await other.close();
});

test('a listener of the page that throws does not stop the bar (H10)', async () => {
  await fixture.page.evaluate(() => {
    for (const name of ['agent-status', 'agent-call', 'agent-link']) {
      document.addEventListener(name, () => {
        throw new Error('a listener of the page');
      });
    }
  });
  await status('wrap-up');
  await press('agent-bar', 'next-call');
  await status('busy');
  await fixture.page.waitForSelector('screen-pop >>> [part=caller]', {visible: true});
  assert.ok(said.every((text) => text.includes('a listener of the page')));
});
