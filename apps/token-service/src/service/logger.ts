/** The token that the logger of the service is injected by: its type is an interface. */
export const LOGGER = Symbol('logger');
