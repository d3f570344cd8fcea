export const TENANT_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a text can be the id of a tenant at all; what cannot never reaches the log. */
export const isTenantId = (text: string): boolean => TENANT_ID.test(text);

export const TENANT_ID_TEXT =
  'id must be 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit';
