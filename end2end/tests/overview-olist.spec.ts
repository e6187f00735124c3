import { CustomersPage } from "../support/customers-page";
import { expect, test } from "../support/fixtures";
import { OverviewPage } from "../support/overview-page";
import { numberIn } from "../support/segments-page";
import { olistSource } from "../support/shops";

test.use({ shop: "olist" });
test.skip(() => !olistSource(), "CLIENTELE_TEST_DATA names no folder with real Olist files");

/**
 * Figures of delivered orders with at least one item (price + freight, by day of purchase), counted from the CSV
 * files with plain Python: sums and sets, none of the engine's code.
 */
const PERIODS = [
  { query: "period=12-months", cents: 277_957_744, orders: 17_186, customers: 17_083, fresh: 17_044, repeat: "0.8 %", review: "4.11" },
  { query: "period=all", cents: 360_945_460, orders: 22_462, customers: 22_286, fresh: 22_286, repeat: "0.8 %", review: "4.14" },
  { query: "period=30-days", cents: 25_266_066, orders: 1_557, customers: 1_555, fresh: 1_547, repeat: "0.6 %", review: "4.22" },
  { query: "period=90-days", cents: 68_833_717, orders: 4_298, customers: 4_288, fresh: 4_269, repeat: "0.7 %", review: "4.30" },
  { query: "period=last-month", cents: 22_500_329, orders: 1_368, customers: 1_364, fresh: 1_352, repeat: "1.2 %", review: "4.35" },
  { query: "period=this-year", cents: 199_286_197, orders: 12_293, customers: 12_236, fresh: 12_193, repeat: "0.8 %", review: "4.13" },
  {
    query: "period=between&from=2018-01-01&to=2018-03-31",
    cents: 76_662_573,
    orders: 4_874,
    customers: 4_856,
    fresh: 4_829,
    repeat: "0.9 %",
    review: "3.91",
  },
];

const cents = (text: string | null) => Math.round(Number((text ?? "").replace(/[^\d.]/g, "")) * 100);
const plain = (text: string) => text.replace(/\s+/g, " ").trim();

test.describe("real orders: the figures of a period are those of an independent count", () => {
  for (const period of PERIODS) {
    test(`of /?${period.query}`, async ({ page, open }) => {
      await open(`/?${period.query}`);
      const overview = new OverviewPage(page);
      expect(cents(await overview.value("Revenue").getAttribute("data-tip"))).toBe(period.cents);
      expect(numberIn(await overview.value("Orders").innerText())).toBe(period.orders);
      expect(numberIn(await overview.value("Customers").innerText())).toBe(period.customers);
      expect(numberIn(await overview.tile("Customers").locator(".kpi-detail").innerText())).toBe(period.fresh);
      expect(plain(await overview.value("Repeat rate").innerText())).toBe(period.repeat);
      expect(plain(await overview.value("Review score").innerText())).toBe(period.review);
    });
  }

  test("and its best sellers too", async ({ page, open }) => {
    await open("/?period=last-month");
    const overview = new OverviewPage(page);
    // July 2018, most first: revenue of the items with freight, and distinct customers.
    const rows = [
      ["Top categories", "health beauty", 2_686_038, 153],
      ["Top categories", "watches gifts", 2_131_123, 112],
      ["Top products", "19936fa4", 727_488, 1],
    ] as const;
    for (const [title, name, revenue, customers] of rows) {
      const row = overview.section(title).getByRole("row").filter({ hasText: name }).first();
      expect(cents((await row.locator("[title]").last().getAttribute("title"))?.split(",").slice(0, 2).join("") ?? "")).toBeGreaterThan(0);
      expect(numberIn(await row.getByRole("cell").last().innerText()), name).toBe(customers);
      const exact = (await row.getByRole("cell").first().locator("[title]").getAttribute("title")) ?? "";
      expect(cents(exact.match(/[\d,]+\.\d\d/)?.[0] ?? ""), name).toBe(revenue);
    }
    const states = overview.section("Top states").locator("tbody tr");
    expect(plain(await states.nth(0).innerText())).toMatch(/^SP .* 577$/);
    expect(plain(await states.nth(1).innerText())).toMatch(/^RJ .* 151$/);
  });
});

test.describe("a change", () => {
  test("is said in words against the month before", async ({ page, open }) => {
    await open("/?period=last-month");
    const overview = new OverviewPage(page);
    await expect(overview.days).toHaveText("1 to 31 Jul 2018, compared with 1 to 30 Jun 2018");
    // 225,003.29 after 221,996.99; 1,368 orders after 1,442; a mean review of 4.350 after 4.349.
    expect(plain(await overview.change("Revenue").innerText())).toBe("▲ 1.4 % more than in Jun 2018");
    expect(plain(await overview.change("Orders").innerText())).toBe("▼ 5.1 % fewer than in Jun 2018");
    // 16 of 1,364 after 4 of 1,441.
    expect(plain(await overview.change("Repeat rate").innerText())).toBe("▲ 0.9 points higher than in Jun 2018");
    expect(plain(await overview.change("Review score").innerText())).toBe("the same as in Jun 2018");
    expect(plain(await overview.findings.first().innerText())).toContain(
      "Revenue was R$ 225 k, 1.4 % more than in Jun 2018: 5.1 % fewer orders, but each 6.8 % larger.",
    );
  });

  test("follows what is compared with", async ({ page, open }) => {
    await open("/?period=last-month&compare=last-year");
    const overview = new OverviewPage(page);
    // 133,059.02 in July 2017.
    expect(plain(await overview.change("Revenue").innerText())).toBe("▲ 69.1 % more than in Jul 2017");
    await open("/?period=between&from=2018-01-01&to=2018-03-31&compare=between&compare_from=2017-01-01&compare_to=2017-03-31");
    // 207,029.95 in the first quarter of 2017.
    expect(plain(await overview.change("Revenue").innerText())).toBe("▲ 3.70 × as much as from 1 Jan to 31 Mar 2017");
  });

  test("is not said of a month that is not over", async ({ page, open }) => {
    await open("/?period=this-month");
    const overview = new OverviewPage(page);
    await expect(overview.days).toHaveText("1 to 31 Aug 2018, so far: the data end on 29 Aug 2018, so nothing is compared yet");
    for (const label of ["Revenue", "Customers", "Orders", "Average order value", "Repeat rate", "Review score"]) {
      expect(plain(await overview.change(label).innerText()), label).toBe("so far; the period is not over");
    }
    expect(numberIn(await overview.value("Orders").innerText())).toBe(1_488);
  });

  test("is not said where the data do not reach back", async ({ page, open }) => {
    await open("/?period=12-months");
    const overview = new OverviewPage(page);
    await expect(overview.days).toHaveText(
      "30 Aug 2017 to 29 Aug 2018, not compared with 30 Aug 2016 to 29 Aug 2017: the first order is of 15 Sep 2016",
    );
    expect(plain(await overview.change("Revenue").innerText())).toBe("not compared: no data that far back");
  });
});

test.describe("a figure opens as many customers as it says", () => {
  const drills: [string, (overview: OverviewPage) => ReturnType<OverviewPage["value"]>][] = [
    ["the customers of the period", (overview) => overview.value("Customers").getByRole("link")],
    ["its new customers", (overview) => overview.tile("Customers").locator(".kpi-detail").getByRole("link")],
    ["a category", (overview) => overview.section("Top categories").getByRole("cell").nth(1).getByRole("link")],
    ["a product", (overview) => overview.section("Top products").getByRole("cell").nth(1).getByRole("link")],
    ["a state", (overview) => overview.section("Top states").getByRole("cell").nth(1).getByRole("link")],
  ];
  for (const [what, link] of drills) {
    test(what, async ({ page, open }) => {
      await open("/?period=90-days");
      const figure = link(new OverviewPage(page));
      const count = numberIn(await figure.innerText());
      await figure.click();
      await expect(page).toHaveURL(/\/customers\?/);
      await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
    });
  }
});
