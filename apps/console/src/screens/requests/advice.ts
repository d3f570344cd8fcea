import type { Texts } from '../../texts/texts';

export interface Refusal {
  /** The code of the request log; null for one that has none. */
  readonly code: string | null;
  readonly status: number;
  readonly attribute: string | null;
}

export interface Advice {
  readonly title: string;
  readonly whatToDo: string;
}

/**
 * What a refusal means and what to do, chosen by its code: only an attribute that is not accepted is
 * to be removed, and how to do that differs by `provider`.
 */
export const adviceOf = (
  { sayOr, say }: Texts,
  { code, status, attribute }: Refusal,
  provider: string,
): Advice => {
  const byStatus = `refused.${status}`;
  const values = { attribute: attribute ?? '', status };
  const title = sayOr(
    `refused.${code}`,
    sayOr(byStatus, say('refused.other', values), values),
    values,
  );
  const byCode = sayOr(`refused.${code}.do`, sayOr(`${byStatus}.do`, ''), values);
  const isRemoved = code === 'attribute-unknown' && attribute !== null;
  return {
    title,
    whatToDo: isRemoved
      ? sayOr(`refused.remove.${provider}`, say('refused.remove.other', values), values)
      : byCode,
  };
};
