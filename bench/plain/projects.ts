/** What the call system says of its projects. Asked for once; trusted like all else. */
export interface Project {
  /** The words for call statuses, by number. */
  readonly statuses: readonly string[];
  /** The results that a quality check can have. */
  readonly inspections: readonly string[];
}

export const projects = new Map<number, Project>();

interface Row {
  readonly id: number;
  readonly statuses?: string;
  readonly inspections?: string;
}

const list = (json = '[]') => JSON.parse(json) as readonly string[];

export async function fetchProjects(server: string, token: string): Promise<void> {
  const response = await fetch(`${server}/admin/crm/grid`, {
    method: 'POST',
    headers: {access_token: token},
    body: new URLSearchParams({page: '1', limit: '200'}),
  });
  const {data} = (await response.json()) as {data: readonly Row[]};
  for (const {id, statuses, inspections} of data)
    projects.set(id, {statuses: list(statuses), inspections: list(inspections)});
}
