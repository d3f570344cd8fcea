export function freshVariables(): Record<string, string>;
export function fill<T>(value: T, variables: Readonly<Record<string, unknown>>): T;
