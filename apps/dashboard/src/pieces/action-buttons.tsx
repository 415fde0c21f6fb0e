import { useState } from 'preact/hooks';
import { type Action, ActionButton } from './action-button.js';

interface ActionButtonsProps {
  /** What can be done as it stands. */
  readonly of: readonly Action[];
  readonly done: () => void;
}

/**
 * Buttons for what can be done. When somebody else does something meanwhile, what is asked for stays until it was sent
 * or given up: nothing that is typed is lost, and the server says why it is refused.
 */
export function ActionButtons({ of: actions, done }: ActionButtonsProps) {
  const [asked, setAsked] = useState<Action | null>(null);
  const isGone = asked !== null && actions.every(({ does }) => does !== asked.does);
  return (
    <>
      {(isGone ? [...actions, asked] : actions).map((action) => (
        <ActionButton
          key={action.does}
          action={action}
          done={done}
          opened={(isOpen) => setAsked(isOpen ? action : null)}
        />
      ))}
    </>
  );
}
