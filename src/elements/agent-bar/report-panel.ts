/**
 * The session's report, for the agent to hand to support. It is opened by the link button and written at that moment, so
 * that the copy button can copy it synchronously.
 */
import {html, nothing, type ReactiveElement} from 'lit';

import {toJson} from '../../protocol/text.ts';
import {placeBelow} from '../shared/popover.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {DialogStrings, Strings} from '../../strings/en.ts';

export class ReportPanel {
  readonly #host: ReactiveElement;
  readonly #agent: SessionController;
  /** Empty until it is written. */
  #text = '';
  #open = false;
  #copied: 'clipboard' | 'by-hand' | undefined;

  constructor(host: ReactiveElement, agent: SessionController) {
    this.#host = host;
    this.#agent = agent;
  }

  render(t: Strings, d: DialogStrings) {
    return html`<div
      id="report"
      class="panel"
      translate="no"
      popover="auto"
      role="dialog"
      lang=${t.tag}
      aria-label=${d.reportTitle}
      @beforetoggle=${this.#beforeToggle}
      @toggle=${this.#toggled}
    >
      ${this.#open ? (this.#agent.session ? this.#content(d) : html`<p .textContent=${t.tokenMissing}></p>`) : nothing}
    </div>`;
  }

  #content(d: DialogStrings) {
    const byHand = this.#copied === 'by-hand';
    return html`<h2 .textContent=${d.reportTitle}></h2>
      <p class="muted" .textContent=${d.reportText}></p>
      <button part="copy-report" type="button" class="filled" aria-busy=${!this.#text} @click=${this.#copy} .textContent=${d.copyReport}></button>
      <p role="status" .textContent=${this.#copied === 'clipboard' ? d.reportCopied : byHand ? d.reportByHand : nothing}></p>
      <textarea
        part="report-text"
        readonly
        ?hidden=${!byHand}
        aria-label=${d.reportTitle}
        .value=${this.#text}
      ></textarea>`;
  }

  readonly #beforeToggle = (event: ToggleEvent) => {
    if (event.newState !== 'open') return;
    this.#open = true;
    this.#copied = undefined;
    this.#host.requestUpdate();
    placeBelow(event.target as HTMLElement, this.#find('[part=link]')!);
    void this.#write();
  };

  readonly #toggled = async (event: ToggleEvent) => {
    this.#open = event.newState === 'open';
    if (!this.#open) {
      this.#text = '';
      // Browsers restore the focus themselves, but not inside a shadow root.
      if (this.#find('#report :focus')) this.#find('[part=link]')?.focus();
    }
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (this.#open) this.#find('[part=copy-report]')?.focus();
  };

  async #write() {
    try {
      this.#text = toJson(await this.#agent.session?.diagnostics());
    } catch {
      // A session of an older version, or made by the page itself, may have no `diagnostics`.
      return;
    }
    this.#host.requestUpdate();
  }

  /** Copies the report. If that is not allowed, such as without https, the text is shown to be copied by hand. */
  readonly #copy = async () => {
    if (!this.#text) return;
    try {
      await navigator.clipboard.writeText(this.#text);
      this.#copied = 'clipboard';
    } catch {
      this.#copied = 'by-hand';
    }
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLTextAreaElement>('[part=report-text]:not([hidden])')?.select();
  };

  #find(selector: string) {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}
