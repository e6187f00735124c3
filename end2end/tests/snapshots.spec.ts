import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { test as base, expect } from "../support/fixtures";
import { type RunningServer, clientele, startServer } from "../support/shops";

/** Each test has a server of its own over two snapshots: 300 customers asked for, then 400. */
const test = base.extend<{ data: string; ownServer: RunningServer }>({
  data: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "clientele-snapshots-"));
    const data = join(folder, "data");
    for (const customers of ["300", "400"]) {
      const source = join(folder, customers);
      clientele("demo-data", "--out", source, "--customers", customers, "--seed", "3");
      clientele("refresh", "--source", source, "--data", data);
    }
    await use(data);
    rmSync(folder, { recursive: true, force: true });
  },
  ownServer: async ({ data }, use) => {
    const server = await startServer(data);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ ownServer }, use) => use(ownServer.address),
});

/** The identifiers, newest first. */
/** The ids of the newest snapshot and of the one before it. */
function kept(data: string): [string, string] {
  const { snapshots } = JSON.parse(readFileSync(join(data, "published.json"), "utf8")) as { snapshots: [string, string] };
  return snapshots;
}
const row = (page: Page, id: string) => page.getByRole("row").filter({ hasText: id });
const note = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });
const banner = (page: Page) => page.getByRole("complementary", { name: "An older snapshot" });

/** The customers that the side of every page names. */
async function customers(page: Page): Promise<number> {
  const text = await page.locator(".data-status p").last().textContent();
  return Number(text?.match(/^([\d,]+)\scustomers/)?.[1]?.replace(",", ""));
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });
    if (!javaScriptEnabled) test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

    test("a snapshot is put in service with one click and the newest with another", async ({ page, data }) => {
      const [, old] = kept(data);
      await page.goto("/data/snapshots");
      const before = await customers(page);
      await row(page, old).getByRole("button", { name: /^Put in service/ }).click();
      await expect(page.getByRole("heading", { name: "An older snapshot is in service, put there by hand" })).toBeVisible();
      await expect(row(page, old)).toContainText("In service");
      await page.goto("/segments");
      await expect(page.getByRole("list", { name: "About this data" })).toContainText("was put in service by hand");
      expect(await customers(page)).toBeLessThan(before);
      await page.goto("/data/snapshots");
      await page.getByRole("button", { name: "Put the newest in service" }).click();
      await expect(page.getByRole("heading", { name: /The newest of 2.kept snapshots is in service/ })).toBeVisible();
      expect(await customers(page)).toBe(before);
    });

    test("a pinned snapshot cannot be removed before it is unpinned", async ({ page, data }) => {
      const [, old] = kept(data);
      await page.goto("/data/snapshots");
      await row(page, old).getByRole("button", { name: /^Pin/ }).click();
      await expect(row(page, old)).toContainText("Pinned");
      await expect(row(page, old).getByText("Remove…")).toHaveCount(0);
      await row(page, old).getByRole("button", { name: /^Unpin/ }).click();
      await row(page, old).getByText("Remove…").click();
      await row(page, old).getByRole("button", { name: /^Remove for good/ }).click();
      await expect(page.getByRole("heading", { name: "One snapshot is kept, and it is in service" })).toBeVisible();
      expect(kept(data)).not.toContain(old);
    });

    test("every page is opened as of an older snapshot, by links and until one goes back", async ({ page, data }) => {
      const [, old] = kept(data);
      await page.goto("/data/snapshots");
      const newest = await customers(page);
      await row(page, old).getByRole("link", { name: /^Look at/ }).click();
      await expect(banner(page)).toContainText(old);
      const older = await customers(page);
      expect(older).toBeLessThan(newest);
      await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Segments" }).click();
      await expect(page.getByRole("heading", { level: 1, name: /Segments/ })).toBeVisible();
      await expect(banner(page)).toContainText(old);
      expect(await customers(page)).toBe(older);
      const list = await page.request.get("/export/customers.csv?for=machines");
      expect((await list.text()).trim().split("\n").length - 1).toBe(older);
      await banner(page).getByRole("link", { name: "Back to the newest" }).click();
      await expect(banner(page)).toHaveCount(0);
      await expect(page).toHaveURL(/\/segments$/);
      expect(await customers(page)).toBe(newest);
    });
  });
}

test("an address with a snapshot is a link that others can open", async ({ page, open, data, browser, baseURL }) => {
  const [, old] = kept(data);
  await open(`/segments?segment=lost&snapshot=${old}`);
  await expect(page).toHaveURL(/\/segments\?segment=lost$/);
  const link = await banner(page).getByRole("link", { name: "Link to this page" }).getAttribute("href");
  expect(link).toBe(`/segments?segment=lost&snapshot=${old}`);
  const other = await browser.newPage({ baseURL });
  await other.goto(link ?? "");
  await expect(banner(other)).toContainText(old);
  await other.close();
});

test("a window loads anew when another one chose a snapshot", async ({ page, open, data }) => {
  const [, old] = kept(data);
  await open("/segments");
  const newest = await customers(page);
  const other = await page.context().newPage();
  await other.goto(`/?snapshot=${old}`);
  await expect(banner(other)).toBeVisible();
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Trends" }).click();
  await expect(banner(page)).toContainText(old);
  expect(await customers(page)).toBeLessThan(newest);
});

test("a snapshot that has gone is said on the page of the newest", async ({ page, open }) => {
  await open("/segments?snapshot=2001-01-01-000000000000");
  await expect(page.getByRole("list", { name: "About this data" })).toContainText("is not kept any more");
  await open("/trends");
  await expect(page.getByText("is not kept any more")).toHaveCount(0);
});

test("two snapshots are compared, and those who came are a list", async ({ page, open, data }) => {
  const [now, old] = kept(data);
  await open("/data/snapshots");
  const newest = await customers(page);
  await page.getByRole("link", { name: "Compare two of them" }).click();
  const totals = page.getByRole("region", { name: "Totals of both snapshots" });
  await expect(totals.getByRole("row", { name: /^Customers/ })).toContainText(String(newest));
  const came = Number((await page.getByRole("heading", { name: /came and .* vanished/ }).textContent())?.match(/^\d+/)?.[0]);
  const list = await page.request.get(`/export/snapshot-customers.csv?before=${old}&after=${now}&which=came&for=machines`);
  expect((await list.text()).trim().split("\n").length - 1).toBe(came);
  expect(list.headers()["row-count"]).toBe(String(came));
  await page.getByLabel("From", { exact: true }).selectOption(now);
  await page.getByLabel("To", { exact: true }).selectOption(old);
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { name: new RegExp(`came and ${came} vanished`) })).toBeVisible();
});

for (const width of [360, 1440]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`pages are accessible at ${width} px, ${colorScheme}`, async ({ page, open, data }) => {
      const [, old] = kept(data);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      for (const path of ["/data/snapshots", "/data/snapshots/compare", "/data", `/segments?snapshot=${old}`]) {
        await open(path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes.map((node) => node.html)}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    });
  }
}

test("a change is told once and rules of keeping need a source", async ({ page, open, data }) => {
  const [, old] = kept(data);
  await open("/data/snapshots");
  await row(page, old).getByRole("button", { name: /^Pin/ }).click();
  await expect(note(page, "Snapshot pinned")).toBeVisible();
  await expect(page.getByLabel("Newest that are kept")).toBeDisabled();
  await expect(page.getByText("choose a source on the page Source first")).toBeVisible();
});
