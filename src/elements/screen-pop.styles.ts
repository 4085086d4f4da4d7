import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    container: screen-pop / inline-size;
  }

  .card {
    overflow: hidden;
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

  .badge {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    margin-block-start: 8px;
    padding: 2px 8px;
    border-radius: 4px;
    background: var(--_busy);
    color: light-dark(#fff, #2a0907);
    font-size: 12px;
    font-weight: 600;
  }

  .badge::before {
    content: '⊘';
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

  .form dl {
    grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
  }

  @container screen-pop (max-width: 640px) {
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

  footer ::slotted(*) {
    margin: 12px 20px;
  }

  @container screen-pop (max-width: 640px) {
    header,
    section {
      padding-inline: 12px;
    }

    .columns {
      grid-template-columns: 1fr;
    }

    .profile {
      order: 2;
      border-inline-end: 0;
      border-top: 1px solid var(--_line);
    }
  }
`;
