import type { TokenRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { fill } from '../../texts/in-language';
import { set } from '../../texts/typography';

/** Loaded with the screen of tokens: the first screen of others does without. */
const TEXTS = {
  en: {
    one: 'From {network} since {date}',
    other: 'From {count} networks, the newest {network}, since {date}',
  },
  fr: {
    one: 'Depuis {network}, dès le {date}',
    other: 'Depuis {count} réseaux, le dernier {network}, dès le {date}',
  },
};

/** From where a token or secret is used, as a sentence; nothing before its first use. */
export const UsedNetworksOf = ({ of: { count, newest } }: { of: TokenRow['usedNetworks'] }) => {
  const { language, day, number } = useTexts();
  if (newest === null) return null;
  const text = set(language, TEXTS[language][count === 1 ? 'one' : 'other']);
  const values = {
    count: number(count),
    network: newest.network,
    date: day(newest.firstUsedAt),
  };
  return <span className="small constraints">{fill(text, values)}</span>;
};
