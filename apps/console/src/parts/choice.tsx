import { Label, Radio, RadioGroup } from 'react-aria-components';

export interface Choosable<T extends string> {
  readonly value: T;
  readonly text: string;
  readonly description?: string;
}

/** One of a few, all in sight. */
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
}) => (
  <RadioGroup className="choice" value={value} onChange={(next) => onChange(next as T)}>
    <Label className="field-label">{label}</Label>
    <div className="choice-options">
      {options.map(({ value: one, text, description }) => (
        <Radio key={one} value={one} className="choice-option">
          <span className="choice-mark" aria-hidden="true" />
          <span>
            <span className="choice-text">{text}</span>
            {description ? <span className="choice-description">{description}</span> : null}
          </span>
        </Radio>
      ))}
    </div>
  </RadioGroup>
);
