export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    // Pages are looked at in a Chromium, which is not there with `npm ci`: `npm run test:browser`.
    ...(process.env.UZEL_TEST_BROWSER ? [] : ['<rootDir>/test/browser/']),
    // The smallest run of a bench that loads the machine with two servers: `npm run test:long`.
    ...(process.env.UZEL_TEST_LONG ? [] : ['<rootDir>/test/bench/api.test.ts']),
  ],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // What the examples import, as the source that is tested.
    '^uzel$': '<rootDir>/src/index.ts',
    '^uzel/testing$': '<rootDir>/src/testing/index.ts',
    '^uzel/client$': '<rootDir>/src/client/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  globalTeardown: '<rootDir>/test/support/test-postgres.mjs',
  // A failed test may leave a server process behind: that must not hold up the run for ever.
  forceExit: true,
  // The full counts of a property take as many times longer on a slow machine; what hangs is noticed all the same.
  testTimeout: process.env.UZEL_TEST_LONG ? 600_000 : 120_000,
  maxWorkers: 2,
};
