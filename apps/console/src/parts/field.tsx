import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';

interface Wish {
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
export const Field = ({ label, description, error, min, ...rest }: Wish) => (
  <TextField
    {...rest}
    className="field"
    isInvalid={Boolean(error)}
    autoComplete="off"
    spellCheck="false"
    data-1p-ignore=""
  >
    <Label className="field-label">{label}</Label>
    <Input className="field-box" {...(min ? { min } : {})} />
    {description ? (
      <Text slot="description" className="field-description">
        {description}
      </Text>
    ) : null}
    <FieldError className="field-error">{error}</FieldError>
  </TextField>
);
