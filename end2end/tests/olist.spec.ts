import { readFileSync } from "node:fs";
import { expect, test } from "../support/fixtures";
import { SegmentsPage, numberIn } from "../support/segments-page";
import { olistReferenceFile, olistSource } from "../support/shops";

test.use({ shop: "olist" });
test.skip(() => !olistSource(), "CLIENTELE_TEST_DATA names no folder with real Olist files");

interface Reference {
  as_of: string;
  customers: number;
  revenue_cents_price_plus_freight: number;
  segments: Record<string, { customers: number; revenue_cents: number }>;
  cohort_sizes: Record<string, number>;
  cohort_returns_total_k_ge_1: number;
  customers_by_state_top5: Record<string, number>;
}

const reference = (): Reference => JSON.parse(readFileSync(olistReferenceFile(), "utf8"));
const cents = (text: string) => Math.round(Number(text.replace(/[^\d.]/g, "")) * 100);

test.describe("real orders: the figures on the page are those of an independent program", () => {
  test("the tiles", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    await segments.expectCustomers(reference().customers);
    const revenue = (await segments.tile("Revenue").getAttribute("data-tip")) ?? "";
    expect(cents(revenue)).toBe(reference().revenue_cents_price_plus_freight);
  });

  test("every segment, its customers and its revenue", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    for (const [name, expected] of Object.entries(reference().segments)) {
      const cells = segments.segment(name).getByRole("cell");
      expect(numberIn(await cells.nth(1).innerText()), name).toBe(expected.customers);
      expect(cents((await cells.nth(2).getAttribute("title")) ?? ""), name).toBe(expected.revenue_cents);
    }
    expect(numberIn(await segments.segment("Champions").getByRole("cell").nth(1).innerText())).toBe(0);
  });

  test("each segment alone", async ({ page, open }) => {
    const segments = new SegmentsPage(page);
    for (const name of ["Cannot Lose", "Loyal", "Need Attention"]) {
      await open(`/segments?segment=${name.toLowerCase().replace(/ /g, "-")}`);
      await segments.expectCustomers(reference().segments[name]?.customers ?? -1);
    }
  });

  test("customers by state", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    await segments.openFilter("State");
    for (const [state, customers] of Object.entries(reference().customers_by_state_top5)) {
      const choice = segments.filters.locator("label", { has: page.locator(`input[name=state][value=${state}]`) });
      expect(numberIn(await choice.locator(".choice-count").innerText()), state).toBe(customers);
    }
  });

  test("the sizes of the monthly cohorts", async ({ page, open }) => {
    await open("/cohorts");
    const table = page.getByRole("region", { name: "Retention by month of the first order" }).getByRole("table");
    const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
    const sizes: Record<string, number> = {};
    for (const row of await table.locator("tbody tr:not(.mean-row)").all()) {
      const [month = "", year = ""] = (await row.getByRole("rowheader").innerText()).split(" ");
      const number = String(months.indexOf(month) + 1).padStart(2, "0");
      sizes[`${year}-${number}`] = numberIn(await row.getByRole("cell").first().innerText());
    }
    expect(sizes).toEqual(reference().cohort_sizes);
    // The mean leaves out the cohort whose first month was not over.
    const complete = Object.entries(reference().cohort_sizes).filter(([month]) => !reference().as_of.startsWith(month));
    const mean = table.locator("tr.mean-row").getByRole("cell").first();
    expect(numberIn(await mean.innerText())).toBe(complete.reduce((sum, [, size]) => sum + size, 0));
  });

  test("customers who came back, from the cells of the heat map", async ({ page, open }) => {
    await open("/cohorts");
    const cells = await page.locator(".heat-map tbody tr:not(.mean-row) td[title]").evaluateAll((all) =>
      all.map((cell) => ({ title: cell.getAttribute("title") ?? "", month: (cell as HTMLTableCellElement).cellIndex - 2 })),
    );
    const returned = cells.filter(({ month }) => month >= 1).map(({ title }) => numberIn(title));
    expect(returned.reduce((sum, count) => sum + count, 0)).toBe(reference().cohort_returns_total_k_ge_1);
  });
});
