import { inPatch } from './operations';
import type { Quirk } from './quirk';

const DOTTED = /^(urn:[^[\]"]*:\d+\.\d+:[A-Za-z]+)\.([A-Za-z$])/i;

/** Jobs of 2018 and before put a dot before an attribute of an extension, where SCIM has a colon. */
export const entraDots: Quirk = {
  name: 'entra-urn-dots',
  provider: 'entra',
  summary: 'A dot between the URN of an extension and its attribute is read as a colon, in a path.',
  rewrite: inPatch((operation) => {
    const { path } = operation;
    if (typeof path !== 'string' || !DOTTED.test(path)) return operation;
    return { ...operation, path: path.replace(DOTTED, '$1:$2') };
  }),
};
