import { isObject, type JsonObject } from '../value';
import { eachOperation } from './operations';
import type { Quirk } from './quirk';

const dropped = (object: JsonObject): JsonObject => {
  if (!Object.hasOwn(object, 'password')) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== 'password'));
};

/** Okta sends a random password with every user it creates, and syncs it by PUT or PATCH. */
export const oktaPassword: Quirk = {
  name: 'okta-password',
  provider: 'okta',
  summary: 'A password is dropped unread: log-in is by single sign-on.',
  rewrite: ({ method, body }) => {
    if (method === 'PATCH')
      return eachOperation(body, (operation) => {
        const { path, value } = operation;
        if (typeof path === 'string' && path.toLowerCase() === 'password')
          return { op: 'add', value: {} };
        if (path !== undefined || !isObject(value)) return operation;
        const rest = dropped(value);
        return rest === value ? operation : { ...operation, value: rest };
      });
    return isObject(body) ? dropped(body) : body;
  },
};
