/** ESM packages that are compiled to CommonJS for jest, which runs without experimental flags. */
const esm = ['@nestjs', 'file-type', 'cookie', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', '@borewit',
  'commander', 'eventsource-parser', 'openapi-fetch', 'openapi-typescript-helpers', '@rowanmanning', 'load-esm',
  'path-to-regexp', 'iterare', '@fastify', 'light-my-request', 'set-cookie-parser', 'html-entities', '@lukeed', 'fastify-plugin', 'content-disposition'];

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  transform: { '\\.[jt]sx?$': ['@swc/jest', { module: { type: 'commonjs' }, swcrc: true }] },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  moduleNameMapper: {
    '^@kernel/(.*)\\.js$': '<rootDir>/libs/kernel/src/$1.ts',
    '^@event-store/(.*)\\.js$': '<rootDir>/libs/event-store/src/$1.ts',
    '^@platform/(.*)\\.js$': '<rootDir>/libs/platform/src/$1.ts',
    '^@features/(.*)\\.js$': '<rootDir>/libs/features/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testTimeout: 20_000,
  reporters: [['default', { summaryThreshold: 50 }], '<rootDir>/test/support/last-line.mjs'],
};
