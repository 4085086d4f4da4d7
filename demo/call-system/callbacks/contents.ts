import type {Call} from '../calls.ts';
import {stamp} from '../clock.ts';
import {projectOf} from '../crm.ts';
import {serialOf, userSerial, type Account} from './accounts.ts';

const first = (values: Readonly<Record<string, unknown>>, name: string): string => {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'string' ? value : '';
};

/** A call that is over, as it is pushed to `callback_url`. */
export function callContent(call: Call, id: number, account: Account): object {
  const {customer} = call;
  const agent = call.agents[0];
  const ended = call.ended ?? new Date();
  const values: Readonly<Record<string, unknown>> = JSON.parse(customer.fields);
  return {
    id,
    sn: call.sessionId,
    user_sn: userSerial(agent?.extno ?? ''),
    user_name: agent?.name ?? '',
    parent_sn: account.userSn,
    team_sn: serialOf('TEAM', customer.group),
    team_name: customer.group,
    created_at: stamp(call.began),
    updated_at: stamp(ended),
    name: customer.name,
    phone: customer.telephone,
    address: customer.city,
    unit: first(values, '公司'),
    unit_phone: first(values, '备用电话'),
    project_sn: serialOf('PROJECT', String(customer.project_id)),
    project_caption: projectOf(customer.project_id)?.name ?? '',
    connected_at: stamp(call.began),
    disconnected_at: stamp(ended),
    talktimes: Math.round((ended.getTime() - call.began.getTime()) / 1000),
  };
}

/** The numbers of an import that went well; the kinds of numbers that this system does not tell apart count none. */
export interface ImportCounts {
  readonly total: number;
  readonly blacklisted: number;
  readonly repeated: number;
}

/** The result of an import, as it is pushed to `task_callback_url`: counts, or the reason why there are none. */
export function importContent(
  sn: string,
  result: ImportCounts | string,
): {dial_task_main_sn: string; import_mark: object | string} {
  return {
    dial_task_main_sn: sn,
    import_mark: typeof result === 'string' ? result : markOf(result),
  };
}

const markOf = ({total, blacklisted, repeated}: ImportCounts): object => ({
  totalCount: total,
  failCount: 0,
  blacklistCount: blacklisted,
  repeatCount: repeated,
  successCount: total - blacklisted - repeated,
  filterCount: 0,
  shiCount: 0,
  kongCount: 0,
  tingjiCount: 0,
  kuwuCount: 0,
  chenmoCount: 0,
  fenxianCount: 0,
  chaopinCount: 0,
});
