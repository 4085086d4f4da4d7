import {users, type User} from '../users.ts';
import {md5} from './sign.ts';

/** An account of the open interface. Only that of the administrator may set the callback addresses. */
export interface Account {
  readonly userSn: string;
  readonly user: User;
  readonly maySet: boolean;
}

/** What the administrator's programs sign in with instead of the password. */
export const access = {id: 'AK-20210830-0001', secret: 'b6d767d2f8ed5d21a44b0e5886680cb9'} as const;

export const serialOf = (kind: 'SYSUSER' | 'TEAM' | 'PROJECT' | 'TASK', name: string): string =>
  `${kind}|${md5(name)}`;

export const userSerial = (name: string): string => serialOf('SYSUSER', name);

export const accounts: readonly Account[] = users.map((user) => ({
  userSn: userSerial(user.name),
  user,
  maySet: user.role === 'admin',
}));

export const accountNamed = (name: string): Account | undefined =>
  accounts.find(({user}) => user.name === name);

/** Whose programs use the access id. */
export const accessAccount = accounts.find(({maySet}) => maySet)!;
