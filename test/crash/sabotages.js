/** Ways in which the product could break what the crash lab promises; each turns the spec beside it red. */
export default [
  {
    says: 'a repeated request is taken for a new one',
    file: 'libs/platform/src/ledger.ts',
    find: '    if (key === undefined) return undefined;\n',
    replace: '    if (key !== undefined || key === undefined) return undefined;\n',
    caughtBy: 'test/crash/kill.spec.ts',
  },
];
