import type { PageMark } from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import type { ListQuery } from '@rollcall/protocol';
import type { TenantState } from '../event-log/port/event-log';
import type { ResourceKind } from '../event-log/resources/resources';
import type { Directory } from '../scim/listing/directory';

/** A resource of the directory's list, as far as the admin API shows it. */
export interface ListedResource {
  readonly id: string;
  readonly userName?: string;
  readonly displayName?: string;
  readonly active?: boolean;
  readonly externalId?: string;
  readonly meta: { readonly lastModified: string };
}

export interface DirectoryPage {
  readonly total: number;
  readonly resources: readonly ListedResource[];
  /** Where the next page begins, of a list that is read by marks. */
  readonly next?: PageMark | undefined;
}

/** A page of the directory's list. Rejects as a list of the directory does. */
export const directoryPage = async (
  directory: Directory,
  { tenant, socket }: { readonly tenant: TenantState; readonly socket: CallerSocket },
  kind: ResourceKind,
  query: ListQuery,
  mark?: PageMark | 'first',
): Promise<DirectoryPage> => {
  const { tenantId, position } = tenant;
  const place = { position };
  const options = { mark, withMemberships: false };
  const found = await directory.list({ tenantId, tenant, socket }, kind, query, place, options);
  if (found.from !== 'directory') return { total: 0, resources: [] };
  const { totalResults, Resources = [] } = JSON.parse(found.text.toString()) as {
    totalResults: number;
    Resources?: readonly ListedResource[];
  };
  return { total: totalResults, resources: Resources, next: found.marks.next };
};
