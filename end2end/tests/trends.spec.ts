import type { Locator, Page } from "@playwright/test";
import { parseCsv } from "../support/csv";
import { CustomersPage } from "../support/customers-page";
import { expect, test } from "../support/fixtures";
import { OverviewPage } from "../support/overview-page";
import { numberIn, withoutPageLoad } from "../support/segments-page";

const PATH = "/trends";

/** What a person sees and uses on the page of trends. */
class TrendsPage {
  constructor(readonly page: Page) {}

  choice(label: string): Locator {
    return this.page.getByRole("navigation", { name: label, exact: true });
  }

  get days(): Locator {
    return this.page.locator(".choices-bar").getByRole("status");
  }

  measure(slug: string): Locator {
    return this.page.locator(`#measure-${slug}`);
  }

  get title(): Locator {
    return this.page.locator("#trend-title");
  }

  get figure(): Locator {
    return this.page.locator("#trend");
  }

  /** The rows of the figures as a table. */
  async rows(): Promise<string[][]> {
    const table = this.figure.locator(".table-twin table");
    const rows: string[][] = [];
    for (const row of await table.locator("tbody tr").all()) rows.push(await row.locator("th, td").allTextContents());
    return rows;
  }
}

test.describe("what is shown", () => {
  test("is chosen without a page load, kept by the address, and taken back", async ({ page, open }) => {
    await open(PATH);
    const trends = new TrendsPage(page);
    await expect(trends.title).toHaveText(/^Revenue /);
    await withoutPageLoad(page, async () => {
      await trends.measure("order-value").click();
      await expect(trends.title).toHaveText(/^Average order value /);
      await trends.choice("By").getByRole("link", { name: "Week" }).click();
      await expect(trends.choice("By").getByRole("link", { name: "Week" })).toHaveAttribute("aria-current", "true");
      await trends.choice("Days").getByRole("link", { name: "Last month" }).click();
      await expect(trends.days).toHaveText("1 to 31 Jul 2018, compared with 1 to 30 Jun 2018");
    });
    await expect(page).toHaveURL(/grain=week&measure=order-value&period=last-month$/);
    const title = await trends.title.innerText();
    await page.reload();
    await expect(trends.title).toHaveText(title);
    await page.goBack();
    await expect(trends.days).toHaveText(/^1 Jun to 29 Aug 2018/);
  });

  test("may be days of one’s own", async ({ page, open }) => {
    await open(`${PATH}?measure=orders&compare=last-year`);
    const trends = new TrendsPage(page);
    const form = page.getByRole("form", { name: "Days of your own" });
    await form.getByLabel("From").fill("2018-01-01");
    await form.getByLabel("To").fill("2018-03-31");
    await form.getByRole("button").click();
    await expect(trends.days).toHaveText("1 Jan to 31 Mar 2018, compared with 1 Jan to 31 Mar 2017");
    await expect(trends.title).toHaveText(/^Orders [\d,]+: .* (than|as) a year before$/);
  });

  test("has the totals of the overview", async ({ page, open }) => {
    await open("/?period=last-month");
    const overview = new OverviewPage(page);
    const [orders, customers] = [await overview.value("Orders").innerText(), await overview.value("Customers").innerText()];
    await open(`${PATH}?period=last-month`);
    const trends = new TrendsPage(page);
    await expect(trends.measure("orders").locator(".measure-value")).toHaveText(orders);
    await expect(trends.measure("customers").locator(".measure-value")).toHaveText(customers);
  });

  test("adds up over days, weeks and months", async ({ page, open }) => {
    for (const grain of ["day", "week", "month"]) {
      await open(`${PATH}?period=90-days&measure=orders&compare=none&grain=${grain}`);
      const trends = new TrendsPage(page);
      const total = numberIn(await trends.measure("orders").locator(".measure-value").innerText());
      const sum = (await trends.rows()).reduce((sum, row) => sum + numberIn(row[1] ?? ""), 0);
      expect(sum, grain).toBe(total);
    }
  });

  test("by day has the means of 7 and 28 days", async ({ page, open }) => {
    await open(PATH);
    const trends = new TrendsPage(page);
    await expect(trends.figure.locator(".chart-legend")).toContainText("7-day mean");
    await expect(trends.figure.locator(".chart-legend")).toContainText("28-day mean");
    await trends.choice("By").getByRole("link", { name: "Month" }).click();
    await expect(trends.figure.locator(".chart-legend")).not.toContainText("mean");
    await expect(page.getByText(/is not over: dashed, and left out of changes/)).toBeVisible();
  });

  test("without an order says where the orders are", async ({ page, open }) => {
    await open(`${PATH}?period=between&from=1990-01-01&to=1990-12-31`);
    await expect(page.getByRole("heading", { name: /no completed order from 1 Jan to 31 Dec 1990/ })).toBeVisible();
    await page.getByRole("link", { name: "Show all time" }).click();
    await expect(new TrendsPage(page).measure("orders").locator(".measure-value")).toHaveText(/\d/);
  });

  test("leaves out and names what is not understood", async ({ page, open, request }) => {
    await open(`${PATH}?measure=profit&grain=hour&period=ever&compare=me`);
    await expect(page.getByRole("list", { name: "About the choices" }).getByRole("listitem")).toHaveCount(4);
    await expect(new TrendsPage(page).title).toHaveText(/^Revenue /);
    expect((await request.get("/export/trends.csv?measure=profit")).status()).toBe(400);
  });
});

test.describe("a point", () => {
  test("opens the customers who ordered then", async ({ page, open }) => {
    await open(`${PATH}?grain=week&measure=customers&state=SP`);
    const trends = new TrendsPage(page);
    await trends.figure.getByText("Show as table").click();
    const link = trends.figure.locator(".table-twin tbody tr").nth(3).getByRole("link").first();
    const count = numberIn(await link.innerText());
    await link.click();
    await expect(page).toHaveURL(/state=SP.*ordered_min=.*ordered_max=/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("of new customers opens those whose first order it was", async ({ page, open }) => {
    await open(`${PATH}?grain=month&measure=new-customers&period=12-months`);
    const trends = new TrendsPage(page);
    await trends.figure.getByText("Show as table").click();
    const link = trends.figure.locator(".table-twin tbody tr").nth(5).getByRole("link").first();
    const count = numberIn(await link.innerText());
    await link.click();
    await expect(page).toHaveURL(/first_min=.*first_max=/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("is reached with the arrow keys", async ({ page, open }) => {
    await open(`${PATH}?grain=month&period=12-months`);
    await page.locator("#trend .chart-picture > svg:visible").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(page.locator("#trend a[data-mark]:focus")).toHaveAttribute("aria-label", /R\$/);
  });
});

test("the figures can be taken along", async ({ page, open, request }) => {
  await open(`${PATH}?grain=week&segment=promising`);
  const href = (await page.getByRole("link", { name: "CSV", exact: true }).getAttribute("href")) ?? "";
  expect(href).toContain("segment=promising");
  const [head, ...rows] = parseCsv((await (await request.get(href)).text()).replace("\uFEFF", ""));
  const column = head?.indexOf("orders") ?? -1;
  const sum = rows.reduce((sum, row) => sum + Number(row[column]), 0);
  expect(sum).toBe(numberIn(await new TrendsPage(page).measure("orders").locator(".measure-value").innerText()));
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("choices are links, days of one’s own a form, points links", async ({ page, open }) => {
    await open(PATH);
    const trends = new TrendsPage(page);
    await trends.measure("units").click();
    await trends.choice("Compared with").getByRole("link", { name: "Nothing" }).click();
    await expect(trends.title).toHaveText(/^Items [\d,]+$/);
    const form = page.getByRole("form", { name: "Days of your own" });
    await form.getByLabel("From").fill("2018-05-01");
    await form.getByLabel("To").fill("2018-05-31");
    await form.getByRole("button").click();
    await expect(trends.days).toHaveText("1 to 31 May 2018, compared with nothing");
    await expect(page).toHaveURL(/measure=units/);
    await expect(page.locator("#trend a[data-mark]").first()).toHaveAttribute("href", /ordered_min=2018-05-01/);
  });
});
