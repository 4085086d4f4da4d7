import {css} from 'lit';

/** On narrow pages texts are hidden first, then buttons move into the menu; status and clock always stay visible. */
export const styles = css`
  .bar {
    display: flex;
    gap: calc(3 * var(--_space));
    align-items: center;
    height: 48px;
    padding: 0 calc(2 * var(--_space));
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    white-space: nowrap;
  }

  .status {
    display: inline-flex;
    flex: none;
    gap: 8px;
    align-items: center;
    height: 32px;
    padding: 0 12px;
    border-radius: 999px;
    background: var(--_raised);
    color: var(--_muted);
    font-weight: 600;
  }

  .status .number {
    font-weight: 500;
  }

  .status[data-stale] {
    outline: 1px dashed currentColor;
    outline-offset: -1px;
  }

  .idle {
    background: var(--_idle-back);
    color: var(--_idle);
  }

  .busy {
    background: var(--_busy-back);
    color: var(--_busy);
  }

  .wrap-up {
    background: var(--_wrap-up-back);
    color: var(--_wrap-up);
  }

  /* Each state has a shape of its own: ring, disc, square, half disc. */
  .shape {
    flex: none;
    width: 9px;
    height: 9px;
    border: 2px solid currentColor;
    border-radius: 50%;
  }

  :is(.idle, .busy) .shape {
    background: currentColor;
  }

  .busy .shape {
    border-radius: 1px;
  }

  .wrap-up .shape {
    background: linear-gradient(currentColor 50%, transparent 50%);
  }

  .call {
    display: flex;
    flex: 1 1 0;
    gap: 8px;
    align-items: baseline;
    min-width: 0;
    overflow: hidden;
  }

  .call > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  /* The name goes last. */
  .call b {
    flex: none;
    max-width: 100%;
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex: none;
    gap: var(--_space);
    align-items: center;
  }

  .more {
    display: contents;
  }

  .opens-more {
    display: none;
  }

  .on {
    background: var(--_wrap-up-back);
    color: var(--_wrap-up);
  }

  .announcement {
    flex-shrink: 1;
    min-width: 38px;
    overflow: hidden;
  }

  .announcement .newest {
    max-width: 18em;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .announcement .newest:not(:has(bdi:not(:empty))),
  .announcement .number:empty {
    display: none;
  }

  .link {
    display: inline-flex;
    flex: 0 1 auto;
    min-width: 24px;
    min-height: 24px;
    overflow: hidden;
    justify-content: start;
    padding: 0;
    padding-inline-start: calc(3 * var(--_space));
    border: 0;
    border-inline-start: 1px solid var(--_line);
    border-radius: 0;
    color: var(--_muted);
    font-size: 12px;
  }

  .link .words {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .link i {
    flex: none;
    width: 8px;
    height: 8px;
    border: 2px solid var(--_wrap-up);
    border-radius: 2px;
  }

  .link:is(.live, .checking) i {
    border-color: var(--_idle);
  }

  .link.live i {
    background: var(--_idle);
  }

  .link:is(.connecting, .reconnecting) {
    color: var(--_wrap-up);
  }

  .link:is(.offline, .signed-out, .elsewhere, .misconfigured) {
    color: var(--_busy);
  }

  .link:is(.offline, .signed-out, .elsewhere, .misconfigured) i {
    border-color: currentColor;
    rotate: 45deg;
  }

  .strip {
    position: absolute;
    z-index: var(--agent-bar-layer, 10);
    inset: calc(100% + 2px) 0 auto;
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
    padding: 6px 12px;
    border: 1px solid var(--_busy);
    border-radius: var(--_radius);
    background: var(--_busy-back);
    color: var(--_busy);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .strip.reconnecting {
    border-color: var(--_wrap-up);
    background: var(--_wrap-up-back);
    color: var(--_wrap-up);
  }

  .strip.hint {
    inset-inline-start: auto;
    border-color: var(--_line);
    background: var(--_raised);
    color: var(--_text);
  }

  .strip:not([hidden]) + .hint {
    top: calc(100% + 52px);
  }

  .panel {
    width: 22rem;
    padding: 8px 12px;
    overflow: auto;
  }

  .panel ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .panel li {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 12px;
    padding: 6px 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  #report:popover-open {
    display: grid;
    gap: 10px;
    padding: 14px;
    overflow-wrap: anywhere;
    white-space: normal;
  }

  #report h2 {
    font-size: 15px;
  }

  #report button {
    justify-self: start;
  }

  #report textarea {
    height: 9em;
    font: 12px/1.4 ui-monospace, monospace;
  }

  @container frame (max-width: 1100px) {
    .announcement .newest,
    .link.live .words {
      display: none;
    }
  }

  @container frame (max-width: 990px) {
    .bar {
      gap: 8px;
    }

    /* Off the screen, but still what the button is called. */
    .more:not(:popover-open) .label,
    button[part='hold'] .label {
      position: absolute;
      width: 1px;
      height: 1px;
      margin: -1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    .link .extno {
      display: none;
    }

  }

  @container frame (max-width: 660px) {
    .more {
      display: none;
    }

    .more:popover-open {
      display: grid;
      padding: var(--_space);
    }

    .more:popover-open button {
      justify-content: start;
      min-height: 40px;
    }

    .opens-more {
      display: inline-flex;
    }

    .link .words {
      display: none;
    }
  }

  @container frame (max-width: 530px) {
    .bar {
      gap: var(--_space);
      padding: 0 6px;
    }

    .status {
      gap: 6px;
      padding: 0 8px;
    }

    .actions {
      gap: 2px;
    }

    button {
      min-width: 32px;
      padding: 0 7px;
    }

    .call span,
    button .extno {
      display: none;
    }

    [part='sign-in'] .label,
    [part='next-call'] .label,
    .status:has(.number) .word {
      position: absolute;
      width: 1px;
      height: 1px;
      margin: -1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    .link {
      padding-inline: 6px 2px;
    }
  }
`;
