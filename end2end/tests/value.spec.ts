import { CustomersPage } from "../support/customers-page";
import { parseCsv } from "../support/csv";
import { expect, test } from "../support/fixtures";
import { numberIn, withoutPageLoad } from "../support/segments-page";

test.describe("lifetime value", () => {
  test("the segments add up, and a figure opens its customers", async ({ page, open }) => {
    await open("/value");
    const counts = await page.locator(".table-value tbody td:nth-child(2)").allInnerTexts();
    const sum = counts.map(numberIn).reduce((all, count) => all + count, 0);
    const total = numberIn(await page.locator(".table-value tfoot td").first().innerText());
    expect(sum).toBe(total);
    const promising = page.getByRole("link", { name: /customers of Promising$/ });
    const count = numberIn(await promising.innerText());
    await promising.click();
    await expect(page).toHaveURL(/\/customers\?segment=promising/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("the best customers are a list of as many", async ({ page, open }) => {
    await open("/value");
    const best = page.getByRole("link", { name: /customers, the best 20 %$/ });
    const count = numberIn(await best.innerText());
    await best.click();
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("follows the filter, survives a reload, and goes back", async ({ page, open }) => {
    await open("/value");
    const count = page.getByRole("main").getByText(/^[\d,]+\scustomers? of [\d,]+$/);
    await withoutPageLoad(page, async () => {
      const filters = page.getByRole("form", { name: "Filter customers" });
      await filters.locator("summary").filter({ hasText: "Segment" }).click();
      await filters.getByRole("checkbox", { name: "Promising" }).check();
      await expect(page).toHaveURL(/segment=promising/);
      await expect(count).toBeVisible();
    });
    await expect(page.locator(".table-value tbody tr")).toHaveCount(1);
    await page.reload();
    await expect(page.locator(".table-value tbody tr")).toHaveCount(1);
    await page.goBack();
    await expect.poll(() => page.locator(".table-value tbody tr").count()).toBeGreaterThan(1);
  });

  test("what the checks do not allow is withheld on the page and in the file, with what would help", async ({ page, open }) => {
    await open("/value");
    const badge = page.locator(".trust-badge");
    await expect(badge).toContainText(/\d of 5 checks hold/);
    const holds = (await badge.innerText()).startsWith("5 ");
    const file = await page.request.get("/export/value.csv?for=machines");
    const [head = [], ...rows] = parseCsv(await file.text());
    const column = head.indexOf("expected_value");
    for (const row of rows) expect(row[column] !== "").toBe(holds);
    const hasPurchases = rows[0]?.[head.indexOf("expected_purchases")] !== "";
    for (const title of ["#expected-matrix-title", "#alive-matrix-title"]) {
      await expect(page.locator(title)).toHaveCount(hasPurchases ? 1 : 0);
    }
    if (holds) return;
    await expect(page.getByText("Withheld").first()).toBeVisible();
    await expect(page.locator(".check-help").first()).toBeVisible();
  });

  test("the horizon and the model are part of the address", async ({ page, open }) => {
    await open("/value?segment=lost");
    await page.getByLabel("Days ahead").fill("90");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page).toHaveURL(/segment=lost/);
    await expect(page).toHaveURL(/horizon=90/);
    await expect(page.locator("#forecast-title")).toContainText("90");
    await page.locator("#model-bg-nbd").click();
    await expect(page).toHaveURL(/model=bg-nbd/);
    await expect(page.getByText("takes everyone who bought once for a customer for certain")).toBeVisible();
  });

  test("a horizon of nothing or of a hundred years is bounded with a sentence", async ({ page, open, troubles }) => {
    for (const [horizon, shown] of [["0", "1"], ["36500", "3,650"]] as const) {
      await open(`/value?horizon=${horizon}`);
      await expect(page.getByText(/^A horizon lies between/)).toBeVisible();
      await expect(page.locator("#forecast-title")).toContainText(shown);
    }
    troubles.expect(/status 400: .*export\/value\.csv/);
    const file = await page.request.get("/export/value.csv?horizon=0");
    expect(file.status()).toBe(400);
  });

  test("the file holds the segments that are shown", async ({ page, open }) => {
    await open("/value?state=SP");
    const counts = (await page.locator(".table-value tbody td:nth-child(2)").allInnerTexts()).map(numberIn);
    const href = await page.locator("#export-value").getAttribute("href");
    const rows = parseCsv(await (await page.request.get(`${href}&for=machines`)).text());
    expect(rows.slice(1).map((row) => Number(row[1]))).toEqual(counts);
  });

  test("nobody is said to be nobody", async ({ page, open }) => {
    await open("/value?spent_min=99999999");
    await expect(page.getByText("No customer matches these filters.")).toBeVisible();
  });

  test("the page of a customer says how likely they come back, or why that is withheld", async ({ page, open }) => {
    await open("/customers");
    await page.locator("tbody th a, tbody td a").first().click();
    await expect(page.locator("#alive-title")).toContainText(/Comes back with a probability|withheld/);
  });
});

test.describe("lifetime value without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("the forecast is a form", async ({ page, open }) => {
    await open("/value?state=SP");
    await page.getByLabel("Discount, % a year").fill("12.5");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page).toHaveURL(/state=SP/);
    await expect(page.getByLabel("Discount, % a year")).toHaveValue("12.5");
  });
});
