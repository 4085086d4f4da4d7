/** Templates for the parts of a card. Stateless. */
import {html, nothing} from 'lit';

import type {Call} from '../../session/calls/calls.ts';
import type {Draft} from '../../session/drafts/drafts.ts';
import type {Profile} from '../../session/data-nodes/profile.ts';
import type {DraftPersistence} from '../../session/state.ts';
import {callerName, duration, faultMessage, timeOfDay} from '../shared/format.ts';
import {badges} from './profile-parts.ts';
import type {CardStrings, Strings} from '../../strings/en.ts';

interface Tabs {
  readonly calls: readonly Call[];
  readonly front: Call;
  readonly now: number;
  readonly unsaved: (call: Call) => boolean;
  readonly choose: (call: Call) => void;
  readonly key: (event: KeyboardEvent) => void;
}

/** The tabs of several calls: caller, duration, and whether there are unsaved edits. */
export function callTabs(t: Strings, c: CardStrings, {calls, front, now, unsaved, choose, key}: Tabs) {
  return html`<div class="tabs" role="tablist" aria-label=${c.calls} @keydown=${key}>
    ${calls.map((call) => {
      const inFront = call === front;
      return html`<button
        part="tab"
        type="button"
        role="tab"
        id=${inFront ? 'tab-front' : nothing}
        aria-selected=${inFront}
        aria-controls="panel"
        tabindex=${inFront ? 0 : -1}
        @click=${() => choose(call)}
      >
        <bdi .textContent=${callerName(call, t)}></bdi>
        <span class="number muted" .textContent=${duration(clock(call, now))}></span>
        ${unsaved(call) ? html`<span class="unsaved" .textContent=${c.unsaved}></span>` : nothing}
      </button>`;
    })}
  </div>`;
}

/** The duration of the call; after it, of the after-call work. */
const clock = ({startedAt, endedAt}: Call, now: number) => now - (endedAt ?? startedAt);

interface Head {
  readonly now: number;
  /** The URL of the customer's page, if the browser has blocked it. */
  readonly link: string | undefined;
  readonly profile: Profile | undefined;
}

export function cardHead(t: Strings, c: CardStrings, call: Call, {now, link, profile}: Head) {
  const {telephone, name, group} = call.customer;
  const phase = [
    c.phase[call.phase],
    call.held ? t.held : '',
    call.parties.length ? t.parties(call.parties) : '',
    call.endedAt !== undefined && !call.restored ? c.callTook(duration(call.endedAt - call.startedAt)) : '',
  ];
  return html`<header>
    <div class="who">
      ${badges(c, call, profile)}
      <h2 part="caller" id="caller"><bdi .textContent=${callerName(call, t)}></bdi></h2>
      <p class="muted">
        <bdi class="number telephone" .textContent=${name ? telephone : telephone && t.unnamed}></bdi>
        ${call.city ? html`<bdi part="city" .textContent=${call.city}></bdi>` : nothing}
        ${group ? html`<bdi .textContent=${group}></bdi>` : nothing}
      </p>
      ${link ? html`<a href=${link} target="agent-bar-pop" rel="noopener">${c.openPage}</a>` : nothing}
    </div>
    <div class="phase ${call.phase}">
      <div class="number time" role="timer" .textContent=${duration(clock(call, now))}></div>
      <div class="muted" .textContent=${phase.filter(Boolean).join(' · ')}></div>
    </div>
  </header>`;
}

export function record(c: CardStrings, {customer}: Call) {
  if (customer.unreadable === 'record')
    return html`<p part="fault" class="wrong" .textContent=${c.recordUnreadable}></p>`;
  const rows: readonly (readonly [string, string | number | undefined])[] = [
    [c.record.uuid, customer.uuid],
    [c.record.project, customer.projectId],
    [c.record.task, customer.taskId],
    [c.record.callStatus, customer.callStatus],
    [c.record.owner, customer.owner],
    [c.record.editedAt, customer.editedAt],
    [c.record.importedAt, customer.importedAt],
  ];
  const filled = rows.filter(([, value]) => value !== undefined && value !== '');
  return html`<dl>${filled.map(([label, value]) => html`<div><dt .textContent=${label}></dt><dd><bdi .textContent=${`${value}`}></bdi></dd></div>`)}</dl>`;
}

interface Foot {
  readonly draft: Draft | undefined;
  readonly keeping: DraftPersistence | undefined;
  /** The id of the form. */
  readonly form: string | undefined;
  /** Why the form was not sent; else empty. */
  readonly problem: string;
  /** Why saving or the next call is not available; empty when it is. */
  readonly whyNot: {readonly save: string; readonly next: string};
  readonly saveNext: () => void;
  readonly discard: () => void;
}

/** The draft's status, and the buttons of the card. */
export function cardFoot(t: Strings, c: CardStrings, call: Call, foot: Foot) {
  const {draft, keeping, whyNot} = foot;
  const busy = call.save === 'pending';
  const fault = typeof call.save === 'object' ? faultMessage(call.save, t) : undefined;
  const problem = foot.problem || (fault && `${fault.what} ${fault.next} ${t.kept}`);
  const finished = call.phase === 'wrap-up';
  return html`<footer>
      <p part="fault" class="trouble" role="alert" ?hidden=${!problem || busy}><bdi .textContent=${problem ?? ''}></bdi></p>
      <p part="draft" class="draft muted" .textContent=${draftStatus(t, c, call, draft, keeping)}></p>
      <slot name="actions"></slot>
      ${
        draft && finished
          ? html`<button part="discard" type="button" @click=${foot.discard} .textContent=${c.discard}></button>`
          : nothing
      }
      <button
        part="submit"
        form=${foot.form ?? nothing}
        class=${finished ? 'outlined' : 'filled'}
        title=${whyNot.save || nothing}
        aria-keyshortcuts="Control+Enter"
        aria-disabled=${!!whyNot.save}
        aria-busy=${busy}
      >
        <span .textContent=${busy ? c.saving : c.save}></span><kbd>Ctrl ↵</kbd>
      </button>
      <button
        part="submit-next"
        type="button"
        class=${finished ? 'filled' : 'outlined'}
        title=${whyNot.save || whyNot.next || nothing}
        aria-disabled=${!!(whyNot.save || whyNot.next)}
        @click=${foot.saveNext}
       .textContent=${c.saveNext}></button>
    </footer>`;
}

function draftStatus(
  t: Strings,
  c: CardStrings,
  {savedAt}: Call,
  draft?: Draft,
  keeping?: DraftPersistence,
): string {
  if (!draft) return savedAt === undefined ? '' : c.saved(timeOfDay(savedAt, t));
  if (keeping !== 'browser') return keeping === 'memory' ? c.unprotected : c.draftInPage;
  const last = Math.max(0, ...draft.edits.map(({at}) => at));
  const {restoredFrom = 0} = draft;
  return last > restoredFrom ? c.draftKept(timeOfDay(last, t)) : c.restored(timeOfDay(restoredFrom, t));
}

/** Unsaved text of another version, to be copied by hand. */
export function leftoverTexts({tag}: Strings, c: CardStrings, texts: readonly string[]) {
  if (texts.length === 0) return nothing;
  return html`<details part="leftovers" class="leftovers" lang=${tag}>
    <summary .textContent=${c.leftovers(texts.length)}></summary>
    <p class="muted" .textContent=${c.copyLeftovers}></p>
    ${texts.map((text) => html`<pre class="raw" tabindex="0" dir="auto" .textContent=${text}></pre>`)}
  </details>`;
}
