import {stamp} from './clock.ts';
import {customer, customers, type Customer} from './customers.ts';
import {Refusal} from './refusal.ts';

/** The customer records of this run: the seeded ones, and those made for numbers that nobody knew. */
export class CustomerBook {
  readonly #byUuid = new Map<string, Customer>(customers.map((known) => [known.uuid, {...known}]));

  all(): Customer[] {
    return [...this.#byUuid.values()];
  }

  get(uuid: string): Customer {
    const found = this.#byUuid.get(uuid);
    if (!found) throw new Refusal('没有这条客户信息', 'There is no such customer record');
    return found;
  }

  withTelephone(telephone: string): Customer | undefined {
    return this.all().find((known) => known.telephone === telephone);
  }

  add(uuid: string, telephone: string): Customer {
    const now = stamp(new Date());
    const added = customer(uuid, telephone, '', '未知', {}, {import_stamp: now, edit_stamp: now});
    this.#byUuid.set(uuid, added);
    return added;
  }
}
