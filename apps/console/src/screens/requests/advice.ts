import type { RefusedAttribute } from '../../api/views';
import type { Texts } from '../../texts/texts';
import { rowNames } from './provider-rows';

export interface Refusal {
  /** The code of the request log; null for one that has none. */
  readonly code: string | null;
  readonly status: number;
  readonly attribute: string | null;
  /** Every attribute that was refused, and why. */
  readonly refused: readonly RefusedAttribute[];
}

export interface Advice {
  readonly title: string;
  readonly whatToDo: string;
  /** What is to be removed, each as the provider's own mapping names it. */
  readonly remove: readonly string[];
  /** How to remove it; empty where nothing is. */
  readonly howToRemove: string;
  /** What must be corrected in addition to what the title says. */
  readonly correct: readonly string[];
}

const UNKNOWN = 'attribute-unknown';

/** In the one line of a title or a cell more names say less. */
const NAMED = 3;

/** The names of a refusal: what the title is about, as the provider names it. */
export const namesOf = (
  { code, attribute, refused }: Refusal,
  provider: string,
): readonly string[] => {
  const paths = refused.filter((one) => one.code === code).map((one) => one.attribute);
  return rowNames(provider, paths.length > 0 || attribute === null ? paths : [attribute]);
};

/** Why a request was refused, in one line. */
export const titleOf = (texts: Texts, refusal: Refusal, provider: string): string => {
  const { sayOr, say } = texts;
  const { code, status } = refusal;
  const names = namesOf(refusal, provider);
  const values = { attribute: names.slice(0, NAMED).join(', '), status, count: names.length };
  const byStatus = sayOr(`refused.${status}`, say('refused.other', values), values);
  const one = sayOr(`refused.${code}`, byStatus, values);
  return names.length > 1 ? sayOr(`refused.${code}.many`, one, values) : one;
};

/**
 * What a refusal means and what to do, chosen by its code: only an attribute that is not accepted is
 * to be removed, and how to do that differs by `provider`.
 */
export const adviceOf = (texts: Texts, refusal: Refusal, provider: string): Advice => {
  const { sayOr, say } = texts;
  const { code, status, refused } = refusal;
  const names = namesOf(refusal, provider);
  const values = { attribute: names.join(', '), status };
  const unknown = refused.filter((one) => one.code === UNKNOWN);
  const others = refused.filter((one) => one.code !== UNKNOWN && one.code !== code);
  const remove = rowNames(
    provider,
    unknown.map((one) => one.attribute),
  );
  return {
    title: titleOf(texts, refusal, provider),
    whatToDo:
      code === UNKNOWN && remove.length > 0
        ? ''
        : sayOr(`refused.${code}.do`, sayOr(`refused.${status}.do`, ''), values),
    remove,
    howToRemove:
      remove.length > 0 ? sayOr(`refused.remove.${provider}`, say('refused.remove.other')) : '',
    correct: rowNames(
      provider,
      others.map((one) => one.attribute),
    ),
  };
};
