import {css} from 'lit';

/** The form looks like a card, but stands alone. */
export const styles = css`
  form {
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: calc(1.5 * var(--_radius));
    background: var(--_surface);
  }

  header {
    padding: calc(4 * var(--_space)) calc(5 * var(--_space)) calc(3 * var(--_space));
    overflow-wrap: anywhere;
  }

  h2 {
    font-size: 20px;
    font-weight: 600;
    line-height: 1.25;
  }

  header p {
    margin-block-start: 2px;
  }

  .fields {
    display: grid;
    gap: 10px;
    padding: 16px 20px 6px;
    border-top: 1px solid var(--_line);
  }

  .field {
    display: grid;
    gap: 4px;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .field > label:not(.switch) {
    display: block;
  }

  .required {
    margin-inline-start: 2px;
    color: var(--_busy);
  }

  .help,
  .problem {
    font-size: 12px;
  }

  /* Its line is there from the start: what is said when a field is left moves nothing from under the pointer. */
  .problem {
    min-height: 1.45em;
    color: var(--_busy);
  }

  .switch {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 32px;
    color: var(--_text);
    font-size: 14px;
    font-weight: 600;
    cursor: pointer;
  }

  .switch input {
    flex: none;
    appearance: none;
    position: relative;
    width: 40px;
    height: 24px;
    min-height: 24px;
    margin: 0;
    padding: 0;
    border-radius: 999px;
    background: var(--_raised);
    cursor: pointer;
  }

  /* On and off differ by place and fill, not by colour alone. */
  .switch input::before {
    position: absolute;
    inset-block: 3px;
    inset-inline-start: 3px;
    width: 16px;
    border: 2px solid var(--_muted);
    border-radius: 50%;
    content: '';
  }

  .switch input:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  .switch input:checked::before {
    inset-inline: auto 3px;
    border-color: var(--_on-accent);
    background: var(--_on-accent);
  }

  @media (forced-colors: active) {
    .switch input::before {
      border-color: FieldText;
    }

    .switch input:checked::before {
      border-color: Highlight;
      background: Highlight;
      forced-color-adjust: none;
    }
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: flex-end;
    padding: 12px 20px;
    border-top: 1px solid var(--_line);
    background: var(--_raised);
  }

  .trouble {
    flex: 1 0 100%;
    padding: 8px 12px;
    border-radius: 6px;
    background: var(--_busy-back);
    color: var(--_busy);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .saved {
    flex: 1 1 12rem;
    font-size: 13px;
  }

  @container frame (max-width: 640px) {
    header,
    .fields,
    footer {
      padding-inline: 12px;
    }
  }
`;
