import * as desk from './agent-commands.ts';
import type {Agent} from './agents.ts';
import * as customerDesk from './customer-commands.ts';
import {list, success, type Answer} from './envelope.ts';
import type {Exchange} from './exchange.ts';
import * as grids from './grids.ts';
import {optionalText, optionalWhole, text, type Params} from './params.ts';
import {Refusal} from './refusal.ts';
import type {User} from './users.ts';

type Handler = (exchange: Exchange, user: User, params: Params) => Answer;
type Command = (exchange: Exchange, agent: Agent, params: Params) => unknown;

function agentOf({agents}: Exchange, user: User): Agent {
  const agent = agents.find(user.name);
  if (!agent) throw new Refusal('只有坐席可以这样做', 'Only agents can do this');
  return agent;
}

/** A command of the agent who is signed in; what it returns is the answer's data, else 1. */
const command =
  (run: Command): Handler =>
  (exchange, user, params) =>
    success(run(exchange, agentOf(exchange, user), params) ?? 1);

/** A command that names the agent by the work number, which has to be the token's own. */
const ownCommand = (run: Command): Handler =>
  command((exchange, agent, params) => {
    const named = exchange.agents.get(text(params, 'extno'));
    if (named !== agent)
      throw new Refusal('工号与登录的坐席不符', 'The work number is not that of the token');
    return run(exchange, agent, params);
  });

const grid =
  (read: (exchange: Exchange, params: Params) => grids.Rows): Handler =>
  (exchange, _user, params) => {
    const {rows, count} = read(exchange, params);
    return list(rows, count);
  };

const submit: Command = (exchange, agent, params) => {
  const status = optionalWhole(params, 'status');
  const inspection = optionalText(params, 'inspection') || undefined;
  customerDesk.submit(exchange, agent, {
    info_uuid: text(params, 'info_uuid'),
    sessionId: text(params, 'sessionId'),
    fields: text(params, 'fields'),
    ...(status === undefined ? {} : {status}),
    ...(inspection === undefined ? {} : {inspection}),
  });
};

/** Every path that takes a token; all of them are POST. */
export const routes: Readonly<Record<string, Handler>> = {
  '/admin/agent/logon': ownCommand(desk.logon),
  '/admin/agent/logout': ownCommand(desk.logout),
  '/admin/agent/nextCall': command(desk.nextCall),
  '/admin/agent/hold': command(desk.hold),
  '/admin/agent/meeting': command((exchange, agent, params) =>
    desk.meeting(exchange, agent, text(params, 'tel')),
  ),
  '/admin/agent/addBlack': command((exchange, _agent, params) =>
    customerDesk.addBlack(exchange, text(params, 'info_uuid')),
  ),
  '/admin/agent/getMsg': command((_exchange, agent) => customerDesk.smsText(agent)),
  '/admin/agent/submit': command(submit),
  '/admin/sms_api/send': (exchange, user, params) => {
    customerDesk.sendSms(exchange, user.name, text(params, 'telephone'), text(params, 'msg'));
    return success();
  },
  '/admin/crm/fields': ({definitions}, _user, params) => {
    const projectId = optionalWhole(params, 'project_id');
    if (projectId === undefined)
      throw new Refusal('参数 project_id 不能为空', 'The parameter project_id is required');
    return success(definitions.answer(projectId));
  },
  '/admin/blackList/add': (exchange, _user, params) => {
    customerDesk.addNumbersToBlacklist(exchange, text(params, 'telephone'));
    return success();
  },
  '/admin/customer_cdr/grid': grid(grids.callRecords),
  '/admin/crm/grid': grid(grids.projectList),
  '/admin/agent/grid': grid(grids.agentList),
  '/admin/blacklist/grid': grid(grids.blacklistRows),
};
