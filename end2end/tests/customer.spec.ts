import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures";
import { CustomersPage } from "../support/customers-page";
import { numberIn } from "../support/segments-page";

test.describe("one customer", () => {
  test("has the figures of the list", async ({ page, open }) => {
    await open("/customers?cols=segment&cols=orders&cols=spent&orders_min=3");
    const customers = new CustomersPage(page);
    const row = customers.table.locator("tbody tr").first();
    const id = (await customers.ids())[0]!;
    const [segment, orders, spent] = (await row.getByRole("cell").allInnerTexts()).map((text) => text.trim());
    await open(`/customers/${id}`);
    const head = page.getByRole("region", { name: id });
    await expect(head).toContainText(segment!);
    await expect(head).toContainText(spent!);
    const entries = page.locator(".timeline-order");
    await expect(entries).toHaveCount(Number(orders));
    const values = await entries.locator(".timeline-head strong").allInnerTexts();
    const total = values.reduce((sum, value) => sum + Math.round(numberIn(value) * 100), 0);
    expect(total).toBe(Math.round(numberIn(spent!) * 100));
  });

  test("has orders whose items add up and whose distances fit their dates", async ({ page, open }) => {
    await open("/customers?orders_min=3");
    await page.locator("tbody th a").first().click();
    await expect(page.locator(".timeline-order").first()).toBeVisible();
    for (const order of await page.locator(".timeline-order").all()) {
      const items = await order.locator(".timeline-items .number").allInnerTexts();
      const sum = items.reduce((total, text) => total + Math.round(numberIn(text) * 100), 0);
      expect(sum).toBe(Math.round(numberIn(await order.locator(".timeline-head strong").innerText()) * 100));
    }
    const dates = await page.locator(".timeline-order time").evaluateAll((times) => times.map((time) => (time as HTMLTimeElement).dateTime));
    expect(dates).toEqual([...dates].sort().reverse());
  });

  test("leads to everyone with the same scores, and their number is right", async ({ page, open }) => {
    await open("/customers?m=5&r=3");
    await page.locator("tbody th a").first().click();
    const all = page.getByRole("link", { name: /^All .* with the scores/ });
    const count = numberIn(await all.innerText());
    await all.click();
    await new CustomersPage(page).expectCustomers(count);
  });

  test("leads to the buyers of a product, of which it is one", async ({ page, open }) => {
    await open("/customers?orders_min=2");
    const id = (await new CustomersPage(page).ids())[0]!;
    await open(`/customers/${id}`);
    await page.locator(".timeline-items a").first().click();
    await expect(page).toHaveURL(/\/customers\?product=/);
    await page.goto(`${page.url()}&id=${id}`);
    await new CustomersPage(page).expectCustomers(1);
  });

  test("says which rule chose the action and leads to it", async ({ page, open }) => {
    await open("/customers");
    await page.locator("tbody th a").first().click();
    const rule = page.getByRole("link", { name: /^Rule \d+ of \d+$/ });
    const [, position, rules] = (await rule.innerText()).match(/Rule (\d+) of (\d+)/) ?? [];
    expect(Number(position)).toBeLessThanOrEqual(Number(rules));
    await rule.click();
    await expect(page).toHaveURL(new RegExp(`/segments/rules#rule-${position}$`));
    await expect(page.locator(`#rule-${position}`)).toBeVisible();
  });

  test("that nobody is gets a designed answer with a search", async ({ page, open, troubles, request }) => {
    troubles.expect(/404/);
    for (const path of ["/customers/nobody", "/customers/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/customers/a%2Fb%20c", "/customers/%ff"]) {
      expect((await request.get(path)).status(), path).toBe(404);
    }
    await open("/customers/%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    await expect(page.getByRole("heading", { name: "Nobody here has this id" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("<script>alert(1)</script>");
    await page.getByRole("searchbox").fill("0");
    await page.getByRole("main").getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/\/customers\?id=0$/);
  });

  test("fits on a screen of 320 pixels", async ({ page, open }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await open("/customers?orders_min=3");
    await page.locator("tbody th a").first().click();
    await expect(page.locator(".timeline-order").first()).toBeVisible();
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(excess).toBe(0);
  });
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing about one customer in ${theme}`, async ({ page, open, troubles }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open("/customers?orders_min=3");
    await page.locator("tbody th a").first().click();
    await expect(page.locator(".timeline-order").first()).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    troubles.expect(/404/);
    await open("/customers/nobody");
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("one customer is complete", async ({ page, open }) => {
    await open("/customers?orders_min=2");
    await page.locator("tbody th a").first().click();
    await expect(page.locator(".timeline-order").first()).toBeVisible();
    await expect(page.locator(".skeleton")).toHaveCount(0);
  });
});
