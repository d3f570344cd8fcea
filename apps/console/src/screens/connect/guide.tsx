import { useTexts } from '../../frame/speaking';
import type { GuideName } from '../../guides/guide';
import { useGuide } from '../../guides/load';
import { sectionsOf } from '../../guides/sections';
import { Rich } from '../../parts/rich';
import { OneBlock, type GuideValues } from './guide-block';
import { Sources } from './guide-sources';

interface Options extends GuideValues {
  readonly provider: GuideName;
  /** The level of the headings above. */
  readonly level?: 2 | 3;
}

const idOf = (section: number): string => `guide-${section}`;

/** The guide of an identity provider with the tenant's own values and attribute table. */
export const Guide = ({ provider, level = 3, ...rest }: Options) => {
  const texts = useTexts();
  const { say, language, worded } = texts;
  const guide = worded(useGuide(language, provider));
  const sections = sectionsOf(guide, texts);
  const Title = `h${level}` as const;
  return (
    <div className="guide">
      <p className="lead">
        <Rich text={guide.lead} />
      </p>
      <nav className="guide-contents" aria-label={say('guide.contents')}>
        <ul>
          {sections.map(({ title }, at) => (
            <li key={title}>
              <a href={`#${idOf(at)}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ title, blocks }, at) => (
        <section key={title} id={idOf(at)} aria-label={title}>
          <Title>{title}</Title>
          {blocks.map((block, place) => (
            <OneBlock key={place} block={block} guide={guide} {...rest} />
          ))}
        </section>
      ))}
      <Sources guide={guide} />
    </div>
  );
};
