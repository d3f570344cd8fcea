/** Sentences about clauses without a test and tests without a clause. */
export function faults(): string[];
/** The text of docs/conformance.md. */
export function document(): string;
