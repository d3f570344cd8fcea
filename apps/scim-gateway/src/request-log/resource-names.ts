import { Injectable, Inject } from '@nestjs/common';
import type { RequestView, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { RESOURCE_NAMES } from './requests.queries';
import { WATCH_POOL } from '../database/pools';

/**
 * The present names of the users and groups that requests are about. The request log stores no
 * names.
 */
@Injectable()
export class ResourceNames {
  constructor(@Inject(WATCH_POOL) private readonly pool: Pool) {}

  /**
   * The same requests, each with the name of its resource; without one for a deleted or unknown
   * resource.
   */
  async on(tenantId: TenantId, requests: readonly RequestView[]): Promise<readonly RequestView[]> {
    const ids = new Set(requests.flatMap(({ resourceId }) => (resourceId ? [resourceId] : [])));
    if (ids.size === 0) return requests;
    const subjects = [...ids].flatMap((id) => [`users/${id}`, `groups/${id}`]);
    const { rows } = await this.pool.query<{ subject: string; name: string | null }>({
      name: 'resource-names',
      text: RESOURCE_NAMES,
      values: [tenantId, subjects],
    });
    const names = new Map(rows.map(({ subject, name }) => [idIn(subject), name]));
    return requests.map((one) => ({
      ...one,
      resourceName: names.get(one.resourceId ?? '') ?? null,
    }));
  }
}

const idIn = (subject: string): string => subject.slice(subject.indexOf('/') + 1);
