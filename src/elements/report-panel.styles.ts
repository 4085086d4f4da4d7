import {css} from 'lit';

export const styles = css`
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
`;
