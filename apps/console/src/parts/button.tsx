import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

type Look = 'plain' | 'first' | 'danger' | 'quiet';

interface Wish extends Omit<ButtonProps, 'className' | 'children'> {
  readonly look?: Look;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** One look for each weight: `first` is what the screen is for, `danger` cannot be undone. */
export const Button = ({ look = 'plain', busy = false, onPress, children, ...rest }: Wish) => (
  // A busy button keeps the focus, and does nothing. (The library's own pending state announces an
  // image without a name.)
  <AriaButton
    {...rest}
    className={`button button-${look}${busy ? ' button-busy' : ''}`}
    onPress={(event) => {
      if (!busy) onPress?.(event);
    }}
  >
    {children}
  </AriaButton>
);
