/** Templates for the customer's profile from data nodes. Stateless. */
import {html, nothing} from 'lit';

import type {NodeFault} from '../../protocol/data-nodes/data-nodes.ts';
import type {Call} from '../../session/calls/calls.ts';
import type {NodeFailure, NodeState, Profile} from '../../session/data-nodes/profile.ts';
import type {CardStrings} from '../../strings/en.ts';

/** Longer levels and labels are shown as rows, so that the badges stay in one line (characters). */
const maxBadgeLength = 24;

/** The badges above the name. Their line has its height from the first query on, so that nothing moves later. */
export function badges(c: CardStrings, {blacklisted}: Call, profile: Profile | undefined) {
  if (!profile && !blacklisted) return nothing;
  const {vip = false, vipLevel = '', userLabel = ''} = profile?.badges ?? {};
  return html`<div class="badges ${profile ? 'asked' : ''}">
    ${blacklisted ? badge('blacklisted', c.blacklisted) : nothing} ${vip ? badge('vip', c.vip) : nothing}
    ${vipLevel && fits(vipLevel) ? badge('level', c.vipLevel(vipLevel)) : nothing}
    ${userLabel && fits(userLabel) ? badge('label', userLabel) : nothing}
  </div>`;
}

const badge = (kind: string, text: string) =>
  html`<span part="badge" class="badge ${kind}"><bdi .textContent=${text}></bdi></span>`;

const fits = (text: string) => text.length <= maxBadgeLength;

/** The rows of the profile. A row is shown before its value arrives. */
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

/** Which nodes are being queried, and which failed or have missing outputs. */
export function lookupReport(c: CardStrings, {nodes}: Profile, askAgain: (node: string) => void) {
  const open = nodes.filter(isOpen).map(({name}) => name);
  return html`<p class="asking muted" .textContent=${open.length > 0 ? c.askingNodes(open) : nothing}></p>
    <ul class="lookups">${nodes.map((node) => {
      const text = nodeText(c, node);
      return html`<li ?hidden=${!text}>
        <p part="fault" class="wrong"><bdi .textContent=${text}></bdi></p>
        ${node.retry ? retryButton(c, node, askAgain) : nothing}
      </li>`;
    })}</ul>`;
}

function retryButton(c: CardStrings, node: NodeState, askAgain: (node: string) => void) {
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

function nodeText(c: CardStrings, {name, failure, missing = [], unreadable = [], retry}: NodeState): string {
  if (failure?.reason === 'set-up') return configurationError(c, failure.fault);
  if (failure) return c.nodeSays(name, failureText(c, failure));
  if (retry) return c.askingNodes([name]);
  return [
    missing.length > 0 ? c.nodeSays(name, c.missingOutputs(missing)) : '',
    unreadable.length > 0 ? c.nodeSays(name, c.unreadableOutputs(unreadable)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function failureText(c: CardStrings, failure: Exclude<NodeFailure, {readonly reason: 'set-up'}>): string {
  if (failure.reason === 'depends') return c.nodeDepends(failure.node);
  const text = c.nodeFailed[failure.reason];
  return 'status' in failure && failure.status !== undefined ? `${text} (${failure.status})` : text;
}

/** The node, the key, and the error. */
function configurationError(
  c: CardStrings,
  {node = '', key = '', problem = 'no-list', detail}: NodeFault,
): string {
  const text = c.nodeProblem[problem];
  return c.badNode(
    [node, key].filter(Boolean).join(', '),
    detail === undefined ? text : `${text} (${detail})`,
  );
}
