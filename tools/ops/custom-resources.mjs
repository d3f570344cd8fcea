// Custom resources held against the definitions of their operators, as `kubectl apply` has the API server do it:
// what a schema does not name is a fault. Rules in CEL are left to a real API server.
import { Ajv } from 'ajv';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/**
 * @typedef {{ [key: string]: unknown }} Json
 * @typedef {{ apiVersion: string, kind: string, metadata: { name: string } } & Json} Resource
 */

const isObject = (/** @type {unknown} */ value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Kubernetes' dialect as a closed JSON Schema.
 * @param {unknown} value
 * @returns {unknown}
 */
const closed = (value) => {
  if (Array.isArray(value)) return value.map(closed);
  if (!isObject(value)) return value;
  const schema = /** @type {Json} */ (value);
  const { properties, ...rest } = schema;
  if (rest['x-kubernetes-int-or-string'] === true) return { type: ['integer', 'string'] };
  const open =
    !properties ||
    rest['x-kubernetes-preserve-unknown-fields'] === true ||
    rest['additionalProperties'] !== undefined;
  const { nullable, ...same } = Object.fromEntries(
    Object.entries(rest)
      // `default` may hold anything; formats are Kubernetes' own.
      .filter(([key]) => !key.startsWith('x-kubernetes-') && !['default', 'format'].includes(key))
      .map(([key, one]) => [key, key === 'enum' || key === 'required' ? one : closed(one)]),
  );
  return {
    ...same,
    ...(nullable === true ? { type: [same['type'], 'null'] } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(/** @type {Json} */ (properties)).map(([name, one]) => [
              name,
              closed(one),
            ]),
          ),
        }
      : {}),
    ...(open ? {} : { additionalProperties: false }),
  };
};

/**
 * A check by `apiVersion kind` of every version that the folder's definitions serve.
 * @param {string} folder
 */
export const checksOf = (folder) => {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  /** @type {Map<string, import('ajv').ValidateFunction>} */
  const checks = new Map();
  for (const name of fs.readdirSync(folder)) {
    const { spec } = parse(fs.readFileSync(path.join(folder, name), 'utf8'));
    for (const { name: version, served, schema } of spec.versions) {
      if (!served) continue;
      const own = /** @type {Json} */ (closed(schema.openAPIV3Schema));
      const properties = {
        .../** @type {Json} */ (own['properties']),
        apiVersion: {},
        kind: {},
        metadata: {},
      };
      checks.set(
        `${spec.group}/${version} ${spec.names.kind}`,
        ajv.compile({ ...own, properties }),
      );
    }
  }
  return checks;
};

/**
 * What is wrong with a resource, a sentence each.
 * @param {ReturnType<typeof checksOf>} checks
 * @param {Resource} resource
 */
export const faultsOf = (checks, resource) => {
  const check = checks.get(`${resource.apiVersion} ${resource.kind}`);
  if (!check) return [`there is no ${resource.kind} in ${resource.apiVersion}`];
  if (check(resource)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath}: ${message}${params['additionalProperty'] ? `, such as ${params['additionalProperty']}` : ''}`,
  );
};
