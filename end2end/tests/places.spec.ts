import { parseCsv } from "../support/csv";
import { CustomersPage } from "../support/customers-page";
import { expect, test } from "../support/fixtures";
import { numberIn, withoutPageLoad } from "../support/segments-page";

test.describe("the map", () => {
  test("has a tile for each of the 27 states, and a tile opens its customers", async ({ page, open }) => {
    await open("/places");
    const map = page.locator("#places-picture");
    await expect(map.locator("svg:visible a.chart-mark, svg:visible g.chart-mark")).toHaveCount(27);
    const tile = map.locator("svg:visible a.chart-mark[href*='state=RJ']");
    const count = numberIn(((await tile.getAttribute("aria-label")) ?? "").replace(/^.*\): /, ""));
    await tile.click();
    await expect(page).toHaveURL(/\/customers\?state=RJ$/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("shows another measure without a page load, kept by reload and taken back", async ({ page, open }) => {
    await open("/places?segment=promising");
    const title = page.locator("#places-title");
    const before = await title.innerText();
    await withoutPageLoad(page, async () => {
      await page.getByRole("navigation", { name: "What the picture shows" }).getByRole("link", { name: "Delivery days" }).click();
      await expect(title).toHaveText(/^Orders to .* days, those to /);
    });
    await expect(page).toHaveURL(/segment=promising.*measure=delivery-days/);
    const after = await title.innerText();
    await page.reload();
    await expect(title).toHaveText(after);
    await page.goBack();
    await expect(title).toHaveText(before);
  });

  test("is walked through with arrow keys as it is drawn", async ({ page, open }) => {
    await open("/places");
    const drawing = page.locator("#places-picture .chart-picture:visible > svg");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    await drawing.focus();
    await page.keyboard.press("Home");
    await expect.poll(focused).toMatch(/^Roraima/);
    await page.keyboard.press("ArrowRight");
    await expect.poll(focused).toMatch(/^Amapá/);
    await page.keyboard.press("ArrowDown");
    await expect.poll(focused).toMatch(/^Pará/);
  });

  test("has a twin of figures", async ({ page, open }) => {
    await open("/places?measure=late");
    await page.locator("#places-picture").getByText("Show as table").click();
    await expect(page.locator("#places-picture tbody tr")).toHaveCount(27);
  });
});

test.describe("the table of places", () => {
  test("adds up, and every figure of customers opens them", async ({ page, open }) => {
    await open("/places?by=region");
    const figures = await page.locator(".places tbody tr a.drill").allInnerTexts();
    expect(figures).toHaveLength(5);
    const total = numberIn(await page.locator(".places tfoot a.drill").innerText());
    expect(figures.map(numberIn).reduce((sum, count) => sum + count, 0)).toBe(total);
    const row = page.locator(".places tbody tr").nth(1).locator("a.drill");
    const count = numberIn(await row.innerText());
    await row.click();
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("sorts by a head and keeps the picture", async ({ page, open }) => {
    await open("/places?measure=review");
    const table = page.getByRole("table", { name: /measure by measure/ });
    const head = table.getByRole("columnheader", { name: "Freight" });
    await head.getByRole("link").click();
    await expect(head).toHaveAttribute("aria-sort", "descending");
    await expect(page).toHaveURL(/measure=review&order=freight/);
    const shares = (await table.locator("tbody tr td:last-child").allInnerTexts()).map(numberIn);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });

  test("is a file with the same rows", async ({ page, open }) => {
    await open("/places?by=region&tier=gold");
    const href = (await page.locator("#places-table-title").locator("xpath=ancestor::section").getByRole("link", { name: "Download as CSV" }).getAttribute("href")) ?? "";
    const [header, ...rows] = parseCsv(await (await page.request.get(href)).text());
    expect(header?.[0]).toBe("place");
    const shown = await page.locator(".places tbody tr th").allInnerTexts();
    expect(rows.map((row) => row[0])).toEqual(shown);
  });
});

test("a leaning towards a region opens its customers", async ({ page, open }) => {
  await open("/places?by=region");
  const cell = page.locator(".affinity td[title*='order']:has(a)").first();
  const count = numberIn(((await cell.getAttribute("title")) ?? "").replace(/^.* of /, ""));
  await cell.getByRole("link").click();
  await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
});

test("one state alone is a sentence, no map", async ({ page, open }) => {
  await open("/places?state=SP");
  await expect(page.getByText("All of these customers are in one state, São Paulo (SP)")).toBeVisible();
  await expect(page.locator("#places-picture")).toHaveCount(0);
  await page.getByRole("link", { name: "Show all states" }).click();
  await expect(page.locator("#places-picture")).toBeVisible();
});

test("choices that say nonsense are named, and nobody has a way out", async ({ page, open, request }) => {
  await open("/places?by=planet&measure=name");
  await expect(page.getByRole("list", { name: "About the choices of this address" }).getByRole("listitem")).toHaveCount(2);
  expect((await request.get("/export/places.csv?by=planet")).status()).toBe(400);
  await page.goto("/places?spent_min=99999999");
  await expect(page.getByRole("link", { name: "Clear the filters" })).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("measures, regions and heads are links", async ({ page, open }) => {
    await open("/places");
    await page.getByRole("link", { name: "Review", exact: true }).first().click();
    await expect(page.locator("#places-title")).toHaveText(/least content/);
    await page.getByRole("link", { name: "Regions" }).click();
    await expect(page.locator(".places tbody tr")).toHaveCount(5);
    await expect(page).toHaveURL(/by=region&measure=review/);
  });
});
