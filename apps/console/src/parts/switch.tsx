import type { ReactNode } from 'react';

/** On or off, at once. */
export const Switch = ({
  isOn,
  onChange,
  isDisabled = false,
  children,
}: {
  isOn: boolean;
  onChange: (on: boolean) => void;
  isDisabled?: boolean;
  children: ReactNode;
}) => (
  <label className="switch">
    <input
      type="checkbox"
      role="switch"
      className="unseen"
      checked={isOn}
      disabled={isDisabled}
      onChange={({ target }) => onChange(target.checked)}
    />
    <span className="switch-track" aria-hidden="true" />
    {children}
  </label>
);
