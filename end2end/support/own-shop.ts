import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "./fixtures";
import { type RunningServer, publishedFolder, startServer } from "./shops";

/** For tests that change what is stored: each has a server and a data folder of its own. */
export const test = base.extend<{ ownServer: RunningServer }>({
  ownServer: async ({ shop }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "clientele-own-shop-"));
    cpSync(publishedFolder(shop), folder, { recursive: true });
    const server = await startServer(folder);
    await use(server);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  },

  baseURL: async ({ ownServer }, use) => use(ownServer.address),
});
