import { useTexts } from '../../frame/speaking';
import type { Guide as GuideText } from '../../guides/guide';

/** Of what a guide was written. */
export const Sources = ({ guide }: { guide: GuideText }) => {
  const { say } = useTexts();
  return guide.from.length > 0 ? (
    <div className="guide-from small">
      <p>{say('guide.from')}</p>
      <ul>
        {guide.from.map((page) => (
          <li key={page}>
            <a href={`https://${page}`} target="_blank" rel="noreferrer">
              {page}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ) : null;
};
