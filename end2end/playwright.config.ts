import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig, devices } from "@playwright/test";

/** An installed Chromium: the one named by the environment, else one on PATH, else Playwright's own. */
function chromium(): string | undefined {
  if (process.env.CLIENTELE_CHROMIUM) return process.env.CLIENTELE_CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

export default defineConfig({
  testDir: "tests",
  globalSetup: "./support/global-setup.ts",
  globalTeardown: "./support/global-teardown.ts",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium(),
      // Containers have neither a user namespace for the sandbox nor a large /dev/shm.
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
});
