/** Every figure, cheap ones first, and about how many minutes each takes at its full length on two cores. */
export const FIGURES = {
  'raw-log': 0.3,
  tree: 0.5,
  posts: 1.5,
  'usual-stack': 1,
  'batch-route': 2,
  // The first that needs a million entries has them made.
  restart: 3,
  memory: 1.5,
  search: 0.2,
  page: 0.7,
  receipt: 0.2,
  'search-load': 1.5,
  dashboard: 3,
  sending: 2,
  windows: 1,
  'sal-page': 4,
  verify: 3,
  export: 3,
  large: 2,
  rebuild: 10,
  import: 12,
};

/** Needs a server (OPSLEDGER_TEST_KURRENTDB), so only when asked for. */
export const ON_REQUEST = { kurrentdb: 8 };
