import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'search' | 'date' | 'password' | 'datetime-local';
  readonly description?: string;
  readonly error?: string | undefined;
  readonly min?: string;
  readonly isRequired?: boolean;
}

/** A labelled box to type into. Browsers fill nothing in: what is typed here is no log-in. */
export const Field = ({
  label,
  description,
  error,
  isRequired = false,
  onChange,
  type = 'text',
  ...rest
}: Props) => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        type={type}
        className="field-box"
        required={isRequired}
        aria-invalid={Boolean(error)}
        aria-describedby={`${id}-means ${id}-error`}
        autoComplete="off"
        spellCheck="false"
        data-1p-ignore=""
        onChange={({ target }) => onChange(target.value)}
      />
      {description ? (
        <span id={`${id}-means`} className="field-description">
          {description}
        </span>
      ) : null}
      {/* There from the beginning: what is written into it later is read out. */}
      <span id={`${id}-error`} className="field-error" aria-live="polite">
        {error}
      </span>
    </div>
  );
};
