/** The customer of a call, as the call system knows them. */
import type {FieldValues} from '../customer-form/field-values.ts';

export interface Customer {
  /** Customer information number. */
  readonly uuid: string;
  readonly name: string;
  readonly telephone: string;
  /** Tag group. */
  readonly group: string;
  /** The record's owner, an agent's work number; may differ from who takes the call. */
  readonly owner: string;
  readonly adminId: number | undefined;
  readonly projectId: number | undefined;
  readonly taskId: number | undefined;
  /** Call status, a number of the call system's own list. */
  readonly callStatus: number | undefined;
  /** `YYYY-MM-DD HH:mm:ss` in the server's time zone. */
  readonly editedAt: string;
  /** `YYYY-MM-DD HH:mm:ss` in the server's time zone. */
  readonly importedAt: string;
  /** The values that were submitted before. */
  readonly fields: FieldValues;
  /** The same as the call system gave them, for its adapter: a submit gives back what nobody changed. */
  readonly fieldsText: string;
  /** What could not be read: the whole record, or only its fields. */
  readonly unreadable?: 'record' | 'fields';
}
