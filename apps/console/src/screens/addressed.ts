import { useAddressQuery } from '../frame/address-query';
import { usePath } from '../frame/paths';

/**
 * Choices of a screen that its address keeps: Back, a reload and a sent link find them again. What is
 * as by default is left out.
 */
export const useAddressed = <T extends Readonly<Record<string, string>>>(
  otherwise: T,
): readonly [T, (changes: Partial<T>) => void] => {
  const [query, set] = useAddressQuery(usePath());
  const values = Object.fromEntries(
    Object.entries(otherwise).map(([name, value]) => [name, query.get(name) ?? value]),
  ) as T;
  const change = (changes: Partial<T>): void =>
    set(
      Object.fromEntries(
        Object.entries(changes).map(([name, value]) => [
          name,
          value === undefined || value === otherwise[name] ? '' : value,
        ]),
      ),
    );
  return [values, change];
};
