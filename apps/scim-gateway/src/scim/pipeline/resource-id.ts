const USER_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text can be the id of a user at all; what cannot never reaches the log. */
export const isUserId = (text: string): boolean => USER_ID.test(text);
