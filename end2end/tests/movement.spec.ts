import type { Locator, Page } from "@playwright/test";
import { parseCsv } from "../support/csv";
import { CustomersPage } from "../support/customers-page";
import { ExportDialog } from "../support/export-dialog";
import { expect, test } from "../support/fixtures";
import { numberIn, withoutPageLoad } from "../support/segments-page";

const PATH = "/segments/movement";

/** What a person sees and uses on the page of movement. */
class MovementPage {
  constructor(readonly page: Page) {}

  get days(): Locator {
    return this.page.locator(".days-bar").getByRole("status");
  }

  get presets(): Locator {
    return this.page.getByRole("navigation", { name: "How far back" });
  }

  get form(): Locator {
    return this.page.getByRole("form", { name: "Days of your own" });
  }

  get table(): Locator {
    return this.page.getByRole("table", { name: "Everybody, from segment to segment" });
  }

  tile(label: string): Locator {
    return this.page.locator(".kpi", { has: this.page.getByText(label, { exact: true }) }).locator(".kpi-value");
  }

  async count(label: string): Promise<number> {
    return numberIn(await this.tile(label).innerText());
  }
}

test.describe("the two days", () => {
  test("are chosen without a page load, kept by the address, and taken back", async ({ page, open }) => {
    await open(PATH);
    const movement = new MovementPage(page);
    await expect(movement.days).toHaveText(/: 90\sdays$/);
    const stayed = await movement.count("Stayed");
    await withoutPageLoad(page, async () => {
      await movement.presets.getByRole("link", { name: "180 days back" }).click();
      await expect(page).toHaveURL(/from=180-days$/);
      await expect(movement.days).toHaveText(/: 180\sdays$/);
    });
    const chosen = await movement.count("Stayed");
    expect(chosen).not.toBe(stayed);
    await page.reload();
    await expect(movement.tile("Stayed")).toHaveText(chosen.toLocaleString("en-US"));
    await page.goBack();
    await expect(movement.tile("Stayed")).toHaveText(stayed.toLocaleString("en-US"));
  });

  test("may be days of one’s own", async ({ page, open }) => {
    await open(`${PATH}?state=SP`);
    const movement = new MovementPage(page);
    await movement.form.getByLabel("From").fill("2018-01-01");
    await movement.form.getByLabel("To").fill("2018-05-01");
    await movement.form.getByRole("button").click();
    await expect(movement.days).toHaveText(/^From 1 Jan 2018 to 1 May 2018: 120\sdays$/);
    await expect(page).toHaveURL(/state=SP.*from=2018-01-01&to=2018-05-01/);
  });

  test("before the first order or after the data are answered with those that are possible", async ({ page, open }) => {
    for (const query of ["from=1990-01-01", "to=2090-01-01"]) {
      await open(`${PATH}?${query}`);
      const alert = page.getByRole("main").getByRole("alert");
      await expect(alert).toContainText(/choose two days from \d{4}-\d\d-\d\d to 2018-08-30/);
      await alert.getByRole("link", { name: "Compare the usual days" }).click();
      await expect(new MovementPage(page).days).toHaveText(/: 90\sdays$/);
    }
  });

  test("that are none are left out and named", async ({ page, open }) => {
    await open(`${PATH}?from=${encodeURIComponent('"><img src=x onerror=alert(1)>')}&to=soon`);
    await expect(page.getByRole("list", { name: "About the days" }).getByRole("listitem")).toHaveCount(2);
    await expect(page.locator("img[src=x]")).toHaveCount(0);
    await expect(new MovementPage(page).days).toHaveText(/: 90\sdays$/);
  });
});

test.describe("figures", () => {
  test("of the tiles add up to the customers", async ({ page, open }) => {
    await open(PATH);
    const movement = new MovementPage(page);
    let sum = 0;
    for (const label of ["Slipped", "Recovered", "New", "Shifted", "Stayed"]) sum += await movement.count(label);
    expect(sum).toBe(await movement.count("Customers"));
  });

  test("of the table open as many customers, who can be exported", async ({ page, open }) => {
    await open(PATH);
    const link = new MovementPage(page).table.locator("tbody td.stayed a").first();
    const count = numberIn(await link.innerText());
    await link.click();
    await expect(page).toHaveURL(/was=2018-06-01\.[a-z-]+&was=2018-08-30\./);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
    await expect(page.getByRole("link", { name: /^Remove On 1 Jun 2018: / })).toBeVisible();
    const exports = new ExportDialog(page);
    await exports.open();
    const [, ...customers] = parseCsv((await exports.file("CSV for programs")).bytes.toString("utf8"));
    expect(customers).toHaveLength(count);
  });

  test("of new customers are those who had not ordered on the first day", async ({ page, open }) => {
    await open(PATH);
    const movement = new MovementPage(page);
    const count = await movement.count("New");
    await movement.tile("New").getByRole("link").click();
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
    await expect(page.locator(".chip-text", { hasText: "On 1 Jun 2018: not yet a customer" })).toBeVisible();
  });

  test("of a list lead to its customers, on the page and as a file", async ({ page, open, request }) => {
    await open(PATH);
    const row = page.getByRole("region", { name: /^Slipped: [\d,]+\scustomers?$/ }).last().locator("tbody tr").first();
    const count = numberIn(await row.locator("td").first().innerText());
    const file = (await row.getByRole("link", { name: /as CSV$/ }).getAttribute("href")) ?? "";
    const [, ...customers] = parseCsv(await (await request.get(file)).text());
    expect(customers).toHaveLength(count);
    await row.locator("td").first().getByRole("link").click();
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("can be taken along as a table", async ({ page, open, request }) => {
    await open(`${PATH}?from=180-days`);
    const movement = new MovementPage(page);
    const card = page.getByRole("region", { name: "Everybody, from segment to segment", exact: true });
    const href = (await card.getByRole("link", { name: "CSV" }).getAttribute("href")) ?? "";
    const [head, ...rows] = parseCsv((await (await request.get(href)).text()).replace("\uFEFF", ""));
    const column = head?.indexOf("customers") ?? -1;
    const sum = rows.reduce((sum, row) => sum + Number(row[column]), 0);
    expect(sum).toBe(await movement.count("Customers"));
  });

  test("follow the filter of the page", async ({ page, open }) => {
    await open(PATH);
    const movement = new MovementPage(page);
    const everybody = await movement.count("Customers");
    await open(`${PATH}?state=SP`);
    expect(await movement.count("Customers")).toBeLessThan(everybody);
    await open(`${PATH}?spent_min=99999999`);
    await expect(page.getByText("No customer matches these filters.")).toBeVisible();
  });
});

test.describe("the picture", () => {
  test("says a band’s words and leads to its customers by keyboard", async ({ page, open }) => {
    await open(PATH);
    const picture = page.locator("#movement-flow .chart-picture > svg:visible");
    await picture.focus();
    await page.keyboard.press("ArrowRight");
    const band = page.locator("#movement-flow a[data-mark]:focus");
    await expect(band).toHaveAttribute("aria-label", / → .*: [\d,]+\scustomers?, /);
    const count = numberIn(((await band.getAttribute("aria-label")) ?? "").split(": ")[1] ?? "");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/customers\?was=/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("has a table twin", async ({ page, open }) => {
    await open(PATH);
    const figure = page.locator("#movement-flow");
    await figure.getByText("Show as table").click();
    await expect(figure.getByRole("table").locator("tbody tr").first().getByRole("link").first()).toBeVisible();
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("days are links and a form, and a band of the picture is a link", async ({ page, open }) => {
    await open(PATH);
    const movement = new MovementPage(page);
    await movement.presets.getByRole("link", { name: "30 days back" }).click();
    await expect(movement.days).toHaveText(/: 30\sdays$/);
    await movement.form.getByLabel("From").fill("2018-01-01");
    await movement.form.getByRole("button").click();
    await expect(movement.days).toHaveText(/^From 1 Jan 2018 to 30 Aug 2018/);
    const href = await page.locator("#movement-flow a[data-mark]").first().getAttribute("href");
    expect(href).toMatch(/^\/customers\?was=2018-01-01\./);
  });
});
