import type { Operation } from '../../api/api.js';
import { STATES, stateOf, stateWords } from './operation-state.js';

export function StateMark({ operation }: { readonly operation: Operation }) {
  const state = stateOf(operation);
  return (
    <span class={`mark ${state}`} title={operation.closed?.reason}>
      <span aria-hidden="true">{STATES[state].sign} </span>
      {stateWords(operation)}
    </span>
  );
}
