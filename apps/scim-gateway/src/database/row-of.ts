/** A row whose columns are named as the view names them, with moments as Postgres gives them. */
export type RowOf<View> = {
  readonly [Name in keyof View]: View[Name] | Date;
};

/** The view of such a row: moments as text. */
export const viewOfRow = <View extends object>(row: RowOf<View>): View =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Date ? value.toISOString() : value,
    ]),
  ) as View;
