/** What the company's own systems say about a customer, as templates. They hold no state. */
import {html, nothing} from 'lit';

import type {NodeFault} from '../../protocol/data-nodes/data-nodes.ts';
import type {Call} from '../../session/calls/calls.ts';
import type {NodeFailure, NodeState, Profile} from '../../session/data-nodes/profile.ts';
import type {CardStrings} from '../../strings/en.ts';

/** A longer level or label is a row: badges stay in their one line. */
const longestBadge = 24;

/** Marks above the name. Their line is there as soon as somebody is asked, so that none of them moves what is below. */
export function badges(c: CardStrings, {blacklisted}: Call, profile: Profile | undefined) {
  if (!profile && !blacklisted) return nothing;
  const {vip = false, vipLevel = '', userLabel = ''} = profile?.badges ?? {};
  return html`<div class="badges ${profile ? 'asked' : ''}">
    ${blacklisted ? badge('blacklisted', c.blacklisted) : nothing} ${vip ? badge('vip', c.vip) : nothing}
    ${vipLevel && fits(vipLevel) ? badge('level', c.vipLevel(vipLevel)) : nothing}
    ${userLabel && fits(userLabel) ? badge('label', userLabel) : nothing}
  </div>`;
}

const badge = (kind: string, words: string) =>
  html`<span part="badge" class="badge ${kind}"><bdi .textContent=${words}></bdi></span>`;

const fits = (text: string) => text.length <= longestBadge;

/** A row has its place before its value comes. */
export function profileRows(c: CardStrings, {badges: {vipLevel, userLabel}, rows}: Profile) {
  const long = [
    [c.vipLevelLabel, vipLevel],
    [c.userLabelLabel, userLabel],
  ].filter(([, value = '']) => !fits(value));
  const all = [...long, ...rows];
  if (all.length === 0) return nothing;
  return html`<dl class="outputs">${all.map(
    ([label, value]) =>
      html`<div><dt><bdi .textContent=${label}></bdi></dt><dd><bdi .textContent=${value === '' ? c.none : (value ?? '…')}></bdi></dd></div>`,
  )}</dl>`;
}

const isOpen = ({state}: NodeState) => state === 'asking' || state === 'waiting';

/** Who is being asked, and who gave nothing or not all. */
export function lookupReport(c: CardStrings, {nodes}: Profile, askAgain: (node: string) => void) {
  const open = nodes.filter(isOpen).map(({name}) => name);
  return html`<p class="asking muted" .textContent=${open.length > 0 ? c.askingNodes(open) : nothing}></p>
    <ul class="lookups">${nodes.map((node) => {
      const words = nodeWords(c, node);
      return html`<li ?hidden=${!words}>
        <p part="fault" class="wrong"><bdi .textContent=${words}></bdi></p>
        ${node.retry ? again(c, node, askAgain) : nothing}
      </li>`;
    })}</ul>`;
}

function again(c: CardStrings, node: NodeState, askAgain: (node: string) => void) {
  return html`<button
    part="try-again"
    type="button"
    class="outlined"
    aria-disabled=${node.retry === 'pending'}
    aria-busy=${node.retry === 'pending'}
    @click=${() => askAgain(node.name)}
  >
    ${c.tryAgain}<span class="spoken" .textContent=${node.name}></span>
  </button>`;
}

function nodeWords(c: CardStrings, {name, failure, missing = [], unreadable = [], retry}: NodeState): string {
  if (failure?.reason === 'set-up') return setUpWords(c, failure.fault);
  if (failure) return c.nodeSays(name, failureWords(c, failure));
  if (retry) return c.askingNodes([name]);
  return [
    missing.length > 0 ? c.nodeSays(name, c.missingOutputs(missing)) : '',
    unreadable.length > 0 ? c.nodeSays(name, c.unreadableOutputs(unreadable)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function failureWords(c: CardStrings, failure: Exclude<NodeFailure, {readonly reason: 'set-up'}>): string {
  if (failure.reason === 'depends') return c.nodeDepends(failure.node);
  const words = c.nodeFailed[failure.reason];
  return 'status' in failure && failure.status !== undefined ? `${words} (${failure.status})` : words;
}

/** Which node, which key, what is wrong. */
function setUpWords(c: CardStrings, {node = '', key = '', problem = 'no-list', detail}: NodeFault): string {
  const words = c.nodeProblem[problem];
  return c.badNode(
    [node, key].filter(Boolean).join(', '),
    detail === undefined ? words : `${words} (${detail})`,
  );
}
