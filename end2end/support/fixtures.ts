import { type Page, test as base, expect } from "@playwright/test";
import { type RunningServer, type ShopName, publishedFolder, startServer } from "./shops";

export { expect };

/** What went wrong in the browser while a test ran. A test that provokes a trouble says which. */
export class Troubles {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [];

  /** Accepts troubles that match. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** The troubles that nobody expected. */
  unexpected(): string[] {
    return this.found.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }

  /** Listens to a page from its first request on. */
  watch(page: Page): void {
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.found.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    page.on("pageerror", (error) => this.found.push(`page error: ${error.message}`));
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "unknown";
      // Leaving a page cancels what it was still loading, and a download ends the navigation that began it.
      if (reason !== "net::ERR_ABORTED") this.found.push(`request failed: ${request.url()} ${reason}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.found.push(`status ${response.status()}: ${response.url()}`);
    });
  }
}

interface TestFixtures {
  troubles: Troubles;
  /** Opens a path and waits until the page answers to clicks. */
  open: (path: string) => Promise<void>;
}

interface WorkerFixtures {
  shop: ShopName;
  server: RunningServer;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  shop: ["demo", { option: true, scope: "worker" }],

  server: [
    async ({ shop }, use) => {
      const server = await startServer(publishedFolder(shop));
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.address),

  troubles: [
    async ({ context, javaScriptEnabled }, use) => {
      const troubles = new Troubles();
      // Without scripts nothing asks for what the page preloads for them.
      if (javaScriptEnabled === false) troubles.expect(/was preloaded using link preload but not used/);
      context.on("page", (page) => troubles.watch(page));
      await use(troubles);
      expect(troubles.unexpected(), "errors and warnings in the browser").toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ page, javaScriptEnabled }, use) => {
    await page.addInitScript(noteListeners);
    await use(async (path) => {
      await page.goto(path);
      if (javaScriptEnabled !== false) await untilHydrated(page);
    });
  },
});

/** Runs before the page's own scripts: notes when the theme buttons begin to listen. */
function noteListeners(): void {
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof listen>) {
    if (this instanceof Element && this.closest(".theme-switch")) document.documentElement.dataset.listening = "";
    return listen.apply(this, args);
  };
}

/** Waits until the WASM has taken over, so that the next click is answered without a page load. */
export async function untilHydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.listening !== undefined);
  // The part of the bundle that belongs to the page may arrive after the shell listens.
  await page.waitForLoadState("networkidle");
}
