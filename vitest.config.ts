// All tests of all workspaces in one run: files share two processes, and one PostgreSQL server.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/**/src/**/*.test.ts",
      "apps/**/{src,test}/**/*.test.ts",
      "bench/**/*.test.ts",
      "chaos/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["apps/hub/test/support/global-setup.ts"],
    // Processes rather than threads, because tests start and signal processes. Not isolated: ten times faster.
    pool: "forks",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 30_000,
  },
});
