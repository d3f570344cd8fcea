/** The least of a logger that the kit needs. */
export interface Log {
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

const line = (fields: object, text: string): void => {
  const said = JSON.stringify(fields, (_key, value: unknown) =>
    value instanceof Error ? value.message : value,
  );
  process.stderr.write(`rollcall: ${text} ${said}\n`);
};

export const STANDARD_ERROR: Log = { warn: line, error: line };
