export type { ReadEvent } from '@rollcall/contracts';
