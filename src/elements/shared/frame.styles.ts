import {css} from 'lit';

/**
 * A container that asks for its width has none of its own: it would vanish in a flex row, a table cell or a float. So the
 * container is a frame inside, and a line that is never seen says how wide the host would like to be: 288 px at least,
 * 1008 px where there is room.
 */
export const frameStyles = css`
  :host {
    /* A page hides it by 'hidden', not by a rule that was meant for something else. */
    display: block !important;
    min-width: min(100%, 288px);
    max-width: 100%;
  }

  :host::before {
    display: block;
    height: 0;
    overflow: hidden;
    visibility: hidden;
    text-indent: 288px;
    word-spacing: 360px;
    content: '. . .';
  }

  .frame {
    position: relative;
    container: frame / inline-size;
  }
`;
