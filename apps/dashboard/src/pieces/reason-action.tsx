import { ActionButton } from './action-button.js';

interface ReasonActionProps {
  /** As the button says it. */
  readonly does: string;
  /** To what, as several such buttons are on a page. */
  readonly what: string;
  readonly explanation: string;
  /** @throws Problem */
  readonly write: (reason: string) => Promise<unknown>;
  readonly done: () => void;
}

/** A button whose action needs nothing but a reason, which stays in the record. */
export function ReasonAction({ does, what, explanation, write, done }: ReasonActionProps) {
  const reason = { name: 'reason', label: 'Reason', takes: 'lines', isNeeded: true } as const;
  const act = (values: Readonly<Record<string, string>>): Promise<unknown> => write(values['reason']!);
  return <ActionButton action={{ does, what, explanation, fields: [reason], act }} done={done} />;
}
