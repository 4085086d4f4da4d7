import {createHash} from 'node:crypto';

export type Role = 'super_admin' | 'admin' | 'agent';

export interface User {
  /** The name to sign in with; for an agent this is the work number. */
  readonly name: string;
  readonly fullName: string;
  readonly role: Role;
  readonly password: string;
}

/** The serial number of the system settings, which programs give in place of the captcha's text. */
export const serialNumber = 'SN-20210830-0001';

const agent = (name: string, fullName: string): User => ({name, fullName, role: 'agent', password: '123456'});

export const users: readonly User[] = [
  agent('1001', '陈晓梅'),
  agent('1002', '刘洋'),
  agent('1003', '李雪'),
  agent('1004', 'Maria Rossi'),
  agent('1005', 'David Miller'),
  agent('1006', '赵磊'),
  {name: 'admin', fullName: '管理员', role: 'admin', password: 'admin888'},
];

export const userNamed = (name: string): User | undefined => users.find((user) => user.name === name);

export const passwordHash = (user: User): string => createHash('md5').update(user.password).digest('hex');
