/** Dependencies that are no classes, and exist before the container. */
export const LOGGER = Symbol('Logger');
/** Traces, or undefined where nothing is traced. */
export const TRACES = Symbol('Traces');
/** `https://scim.example.com/scim/v2`. */
export const SCIM_BASE_URL = Symbol('ScimBaseUrl');
