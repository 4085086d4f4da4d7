/** The customer of a call, from the call system's record. */
import type {FieldValues} from '../customer-form/field-values.ts';

export interface Customer {
  /** The number of the customer record. */
  readonly uuid: string;
  readonly name: string;
  readonly telephone: string;
  /** Tag group. */
  readonly group: string;
  /** The work number of the record's owner; may differ from the agent who takes the call. */
  readonly owner: string;
  readonly adminId: number | undefined;
  readonly projectId: number | undefined;
  readonly taskId: number | undefined;
  /** The call status, a number of the call system's own list. */
  readonly callStatus: number | undefined;
  /** `YYYY-MM-DD HH:mm:ss` in the server's time zone. */
  readonly editedAt: string;
  /** `YYYY-MM-DD HH:mm:ss` in the server's time zone. */
  readonly importedAt: string;
  /** The saved values of the customer form. */
  readonly fields: FieldValues;
  /** The same as the call system's own text. The adapter needs it to send unchanged values back exactly. */
  readonly fieldsText: string;
  /** What could not be parsed: the whole record, or only its fields. */
  readonly unreadable?: 'record' | 'fields';
}
