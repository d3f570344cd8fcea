export type { LoginAnswer } from '@rollcall/contracts';
