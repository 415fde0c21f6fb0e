import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';

interface TypedInputProps {
  readonly value: string;
  readonly name?: string;
  /** Id of the list of what is offered. */
  readonly list?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number;
  readonly 'aria-invalid'?: boolean;
  readonly 'aria-describedby'?: string | undefined;
  readonly onChange?: (event: TargetedEvent<HTMLInputElement>) => void;
}

/** A field that applies when it is left: what is typed stays though the page is drawn anew meanwhile, until the value is another. */
export function TypedInput({ value, ...rest }: TypedInputProps) {
  const [typed, setTyped] = useState({ over: value, text: value });
  const isOver = typed.over === value;
  if (!isOver) setTyped({ over: value, text: value });
  return (
    <input
      {...rest}
      type="text"
      autoComplete="off"
      spellcheck={false}
      value={isOver ? typed.text : value}
      onInput={({ currentTarget }) => setTyped({ over: value, text: currentTarget.value })}
    />
  );
}
