import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "./fixtures";
import { type RunningServer, startServer } from "./shops";

/** For tests that begin with nothing: each has a server and an empty data folder of its own. */
export const test = base.extend<{ data: string; options: string[]; ownServer: RunningServer }>({
  options: [[], { option: true }],
  data: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "clientele-empty-"));
    await use(join(folder, "data"));
    rmSync(folder, { recursive: true, force: true });
  },
  ownServer: async ({ data, options }, use) => {
    const server = await startServer(data, ...options);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ ownServer }, use) => use(ownServer.address),
});
