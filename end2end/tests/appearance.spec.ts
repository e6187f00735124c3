import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures";

const PAGES = ["/", "/segments", "/segments?segment=cannot-lose&r=1&unhappy=1", "/segments?spent_min=99999999", "/segments?names=personas&zy_min=9000000", "/segments/scoring?map=grid&cuts=quintiles", "/segments/rules", "/cohorts", "/value", "/cohorts?grain=week&measure=ltv&cost=50&margin=25", "/products/rules", "/products/item/66cc5960deabc3d2e1f7cd87f95a31e3", "/products/rules?items=categories&count=2", "/products", "/products?by=category&q=home", "/places", "/places?by=region&measure=late", "/places?state=SP", "/segments/movement", "/segments/movement?from=1990-01-01", "/trends", "/trends?grain=month&period=12-months&measure=repeat-share", "/data", "/data/source", "/data/refreshes", "/data/snapshots", "/data/snapshots/compare"];

for (const theme of ["light", "dark"] as const) {
  for (const path of PAGES) {
    test(`axe finds nothing on ${path} in ${theme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: theme });
      await open(path);
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 900 });
        const { violations } = await new AxeBuilder({ page }).analyze();
        const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
        expect(findings, `${width} pixels`).toEqual([]);
      }
    });
  }
}

test("axe finds nothing where a filter is open and where there is nothing", async ({ page, open, troubles }) => {
  await open("/segments");
  await page.getByRole("form", { name: "Filter customers" }).locator("summary").nth(2).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  troubles.expect(/404/);
  await open("/nowhere");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

for (const width of [360, 768, 1440, 1920]) {
  test(`nothing is wider than a screen of ${width} pixels`, async ({ page, open }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const path of PAGES) {
      await open(path);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(excess, path).toBe(0);
      await expect(page.getByRole("navigation", { name: "Pages", exact: true })).toBeInViewport();
    }
  });
}

test.describe("theme", () => {
  const background = () => getComputedStyle(document.body).backgroundColor;

  test("follows the system", async ({ page, open }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await open("/segments");
    const light = await page.evaluate(background);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => page.evaluate(background)).not.toBe(light);
  });

  test("is switched at once, kept, and rendered by the server", async ({ page, open, baseURL }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await open("/segments");
    const light = await page.evaluate(background);
    await page.getByRole("button", { name: "Dark" }).click();
    await expect.poll(() => page.evaluate(background)).not.toBe(light);
    await expect(page.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");
    const html = await (await page.request.get(`${baseURL}/cohorts`)).text();
    expect(html).toMatch(/<html[^>]*data-theme="dark"/);
    await page.goto("/cohorts");
    expect(await page.evaluate(background)).not.toBe(light);
    await page.getByRole("button", { name: "As the system" }).click();
    await expect.poll(() => page.evaluate(background)).toBe(light);
  });
});

test("nothing jumps while the page comes alive", async ({ page, open }) => {
  await page.addInitScript(() => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += entry.value;
      document.documentElement.dataset.shift = String(sum);
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const path of PAGES) {
    await open(path);
    const shift = await page.evaluate(() => Number(document.documentElement.dataset.shift ?? 0));
    expect(shift, path).toBeLessThan(0.01);
  }
});
