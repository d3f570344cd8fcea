import { useId } from 'react';

export interface Option<T extends string> {
  readonly value: T;
  readonly text: string;
}

/** One of a few, in a list that opens: the browser's own, which every device knows how to show. */
export const Picker = <T extends string>({
  label,
  options,
  value,
  onChange,
  look = 'field',
}: {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
  /** `bare`: without its label in sight, and without an edge. */
  look?: 'field' | 'bare';
}) => {
  const id = useId();
  return (
    <div className={`field picker-${look}`}>
      <label className={look === 'bare' ? 'unseen' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="field-box"
        value={value}
        onChange={({ target }) => onChange(target.value as T)}
      >
        {options.map(({ value: one, text }) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
};
