import { Feed1796140000000 } from './migrations/1796140000000-feed';

/** Tables are made by migrations alone: no query goes through an entity. */
export const schema = { entities: [], migrations: [Feed1796140000000] };
