import { useEffect, useRef, useState } from 'react';
import { useRemembered } from '../../frame/remembered';
import { useTexts } from '../../frame/speaking';
import type { Guide as GuideText, Section } from '../../guides/guide';
import { Button } from '../../parts/button';
import { Rich } from '../../parts/rich';
import { OneBlock, type GuideValues } from './guide-block';
import { Sources } from './guide-sources';

/** A guide one part at a time: which are done is ticked, and remembered in this browser. */
export const GuideParts = ({
  guide,
  sections,
  name,
  ...values
}: GuideValues & { guide: GuideText; sections: readonly Section[]; name: string }) => {
  const { say } = useTexts();
  const [kept, keep] = useRemembered(`guide.${name}`, '');
  const done = new Set(kept.split(' ').filter(Boolean).map(Number));
  const next = sections.findIndex((_, part) => !done.has(part));
  const [at, setAt] = useState(next < 0 ? 0 : next);
  const [moved, setMoved] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const move = (to: number): void => {
    setAt(to);
    setMoved(true);
  };
  // What is read next stands below the heading: it takes the focus, and comes into sight.
  useEffect(() => {
    if (moved) heading.current?.focus();
  }, [at, moved]);
  const tick = (): void => {
    keep([...new Set([...done, at])].join(' '));
    move(Math.min(at + 1, sections.length - 1));
  };
  const section = sections[at];
  if (!section) return null;
  return (
    <div className="guide guide-parts">
      {at === 0 ? (
        <p className="lead">
          <Rich text={guide.lead} />
        </p>
      ) : null}
      <nav aria-label={say('parts.label')}>
        <ol className="parts">
          {sections.map(({ title }, part) => (
            <li key={title}>
              <button
                type="button"
                className="part"
                aria-current={part === at ? 'step' : undefined}
                onClick={() => move(part)}
              >
                <span aria-hidden="true">{done.has(part) ? '✓' : '·'}</span> {title}
                {done.has(part) ? <span className="unseen"> {say('step.done')}</span> : null}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <section aria-label={section.title}>
        <p className="small guide-at">
          {say('parts.at', { part: at + 1, parts: sections.length })}
        </p>
        <h3 tabIndex={-1} ref={heading}>
          {section.title}
        </h3>
        {section.blocks.map((block, index) => (
          <OneBlock key={index} block={block} guide={guide} {...values} />
        ))}
      </section>
      <div className="acts">
        <Button isDisabled={at === 0} onPress={() => move(at - 1)}>
          {say('parts.before')}
        </Button>
        {at < sections.length - 1 ? <Button onPress={tick}>{say('parts.after')}</Button> : null}
      </div>
      {at === sections.length - 1 ? <Sources guide={guide} /> : null}
    </div>
  );
};
