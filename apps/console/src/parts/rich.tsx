import { Fragment } from 'react';
import { inline, type Inline } from '../guides/inline';

const printers: Readonly<Record<Inline['kind'], (text: string) => React.ReactNode>> = {
  plain: (text) => text,
  strong: (text) => <strong>{text}</strong>,
  code: (text) => <code>{text}</code>,
};

/** Text with `code` and **weight**, as in the guides. */
export const Rich = ({ text }: { text: string }) => (
  <>
    {inline(text).map(({ kind, text: part }, at) => (
      <Fragment key={at}>{printers[kind](part)}</Fragment>
    ))}
  </>
);
