import {type Person, customerFrom} from './facts.ts';
import type {Activity, CustomerRecord, CustomerRow, FormValue, Task, TaskKind} from './model.ts';
import {taskTexts} from './phrases.ts';

const half = 30 * 60_000;
const kinds: readonly TaskKind[] = ['call', 'quote', 'complaint', 'renewal', 'visit', 'invoice'];
/** What the CRM keeps: all in memory, so that each start begins the same. */
export interface Records {
  customers(): CustomerRow[];
  customer(id: string): CustomerRecord | undefined;
  tasks(): Task[];
  /** The same key twice is one line: two tabs of one agent report the same call. */
  addActivity(id: string, line: Activity): boolean;
  /** Takes over what was saved; values that were not on the form stay. */
  saveForm(id: string, saved: readonly FormValue[]): boolean;
}

export function createRecords(people: readonly Person[], now = Date.now()): Records {
  const records = new Map(people.map((person) => [person.uuid, customerFrom(person, now)]));
  const tasks = tasksOf([...records.values()], now);
  return {
    customers: () => [...records.values()].map(rowOf),
    customer: (id) => records.get(id),
    tasks: () => tasks,
    addActivity(id, line) {
      const record = records.get(id);
      if (!record) return false;
      record.activity = [line, ...record.activity.filter(({key}) => key !== line.key)].slice(0, 50);
      record.lastContact = line.at;
      return true;
    },
    saveForm(id, saved) {
      const record = records.get(id);
      if (!record) return false;
      record.form = [...new Map([...record.form, ...saved])];
      return true;
    },
  };
}

function rowOf(record: CustomerRecord): CustomerRow {
  const {id, name, telephone, city, company, status, keyAccount, owner, value, lastContact} = record;
  return {id, name, telephone, city, company, status, keyAccount, owner, value, lastContact};
}

function tasksOf(customers: readonly CustomerRecord[], now: number): Task[] {
  const opens = new Date(now).setHours(9, 30, 0, 0);
  return kinds.flatMap((kind, index) => {
    const customer = customers[(index * 3 + 1) % customers.length];
    if (!customer) return [];
    return {
      id: `task-${index + 1}`,
      customerId: customer.id,
      customerName: customer.name,
      kind,
      due: new Date(opens + index * 2 * half).toISOString(),
      owner: customer.owner,
      text: taskTexts[kind],
    };
  });
}
