import {css} from 'lit';

/** Colours, fonts and the style of controls. Values can be set from outside as `--agent-bar-*`. */
export const sharedStyles = css`
  :host {
    --_surface: var(--agent-bar-surface, light-dark(#fff, #17191d));
    --_raised: var(--agent-bar-raised, light-dark(#f5f6f8, #1f2227));
    --_line: var(--agent-bar-line, light-dark(#e1e4e9, #31353c));
    --_edge: var(--agent-bar-edge, light-dark(#858d99, #6b7380));
    --_text: var(--agent-bar-text, light-dark(#14171c, #eceef1));
    --_muted: var(--agent-bar-muted, light-dark(#56606b, #a0a9b4));
    --_accent: var(--agent-bar-accent, light-dark(#1857d6, #7fa8ff));
    --_on-accent: var(--agent-bar-on-accent, light-dark(#fff, #0c1526));
    --_idle: var(--agent-bar-idle, light-dark(#0a6f3d, #5bd394));
    --_idle-back: var(--agent-bar-idle-back, light-dark(#e4f5ec, #12301f));
    --_busy: var(--agent-bar-busy, light-dark(#b3261e, #ff9a92));
    --_busy-back: var(--agent-bar-busy-back, light-dark(#fde9e7, #3a1614));
    --_wrap-up: var(--agent-bar-wrap-up, light-dark(#845000, #f4b85a));
    --_wrap-up-back: var(--agent-bar-wrap-up-back, light-dark(#fdf0dc, #38270b));
    --_radius: var(--agent-bar-radius, 8px);
    --_space: var(--agent-bar-space, 4px);
    color: var(--_text);
    font: var(
      --agent-bar-font,
      14px/1.45 system-ui,
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      sans-serif
    );
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before {
    box-sizing: border-box;
  }

  button {
    display: inline-flex;
    flex: none;
    gap: 6px;
    align-items: center;
    justify-content: center;
    min-height: 32px;
    padding: 0 10px;
    border: 1px solid transparent;
    border-radius: 6px;
    background: none;
    color: inherit;
    font: inherit;
    white-space: nowrap;
    cursor: pointer;
  }

  button:not(.filled, .danger, [aria-disabled='true']):hover {
    background: var(--_raised);
  }

  .outlined {
    border-color: var(--_edge);
  }

  .filled {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .danger {
    background: var(--_busy);
    color: light-dark(#fff, #2a0907);
  }

  button[aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }

  button[aria-busy='true'] {
    opacity: 0.9;
    cursor: progress;
  }

  :is(button, a, input, textarea, [tabindex]):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  svg {
    flex: none;
    width: 16px;
    height: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  @media (prefers-reduced-motion: no-preference) {
    button[aria-busy='true'] svg {
      animation: pulse 1s infinite alternate;
    }
  }

  @keyframes pulse {
    to {
      opacity: 0.3;
    }
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .muted {
    color: var(--_muted);
  }

  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  h2,
  h3,
  p {
    margin: 0;
  }

  dialog {
    width: min(420px, calc(100vw - 24px));
    padding: 20px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_surface);
    color: inherit;
    box-shadow: 0 12px 40px rgb(0 0 0 / 0.2);
  }

  dialog::backdrop {
    background: rgb(10 14 20 / 0.35);
  }

  dialog h2 {
    font-size: 16px;
  }

  dialog form {
    display: grid;
    gap: 12px;
  }

  label {
    display: grid;
    gap: 4px;
    color: var(--_muted);
    font-size: 13px;
  }

  input,
  textarea {
    width: 100%;
    min-height: 34px;
    padding: 6px 10px;
    border: 1px solid var(--_edge);
    border-radius: 6px;
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: 14px;
  }

  [aria-invalid='true'] {
    border-color: var(--_busy);
  }

  [popover]:popover-open {
    position: fixed;
    inset: auto;
    margin: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 8px 28px rgb(0 0 0 / 0.18);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: flex-end;
  }

  .row > .muted {
    margin-inline-end: auto;
    font-size: 12px;
  }

  .wrong {
    color: var(--_busy);
    font-size: 13px;
    overflow-wrap: anywhere;
  }
`;
