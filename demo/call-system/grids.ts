import {stamp} from './clock.ts';
import {projectOf, projects} from './crm.ts';
import type {Exchange} from './exchange.ts';
import {signedOut} from './frames.ts';
import {optionalText, optionalWhole, type Params} from './params.ts';
import {Refusal} from './refusal.ts';

const longestPage = 200;

export interface Rows {
  readonly rows: readonly unknown[];
  readonly count: number;
}

function pageOf(rows: readonly unknown[], params: Params): Rows {
  const page = optionalWhole(params, 'page') ?? 1;
  const limit = optionalWhole(params, 'limit') ?? 10;
  if (page < 1 || limit < 1 || limit > longestPage) {
    throw new Refusal('分页参数无效', `page starts at 1, limit is 1 to ${longestPage}`);
  }
  return {rows: rows.slice((page - 1) * limit, page * limit), count: rows.length};
}

export function callRecords({calls}: Exchange, params: Params): Rows {
  const whole = (name: string, any: number): number | undefined => {
    const value = optionalWhole(params, name) ?? any;
    return value === any ? undefined : value;
  };
  const text = (name: string): string | undefined => optionalText(params, name) || undefined;
  const wanted = {
    project: whole('project_id', 0),
    status: whole('status', -1),
    task: whole('task_id', 0),
    inspection: whole('inspection', -1),
    atLeast: optionalWhole(params, 'gt_billsec') ?? 0,
    from: text('start_stamp'),
    to: text('end_stamp'),
    telephone: text('telephone'),
    extno: text('extno'),
  };
  const rows = calls.all().flatMap((call) => {
    const {customer} = call;
    const began = stamp(call.began);
    const billsec = Math.floor(((call.ended?.getTime() ?? Date.now()) - call.began.getTime()) / 1000);
    const inspection = projectOf(customer.project_id)?.inspections.indexOf(call.inspection) ?? 0;
    const matches =
      (wanted.project ?? customer.project_id) === customer.project_id &&
      (wanted.status ?? customer.status) === customer.status &&
      (wanted.task ?? customer.task_id) === customer.task_id &&
      (wanted.inspection ?? inspection) === inspection &&
      billsec >= wanted.atLeast &&
      began >= (wanted.from ?? began) &&
      began <= (wanted.to ?? began) &&
      (wanted.telephone ?? customer.telephone) === customer.telephone;
    if (!matches) return [];
    return call.agents
      .filter((agent) => (wanted.extno ?? agent.extno) === agent.extno)
      .map((agent) => ({
        admin_id: customer.admin_id,
        agentName: agent.name,
        answer_stamp: began,
        billsec,
        digits: '',
        end_stamp: call.ended ? stamp(call.ended) : '',
        extno: agent.extno,
        group: customer.group,
        info_uuid: customer.uuid,
        inspection: call.inspection,
        project_id: customer.project_id,
        record_file: '',
        recovered: false,
        satisfaction: '',
        status: customer.status,
        task_id: customer.task_id,
        telephone: customer.telephone,
        uuid: call.sessionId,
      }));
  });
  return pageOf(rows.toReversed(), params);
}

export function projectList(_exchange: Exchange, params: Params): Rows {
  const rows = projects.map(({id, name, stamp: made, inspections, statuses}) => ({
    id,
    name,
    stamp: made,
    issue: true,
    inspections: JSON.stringify(inspections),
    // No document says how the call statuses are told; this key is inferred from the one above.
    statuses: statuses && JSON.stringify(statuses),
    admin_id: 1,
    status: 1,
  }));
  return pageOf(rows, params);
}

export function agentList({agents}: Exchange, params: Params): Rows {
  const rows = agents.all().map((agent) => {
    const call = agent.calls.at(-1);
    const project = projectOf(call?.customer.project_id ?? 1);
    return {
      extno: agent.extno,
      name: agent.name,
      status: agent.status !== signedOut,
      cdr_uuid: call?.sessionId ?? '',
      info_uuid: call?.customer.uuid ?? '',
      play_screen: true,
      hideTel: false,
      group: 'default',
      project_id: project?.id ?? 0,
      projectName: project?.name ?? '',
    };
  });
  return pageOf(rows, params);
}

export function blacklistRows({blacklist}: Exchange, params: Params): Rows {
  const telephone = optionalText(params, 'telephone') || undefined;
  const entries = blacklist.all().filter((entry) => entry.telephone === (telephone ?? entry.telephone));
  return pageOf(
    entries.map(({telephone: number, info_uuid, stamp: added}, index) => ({
      id: index + 1,
      admin_id: 1,
      telephone: number,
      info_uuid,
      stamp: added,
    })),
    params,
  );
}
