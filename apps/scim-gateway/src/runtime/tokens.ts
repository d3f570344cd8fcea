/** What there is before the container, and is no class. */
export const LOGGER = Symbol('Logger');
/** Traces, or undefined where nothing is traced. */
export const TRACES = Symbol('Traces');
/** `https://scim.example.com/scim/v2`. */
export const SCIM_BASE_URL = Symbol('ScimBaseUrl');
