/** Something stands in the way that a person has to clear; the sentence says what to do. Nothing was changed. */
export class CannotBeDone extends Error {}
