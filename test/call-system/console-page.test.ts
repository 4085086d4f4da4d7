import assert from 'node:assert/strict';
import {after, before, test, type TestContext} from 'node:test';
import {launch, type Browser, type Page} from 'puppeteer-core';
import type {CallSystem} from '../../demo/call-system/call-system.ts';
import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';
import {assertReadable} from '../rig/readable.ts';
import {anna, quietSystem, signedInDesk, wang, withoutForm, type Fixture, type Envelope} from './support.ts';

const submitPath = '/admin/agent/submit';
const fieldsPath = '/admin/crm/fields';
const complete = {年龄: '39', 意向: '高'};
let browser: Browser;

before(async () => {
  browser = await launch({executablePath: await findOrInstallBrowser(), args: browserArgs});
});

after(() => browser.close());

interface Look {
  lang?: string;
  theme?: string;
  width?: number;
}

async function consolePage(
  t: TestContext,
  system: CallSystem,
  {lang = 'en', theme = 'light', width = 1280}: Look = {},
): Promise<Page> {
  const page = await browser.newPage();
  t.after(() => page.close());
  page.setDefaultTimeout(5000);
  await page.setViewport({width, height: 900});
  await page.goto(`${system.url}/console?lang=${lang}&theme=${theme}`);
  await page.waitForSelector('#link[data-connected=true]');
  await page.waitForSelector('#agents tr');
  return page;
}

const words = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => (element as HTMLElement).innerText);

async function reads(page: Page, selector: string, wanted: string): Promise<void> {
  await page.waitForFunction(
    (at, text) => document.querySelector<HTMLElement>(at)?.innerText.includes(text),
    {},
    selector,
    wanted,
  );
}

const group = (path: string): string => `[data-next="${path}"]`;
const waiting = (page: Page, path: string, wanted: string): Promise<void> =>
  reads(page, `${group(path)} ol`, wanted);

const press = (page: Page, path: string, fault: string, value = ''): Promise<void> =>
  page.click(`${group(path)} [data-fault="${fault}"] button${value && `[value=${value}]`}`);

async function fill(page: Page, selector: string, text: string): Promise<void> {
  await page.click(selector, {count: 3});
  await page.keyboard.type(text);
}

/** The agent in wrap-up after a call of this customer. */
async function wrapUp(agent: Fixture, uuid = wang): Promise<string> {
  const {sessionId} = agent.system.call({extno: agent.extno, uuid, force: true});
  await agent.heard.info();
  await agent.hangUp();
  return sessionId;
}

const form = (sessionId: string, uuid: string, values: object): Record<string, string> => ({
  info_uuid: uuid,
  sessionId,
  fields: JSON.stringify(values),
});

const save = (agent: Fixture, sessionId: string, values: object = complete, more = {}): Promise<Envelope> =>
  agent.send(submitPath, {...form(sessionId, wang, values), ...more});

test('a saved form is listed with who saved it, about whom, and each value under its name', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  await page.waitForSelector('#no-submits', {visible: true});
  const values = {
    ...complete,
    公司: '"引号" & <script>alert(1)</script>',
    多选2: ['张三', '王五'],
    多选框: [],
    长文本: '第一行\n第二行',
    邮箱: '',
    未知: {a: [1, null]},
  };
  const sessionId = await wrapUp(agent);
  await save(agent, sessionId, values, {status: '5', inspection: '质检合格'});
  await page.waitForSelector('#submits > li');
  const listed = await words(page, '#submits > li');
  for (const part of ['王建国', '13800138000', '1001 陈晓梅', sessionId, '5 需回访', '质检合格']) {
    assert.ok(listed.includes(part), part);
  }
  assert.ok(listed.includes(system.state().submits[0]!.stamp));
  const shown = await page.$$eval('#submits .values > div', (rows) =>
    rows.map((row) => [
      row.querySelector('dt')?.textContent,
      [...row.querySelectorAll('dd li, dd > :not(ul)')].map(({textContent}) => textContent).join('|'),
    ]),
  );
  assert.deepEqual(Object.fromEntries(shown), {
    ...values,
    多选2: '张三|王五',
    多选框: 'empty',
    邮箱: 'empty',
    未知: '{"a":[1,null]}',
  });
  await reads(page, '#submits-count', '1');
});

test('the newest form is on top, and a reset leaves none', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  await save(agent, await wrapUp(agent));
  await reads(page, '#submits > li:first-child', '王建国');
  const second = await wrapUp(agent, withoutForm);
  await agent.send(submitPath, form(second, withoutForm, {来源: '线上'}));
  await reads(page, '#submits > li:first-child', '陈静');
  const third = await wrapUp(agent, anna);
  await agent.send(submitPath, form(third, anna, {Satisfaction: '5'}));
  await reads(page, '#submits > li:first-child', 'Anna Schmidt');
  assert.equal((await page.$$('#submits > li')).length, 3);
  await page.reload();
  await reads(page, '#submits > li:first-child', 'Anna Schmidt');
  await reads(page, '#submits > li:last-child', '王建国');
  system.reset();
  await page.waitForSelector('#no-submits', {visible: true});
  assert.equal((await page.$$('#submits > li')).length, 0);
});

test('the next save is refused with the reason that was typed, and the one after it is taken', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  const sessionId = await wrapUp(agent);
  await fill(page, `${group(submitPath)} [name=reason]`, '客户已被删除');
  await page.keyboard.press('Enter');
  await waiting(page, submitPath, 'Refused: 客户已被删除');
  const refused = await save(agent, sessionId);
  assert.deepEqual([refused.status, refused.code, refused.msg], [200, 1, '客户已被删除']);
  assert.deepEqual(system.state().submits, []);
  await waiting(page, submitPath, 'Answered as usual');
  assert.equal((await save(agent, sessionId)).code, 0);
});

test('the next save is answered late by as much as was typed, and takes effect before that', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  const sessionId = await agent.ring();
  await fill(page, `${group(submitPath)} [name=seconds]`, '1.5');
  await page.keyboard.press('Enter');
  await waiting(page, submitPath, '1.5 s late');
  const asked = performance.now();
  let answered = false;
  const answer = save(agent, sessionId).finally(() => (answered = true));
  await page.waitForSelector('#submits > li');
  await waiting(page, submitPath, 'Answered as usual');
  assert.equal(answered, false);
  assert.equal((await answer).code, 0);
  assert.ok(performance.now() - asked >= 1490);
});

test('the next save is lost with its effect, or only its answer is, by a dropped connection', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  const sessionId = await wrapUp(agent);
  await press(page, submitPath, 'lost', 'drop');
  await waiting(page, submitPath, 'Connection drops · without effect');
  await assert.rejects(save(agent, sessionId));
  assert.deepEqual(system.state().submits, []);
  await press(page, submitPath, 'lost-answer', 'drop');
  await waiting(page, submitPath, 'Connection drops · takes effect');
  await assert.rejects(save(agent, sessionId));
  await page.waitForSelector('#submits > li');
  assert.equal(system.state().submits.length, 1);
});

test('the next save never gets an answer, with its effect or without', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  const sessionId = await wrapUp(agent);
  const unanswered = async (noticed: () => Promise<unknown>): Promise<void> => {
    const leaving = new AbortController();
    const answer = fetch(`${system.url}${submitPath}`, {
      method: 'POST',
      headers: {access_token: agent.token},
      body: new URLSearchParams(form(sessionId, wang, complete)),
      signal: leaving.signal,
    });
    const failed = assert.rejects(answer, {name: 'AbortError'});
    await noticed();
    leaving.abort();
    await failed;
  };
  await press(page, submitPath, 'lost', 'stall');
  await waiting(page, submitPath, 'No answer · without effect');
  await unanswered(() => waiting(page, submitPath, 'Answered as usual'));
  assert.deepEqual(system.state().submits, []);
  await press(page, submitPath, 'lost-answer', 'stall');
  await waiting(page, submitPath, 'No answer · takes effect');
  await unanswered(() => agent.heard.status(1));
  await page.waitForSelector('#submits > li');
});

test('a browser is told that the connection dropped, and does not send the form again by itself', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  const sessionId = await wrapUp(agent);
  for (const afterEffect of [false, true]) {
    system.fail({path: submitPath, drop: true, afterEffect});
    // The page has just been loaded over connections that are kept alive.
    const outcome = await page.evaluate(
      (url, access_token, body) =>
        fetch(url, {method: 'POST', headers: {access_token}, body: new URLSearchParams(body)}).then(
          ({status}) => `answered ${status}`,
          () => 'failed',
        ),
      `${system.url}${submitPath}`,
      agent.token,
      form(sessionId, wang, complete),
    );
    assert.equal(outcome, 'failed');
  }
  const {requests, executions} = system.state().requests[submitPath]!;
  assert.deepEqual([requests, executions, system.state().submits.length], [2, 1, 1]);
});

test('the next request for field definitions is refused or late, and saves are not', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  const sessionId = await wrapUp(agent);
  await fill(page, `${group(fieldsPath)} [name=reason]`, 'Not yours');
  await press(page, fieldsPath, 'refuse');
  await waiting(page, fieldsPath, 'Refused: Not yours');
  await fill(page, `${group(fieldsPath)} [name=seconds]`, '0.3');
  await press(page, fieldsPath, 'late');
  await waiting(page, fieldsPath, '0.3 s late');
  assert.equal((await save(agent, sessionId)).code, 0);
  const refused = await agent.send(fieldsPath, {project_id: '1'});
  assert.deepEqual([refused.code, refused.msg], [1, 'Not yours']);
  const asked = performance.now();
  const late = await agent.send(fieldsPath, {project_id: '1'});
  assert.ok(performance.now() - asked >= 290);
  assert.ok(Array.isArray(late.data));
  await waiting(page, fieldsPath, 'Answered as usual');
});

test('what waits for the next save is listed in its order, and is taken back without taking back the rest', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  const sessionId = await wrapUp(agent);
  await press(page, submitPath, 'refuse');
  await waiting(page, submitPath, 'Refused: This customer is locked');
  await press(page, submitPath, 'lost', 'drop');
  await waiting(page, submitPath, 'Connection drops');
  await press(page, fieldsPath, 'refuse');
  await waiting(page, fieldsPath, 'Refused');
  const listed = await page.$$eval(`${group(submitPath)} li`, (items) =>
    items.map(({textContent}) => textContent),
  );
  assert.match(listed[0] ?? '', /^Refused/);
  assert.match(listed[1] ?? '', /^Connection drops/);
  await page.click(`${group(submitPath)} [data-operation=mend]`);
  await waiting(page, submitPath, 'Answered as usual');
  assert.equal((await save(agent, sessionId)).code, 0);
  assert.notEqual((await agent.send(fieldsPath, {project_id: '1'})).code, 0);
});

test('other field definitions are answered as typed until the project’s own are restored', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const page = await consolePage(t, system);
  const answered = async (): Promise<unknown> => (await agent.send(fieldsPath, {project_id: '2'})).data;
  const own = await answered();
  await page.select('#define [name=project]', '2');
  await fill(page, '#define [name=fields]', '[{"name": ');
  await page.click('#define [value=define]');
  await reads(page, '#outcome', 'Not valid JSON');
  assert.deepEqual(await answered(), own);
  await fill(page, '#define [name=fields]', '[{"name": 7}]');
  await page.click('#define [value=define]');
  await reads(page, '#redefined', 'Customer satisfaction');
  assert.deepEqual(await answered(), [{name: 7}]);
  await page.click('#define [value=restore]');
  await page.waitForSelector('#redefined', {hidden: true});
  assert.deepEqual(await answered(), own);
});

const looks = [
  {lang: 'zh', theme: 'light', width: 1280},
  {lang: 'en', theme: 'dark', width: 1280},
  {lang: 'zh', theme: 'dark', width: 360},
  {lang: 'en', theme: 'light', width: 360},
];

for (const look of looks) {
  test(`the page can be read and used at ${look.width} px in ${look.lang}, ${look.theme}`, async (t) => {
    const system = await quietSystem(t);
    const agent = await signedInDesk(t, system);
    const page = await consolePage(t, system, look);
    await save(agent, await wrapUp(agent), {
      ...complete,
      公司: '无空格'.repeat(80),
      邮箱: '',
      多选框: ['11'],
    });
    system.fail({path: submitPath, code: 1, msg: 'nobreak'.repeat(30)});
    system.define({project_id: 2, fields: []});
    system.answerLookups({variant: 'slow'});
    await fetch(`${system.url}/lookups/customer`, {headers: {access_token: agent.token}});
    await agent.send('/admin/agent/getMsg');
    await page.$$eval('details', (panels) => {
      for (const panel of panels) panel.open = true;
    });
    await waiting(page, submitPath, 'nobreak');
    await page.waitForSelector('#submits > li');
    await assertReadable(page);
  });
}
