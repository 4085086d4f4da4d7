import {css} from 'lit';

export const styles = css`
  .card {
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: calc(1.5 * var(--_radius));
    background: var(--_surface);
  }

  header {
    display: flex;
    gap: calc(4 * var(--_space));
    align-items: flex-start;
    justify-content: space-between;
    padding: calc(4 * var(--_space)) calc(5 * var(--_space)) calc(3 * var(--_space));
  }

  .who {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  h2 {
    font-size: 20px;
    font-weight: 600;
    line-height: 1.25;
  }

  h3 {
    margin-block-end: calc(3 * var(--_space));
    font-size: 13px;
    font-weight: 600;
  }

  header p {
    margin-block-start: 2px;
  }

  header p > * + *::before {
    content: '· ';
  }

  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-content: end;
    min-height: 24px;
    margin-block-end: 4px;
  }

  .badge {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    padding: 1px 8px;
    border: 1px solid var(--_edge);
    border-radius: 4px;
    font-size: 12px;
    font-weight: 600;
  }

  .badge::before {
    content: '#';
  }

  .blacklisted {
    border-color: transparent;
    background: var(--_busy);
    color: light-dark(#fff, #2a0907);
  }

  .blacklisted::before {
    content: '⊘';
  }

  .vip {
    border-color: currentColor;
    background: var(--_wrap-up-back);
    color: var(--_wrap-up);
  }

  .vip::before {
    content: '★';
  }

  .level::before {
    content: '▲';
  }

  a {
    display: inline-block;
    margin-block-start: 8px;
    color: var(--_accent);
  }

  .phase {
    flex: none;
    text-align: end;
  }

  .time {
    font-size: 22px;
    font-weight: 600;
    line-height: 1.25;
  }

  .talking .time {
    color: var(--_busy);
  }

  .wrap-up .time {
    color: var(--_wrap-up);
  }

  .columns {
    display: grid;
    grid-template-columns: 260px 1fr;
    border-top: 1px solid var(--_line);
  }

  section {
    min-width: 0;
    padding: 16px 20px;
  }

  .profile {
    border-inline-end: 1px solid var(--_line);
    background: var(--_raised);
  }

  dl {
    display: grid;
    gap: 10px 20px;
    margin: 0;
  }

  @container frame (max-width: 640px) {
    .profile dl {
      grid-template-columns: repeat(auto-fill, minmax(min(9rem, 100%), 1fr));
    }
  }

  dt {
    color: var(--_muted);
    font-size: 12px;
  }

  dd {
    margin: 1px 0 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  .profile dd {
    font-size: 13px;
  }

  .lookups + dl {
    margin-block-start: 14px;
    padding-block-start: 14px;
    border-top: 1px solid var(--_line);
  }

  .asking {
    min-height: 1.45em;
    margin-block-start: 10px;
    font-size: 12px;
  }

  .lookups {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .lookups button {
    margin-block-start: 4px;
  }

  .card:focus,
  .profile:focus,
  .done:focus {
    outline: none;
  }

  .tabs {
    display: flex;
    gap: 2px;
    padding: 8px 8px 0;
    overflow-x: auto;
    border-bottom: 1px solid var(--_line);
    background: var(--_raised);
  }

  [role='tab'] {
    flex: none;
    max-width: 20rem;
    margin-bottom: -1px;
    border-radius: 6px 6px 0 0;
  }

  [role='tab'] bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  [role='tab'][aria-selected='true'] {
    border-color: var(--_line);
    border-bottom-color: var(--_surface);
    background: var(--_surface);
    font-weight: 600;
  }

  [role='tab']:focus-visible {
    outline-offset: -2px;
  }

  .unsaved {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    color: var(--_wrap-up);
    font-size: 12px;
  }

  .unsaved::before {
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: currentColor;
    content: '';
  }

  .notice,
  .leftovers,
  .trouble {
    padding: 8px 20px;
    border-top: 1px solid var(--_line);
    background: var(--_wrap-up-back);
    color: var(--_wrap-up);
    font-size: 13px;
  }

  .trouble {
    flex: 1 0 100%;
    padding-inline: 12px;
    border: 0;
    border-radius: 6px;
    background: var(--_busy-back);
    color: var(--_busy);
    overflow-wrap: anywhere;
  }

  .leftovers {
    margin-block-start: 8px;
    border: 0;
    border-radius: var(--_radius);
  }

  .leftovers summary {
    padding-block: 4px;
    cursor: pointer;
  }

  .leftovers .raw {
    margin-block-start: 8px;
    color: var(--_text);
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: flex-end;
    position: sticky;
    bottom: var(--agent-bar-bottom, 0px);
    padding: 12px 20px;
    border-top: 1px solid var(--_line);
    background: var(--_raised);
  }

  /* What has the keyboard comes to rest above the foot. */
  form :is(input, select, textarea, button),
  form ::slotted(*) {
    scroll-margin-block: 3rem 11rem;
  }

  .many .choice input {
    scroll-margin-block: 0;
  }

  @media (max-height: 500px) {
    footer {
      position: static;
    }
  }

  .draft {
    flex: 1 1 12rem;
    font-size: 13px;
  }

  kbd {
    font: inherit;
    font-size: 12px;
    font-weight: 400;
  }

  .done:not(:empty) {
    padding: 8px 12px;
    color: var(--_idle);
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
    gap: 14px 16px;
    align-items: start;
  }

  form > div:not(.row) > * + * {
    margin-block-start: 16px;
  }

  .wide {
    grid-column: 1 / -1;
  }

  fieldset {
    min-width: 0;
    margin-inline: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    color: var(--_muted);
    font-size: 13px;
  }

  .field > legend {
    margin-block-end: 4px;
  }

  .group > legend {
    margin-block-end: 8px;
    color: var(--_text);
    font-weight: 600;
  }

  .field {
    display: grid;
    gap: 4px;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .field > label {
    display: block;
  }

  .required {
    margin-inline-start: 2px;
    color: var(--_busy);
  }

  select {
    width: 100%;
    min-height: 34px;
    padding: 6px 8px;
    border: 1px solid var(--_edge);
    border-radius: 6px;
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: 14px;
  }

  textarea {
    display: block;
    resize: vertical;
  }

  select:focus-visible,
  .choice:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .choices.many {
    max-height: 12rem;
    padding: 4px;
    overflow-y: auto;
    border: 1px solid var(--_line);
    border-radius: 6px;
  }

  .choice {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-height: 32px;
    padding: 0 10px;
    border: 1px solid var(--_edge);
    border-radius: 6px;
    color: var(--_text);
    font-size: 14px;
    cursor: pointer;
  }

  .many .choice {
    content-visibility: auto;
    contain-intrinsic-size: auto 6rem 32px;
  }

  .choice:has(:checked) {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
  }

  .choice input {
    width: 16px;
    min-height: 16px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .choice input:focus-visible {
    outline: none;
  }

  .help,
  .problem,
  .replaced {
    font-size: 12px;
  }

  .problem {
    color: var(--_busy);
  }

  .replaced {
    padding: 6px 8px;
    border-radius: 6px;
    background: var(--_wrap-up-back);
  }

  h4 {
    margin: 0 0 8px;
    font-size: 13px;
    font-weight: 600;
  }

  .raw {
    max-height: 8rem;
    margin: 0;
    padding: 8px;
    overflow: auto;
    border-radius: 6px;
    background: var(--_raised);
    font-size: 12px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  @container frame (max-width: 640px) {
    header,
    section,
    footer,
    .notice,
    .leftovers,
    .trouble {
      padding-inline: 12px;
    }

    .columns {
      grid-template-columns: 1fr;
    }

    .asked {
      min-height: 54px;
    }

    header {
      flex-wrap: wrap;
    }

    .who {
      flex: 1 1 12rem;
    }

    .profile {
      order: 2;
      border-inline-end: 0;
      border-top: 1px solid var(--_line);
    }
  }
`;
