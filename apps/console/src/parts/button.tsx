import type { ComponentProps, ReactNode } from 'react';

type Look = 'plain' | 'first' | 'danger' | 'quiet';

interface Props
  extends Omit<ComponentProps<'button'>, 'className' | 'children' | 'disabled' | 'onClick'> {
  readonly look?: Look;
  readonly isDisabled?: boolean;
  readonly busy?: boolean;
  /** Does nothing now and keeps the focus: a disabled button drops it, and a reader is lost. */
  readonly idle?: boolean;
  readonly onPress?: () => void;
  readonly children: ReactNode;
}

/** One look for each weight: `first` is what the screen is for, `danger` cannot be undone. */
export const Button = ({
  look = 'plain',
  isDisabled = false,
  busy = false,
  idle = false,
  onPress,
  children,
  ...rest
}: Props) => (
  // A busy button keeps the focus, does nothing, and says so.
  <button
    type="button"
    {...rest}
    {...(busy || idle ? { 'aria-disabled': true } : {})}
    disabled={isDisabled}
    className={`button button-${look}${busy ? ' button-busy' : ''}`}
    onClick={(event) => {
      if (busy || idle) event.preventDefault();
      else onPress?.();
    }}
  >
    {children}
  </button>
);
