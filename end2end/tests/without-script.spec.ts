import { expect, test } from "../support/fixtures";
import { SegmentsPage, numberIn } from "../support/segments-page";

test.use({ javaScriptEnabled: false });

test.describe("without scripts", () => {
  // A browser without scripts says so of every script that a page would preload.
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  for (const path of ["/", "/segments", "/segments/scoring", "/segments/rules", "/cohorts", "/value", "/products/rules", "/products/item/66cc5960deabc3d2e1f7cd87f95a31e3", "/products", "/places", "/segments/movement", "/trends", "/data", "/data/source", "/data/refreshes", "/data/snapshots"]) {
    test(`${path} is complete`, async ({ page, open }) => {
      await open(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator(".skeleton")).toHaveCount(0);
      expect(await page.locator("main").innerText()).toMatch(/\d/);
    });
  }

  test("the filter is a form", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const cannotLose = numberIn(await segments.segment("Cannot Lose").getByRole("cell").nth(1).innerText());
    await segments.openFilter("Segment");
    await segments.filters.getByRole("checkbox", { name: "Cannot Lose" }).check();
    await segments.filters.getByRole("button", { name: "Apply" }).first().click();
    await expect(page).toHaveURL(/segment=cannot-lose/);
    await segments.expectCustomers(cannotLose);
  });

  test("the form keeps what the matrix and the sort chose", async ({ page, open }) => {
    await open("/segments?r=3&sort=orders&axes=rf");
    const segments = new SegmentsPage(page);
    await segments.openFilter("Tier");
    await segments.filters.getByRole("checkbox", { name: "Gold" }).check();
    await segments.filters.getByRole("group", { name: "Tier" }).locator("xpath=..").getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(/r=3/);
    await expect(page).toHaveURL(/sort=orders/);
    await expect(page).toHaveURL(/axes=rf/);
    await expect(page).toHaveURL(/tier=gold/);
    await expect(segments.matrix).toBeVisible();
  });

  test("matrix, sort and pages are links", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    await segments.pager.getByRole("link", { name: "Next" }).click();
    await expect(segments.pager).toContainText("page 2 of");
    await segments.customers.getByRole("columnheader", { name: "State" }).getByRole("link").click();
    await expect(segments.pager).toContainText("page 1 of");
    const states = await segments.column("State");
    expect(states).toEqual([...states].sort());
    const cell = segments.matrix.locator("a.matrix-cell").first();
    const customers = numberIn(await cell.locator(".matrix-count").innerText());
    await cell.click();
    await segments.expectCustomers(customers);
  });

  test("the theme is a form that stays on the page", async ({ page, open }) => {
    await open("/segments?segment=promising");
    await page.getByRole("button", { name: "Dark" }).click();
    await expect(page).toHaveURL(/\/segments\?segment=promising$/);
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });
});

test.describe("a browser with scripts but without WebAssembly", () => {
  test.use({ javaScriptEnabled: true });

  test("is served by links and forms", async ({ page, troubles }) => {
    troubles.expect(/WebAssembly/);
    await page.addInitScript(() => void Reflect.deleteProperty(globalThis, "WebAssembly"));
    await page.goto("/segments");
    const segments = new SegmentsPage(page);
    const everyone = await segments.selectedCustomers();
    await segments.segment("Promising").getByRole("link", { name: "Promising", exact: true }).click();
    await expect(page).toHaveURL(/segment=promising/);
    expect(await segments.selectedCustomers()).toBeLessThan(everyone);
    await expect(page.locator(".needs-script:visible")).toHaveCount(0);
  });
});
