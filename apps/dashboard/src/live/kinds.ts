/** How the types of events begin that can change what is told of an entry. */
export const ENTRY_EVENTS: readonly string[] = ['log-entry.', 'redaction.'];

/** Of those that can begin, end, close or change an operation. */
export const OPERATION_EVENTS: readonly string[] = [...ENTRY_EVENTS, 'operation.'];
