/**
 * The adapter for the agent workbench (呼叫系统 · 工作台): commands are sent over REST, facts arrive through the monitor
 * socket.
 */
import {commandTypes, type Save} from '../../protocol/commands.ts';
import type {CallSystem, PreparedCommand, SavedRecord} from '../../session/call-system.ts';
import type {Monitor, MonitorEdges} from '../../transport/socket/monitor.ts';
import {readFields} from './fields-text.ts';
import {formAnswer} from './forms.ts';
import {parseFrame} from './frames.ts';
import {pathOfQuery, requestOf, type Params, type QueryType, type Routes} from './requests.ts';
import type {Rest} from './rest.ts';

export interface WorkbenchOptions {
  readonly rest: Rest;
  readonly routes: Routes;
  /** Opens the monitor socket. */
  readonly openMonitor: (edges: MonitorEdges) => Monitor;
}

export function createWorkbench({rest, routes, openMonitor}: WorkbenchOptions): CallSystem {
  const query = (type: QueryType, params: Params) => rest.postAgain(pathOfQuery(type, routes), params);

  return {
    commands: new Set(commandTypes),
    // After `next-call` the next call may arrive before the status `idle` is seen.
    confirmedBy: {
      'sign-in': ['idle', 'busy', 'wrap-up'],
      'sign-out': ['signed-out'],
      'next-call': ['idle', 'busy'],
    },
    reportsHold: false,
    listen: ({onLink, onFact}) => openMonitor({onLink, onFrame: (data) => onFact(parseFrame(data))}),
    prepare(command, context) {
      const request = requestOf(command, context, routes);
      if (!request.ok) return request;
      const {path, params} = request.data;
      const saves = command.type === 'save';
      const prepared: PreparedCommand = {
        fingerprint: JSON.stringify([command.type, params]),
        send: (token) => (saves ? rest.postAgain(path, params, token) : rest.post(path, params, token)),
        ...(saves && {record: recordOf(command, params)}),
      };
      return {ok: true, data: prepared};
    },
    async form(projectId) {
      const [fields, projects] = await Promise.all([
        query('fields', {project_id: String(projectId)}),
        query('projects', {page: '1', limit: '200'}),
      ]);
      return formAnswer(projectId, fields, projects);
    },
    close: rest.close,
  };
}

/** What the call system holds once it has confirmed the save. */
function recordOf({callStatus, inspection}: Save, {fields: fieldsText = ''}: Params): SavedRecord {
  const fields = readFields(fieldsText);
  return {
    fields: fields ?? [],
    fieldsText,
    ...(!fields && {unreadable: 'fields'}),
    ...(callStatus !== undefined && {callStatus}),
    ...(inspection !== undefined && {inspection}),
  };
}
