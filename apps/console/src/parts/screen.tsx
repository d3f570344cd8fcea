import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../frame/speaking';
import { Notice } from './notice';

/** A screen: its heading takes the focus when one moves to it, so that a reader knows where it is. */
export const Screen = ({
  title,
  lead,
  acts,
  children,
}: {
  title: string;
  lead?: string;
  acts?: ReactNode;
  children: ReactNode;
}) => {
  const { name } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <div className="screen-head">
        <div>
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {lead ? <p className="lead">{lead}</p> : null}
        </div>
        {acts ? <div className="acts">{acts}</div> : null}
      </div>
      {children}
    </>
  );
};

const focusHeading = (): void =>
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });

const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;

/** Gives the focus back to what opened a dialog; to the screen's heading once that is gone, too. */
export const giveBackFocus = (opener: Element | null): void => {
  // What the dialog kept from the focus is free again after it is gone.
  setTimeout(() => {
    if (!isFocusLost()) return;
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    if (isFocusLost()) focusHeading();
  });
};

/** Once what was pressed is gone, the focus is on the screen's heading. */
export const rescueFocus = (): void => giveBackFocus(null);

/** What was done, said politely: the region is there before its words are. */
export const News = ({ children }: { children: string }) => (
  <div role="status">
    {children ? (
      <Notice quiet tone="good">
        {children}
      </Notice>
    ) : null}
  </div>
);

/** While an answer is on its way. */
export const Waiting = () => {
  const { say } = useTexts();
  return (
    <p className="waiting" role="status">
      <span className="pulse" aria-hidden="true" /> {say('loading')}
    </p>
  );
};

/** Names and what they are. */
export const Facts = ({
  facts,
}: {
  facts: readonly (readonly [name: string, value: ReactNode])[];
}) => (
  <dl className="facts">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
