import {css} from 'lit';

export const styles = css`
  :host {
    display: contents !important;
  }

  h2 {
    margin-block-end: 12px;
  }

  textarea {
    min-height: 110px;
    resize: vertical;
  }
`;
