import {css} from 'lit';

export const styles = css`
  :host {
    display: contents;
  }

  h2 {
    margin-block-end: calc(3 * var(--_space));
  }

  textarea {
    min-height: 110px;
    resize: vertical;
  }
`;
