import type { Answer, Step } from './dialogue.mjs';

export function at(body: unknown, path: string): unknown;
export function differences(expected: unknown, actual: unknown, path?: string): string[];
export function wrongs(expect: Step['expect'], answer: Answer): string[];
