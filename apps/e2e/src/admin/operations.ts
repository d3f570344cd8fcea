import { bodyOf, type Body } from '../support/client';
import { inLog } from '../support/records';
import type { Stack } from '../support/stack';
import { adminOf } from '../support/tenants';

/** One operation of the admin API, as its own document describes it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Under /admin/v1, with `{names}`. */
  readonly path: string;
  readonly rank: string;
  readonly document: Body;
}

/** Every route that there is: the gateway does not start when one is not in the document. */
export const operationsOf = async (stack: Stack): Promise<readonly Operation[]> => {
  const document = bodyOf(await adminOf(stack).get('/openapi.json'));
  return Object.entries(document['paths'] as Record<string, Record<string, Body>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        id: String(operation['operationId']),
        method: method.toUpperCase(),
        path: path.replace('/admin/v1', ''),
        rank: /role (\w+)/.exec(String(operation['description']))?.[1] ?? '',
        document: operation,
      })),
  );
};

/** The path with values for its names; what is not given is an id that never was. */
export const pathOf = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '0'.repeat(16));

/** Types of what the log has of a request. */
export const leftBy = async (stack: Stack, correlationId: string): Promise<readonly string[]> => {
  const rows = await inLog(
    stack,
    `SELECT type FROM events WHERE correlation_id = $1
     UNION ALL SELECT type FROM operator_acts WHERE correlation_id = $1`,
    [correlationId],
  );
  return rows.map(({ type }) => String(type));
};
