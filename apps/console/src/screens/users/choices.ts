/** Who is listed, and in which order; the first of each is how the screen begins. */
export const STATES = ['all', 'active', 'deactivated', 'deleted'] as const;
export const ORDERS = ['made', 'userName', 'displayName', 'lastModified'] as const;

export type State = (typeof STATES)[number];
