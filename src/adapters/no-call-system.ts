/** The call system when the address is invalid: each command fails, and the link reports why. */
import {commandTypes} from '../protocol/commands.ts';
import {failed, type FaultCode} from '../protocol/faults.ts';
import type {CallSystem} from '../session/call-system.ts';

export const noCallSystem = (code: FaultCode): CallSystem => ({
  commands: new Set(commandTypes),
  confirmedBy: {},
  reportsHold: false,
  prepare: () => failed({code}),
  listen({onLink}) {
    onLink({state: 'refused', fault: {code}});
    return {retry: () => undefined, close: () => onLink({state: 'closed'})};
  },
  close: () => undefined,
});
