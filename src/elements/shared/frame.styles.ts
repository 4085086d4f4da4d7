import {css} from 'lit';

/**
 * A size container has no intrinsic width: it would collapse in a flex row, a table cell or a float. So the container is
 * an inner frame, and an invisible line gives the host its intrinsic width: at least 288 px, at most 1008 px.
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
