import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';

export interface Option<T extends string> {
  readonly value: T;
  readonly text: string;
}

/** One of a few, in a list that opens. */
export const Picker = <T extends string>({
  label,
  options,
  value,
  onChange,
  labelHidden = false,
}: {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
  labelHidden?: boolean;
}) => (
  <Select
    className="field picker"
    value={value}
    onChange={(key) => onChange(key as T)}
    {...(labelHidden ? { 'aria-label': label } : {})}
  >
    {labelHidden ? null : <Label className="field-label">{label}</Label>}
    <Button className="field-box picker-button">
      <SelectValue />
      <span aria-hidden="true" className="picker-arrow">
        ▾
      </span>
    </Button>
    <Popover className="popover">
      <ListBox className="options">
        {options.map(({ value: key, text }) => (
          <ListBoxItem key={key} id={key} textValue={text} className="option">
            {text}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  </Select>
);
