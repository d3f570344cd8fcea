import type { TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';

/** From where a token or secret is used, as a sentence; nothing before its first use. */
export const UsedNetworksOf = ({ of: { count, newest } }: { of: TokenRow['usedNetworks'] }) => {
  const { count: counted, day, number } = useTexts();
  return newest === null ? null : (
    <span className="small constraints">
      {counted('tokens.networks', count, {
        count: number(count),
        network: newest.network,
        date: day(newest.firstUsedAt),
      })}
    </span>
  );
};
