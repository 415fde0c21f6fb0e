/** One of a list that has the newest first. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The place just behind it in the list of its kind. */
  readonly place: string;
}

export interface Merged<One extends Moment> {
  /** The newest of all lists, the newest first; of one instant in the order of the lists. */
  readonly kept: readonly One[];
  /** For each list the place from which to go on. */
  readonly places: readonly string[];
  readonly isMore: boolean;
}

export interface List<One extends Moment> {
  readonly items: readonly One[];
  /** It goes on, though it has fewer than were asked for. */
  readonly isCut?: boolean;
}

/** One page of several lists, each of which begins at its place and has one more than fits where there is more. */
export function mergeNewest<One extends Moment>(
  lists: readonly List<One>[],
  places: readonly string[],
  limit: number,
): Merged<One> {
  // Behind the end of a list that was cut others would overtake it.
  const cut = lists.filter(({ isCut }) => isCut === true).map(({ items }) => items.at(-1)!.at);
  const all = lists.flatMap(({ items }, of) => items.map((one) => ({ one, of }))).sort((a, b) => b.one.at - a.one.at);
  const kept = all.filter(({ one }) => one.at >= Math.max(...cut)).slice(0, limit);
  return {
    kept: kept.map(({ one }) => one),
    places: places.map((place, of) => kept.findLast((each) => each.of === of)?.one.place ?? place),
    isMore: all.length > kept.length || cut.length > 0,
  };
}
