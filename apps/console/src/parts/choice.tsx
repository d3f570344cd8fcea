import { useId } from 'react';

export interface Choosable<T extends string> {
  readonly value: T;
  readonly text: string;
  readonly description?: string;
}

/** A choice of one among a few visible options. */
export const Choice = <T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly Choosable<T>[];
  value: T | null;
  onChange: (value: T) => void;
}) => {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={id} className="choice">
      <span id={id} className="field-label">
        {label}
      </span>
      <div className="choice-options">
        {options.map(({ value: one, text, description }) => (
          <label key={one} className="choice-option">
            <input
              type="radio"
              className="unseen"
              name={id}
              value={one}
              checked={value === one}
              onChange={() => onChange(one)}
            />
            <span className="choice-mark" aria-hidden="true" />
            <span>
              <span className="choice-text">{text}</span>
              {description ? <span className="choice-description">{description}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </div>
  );
};
