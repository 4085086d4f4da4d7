import {projectOf, type FieldDefinition} from './crm.ts';
import {Refusal} from './refusal.ts';

export interface DefinitionOrder {
  project_id: number;
  /** Answered as it is, whatever it is; null gives the project its own definitions back. */
  fields: unknown;
}

/** The field definitions that are answered: each project's own, or what the system was told to answer instead. */
export class Definitions {
  readonly #told = new Map<number, unknown>();

  tell({project_id, fields}: DefinitionOrder): void {
    if (fields === null) this.#told.delete(project_id);
    else this.#told.set(project_id, fields);
  }

  isTold(projectId: number): boolean {
    return this.#told.has(projectId);
  }

  answer(projectId: number): unknown {
    if (this.isTold(projectId)) return this.#told.get(projectId);
    const fields = projectOf(projectId)?.fields;
    if (!fields) throw new Refusal('该项目没有字段定义', 'This project has no field definitions');
    return fields;
  }

  /** What a submit is held against: nothing where the definitions may be nonsense. */
  rules(projectId: number): readonly FieldDefinition[] {
    return (this.isTold(projectId) ? undefined : projectOf(projectId)?.fields) ?? [];
  }
}
