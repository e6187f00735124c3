import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures";
import { CustomersPage } from "../support/customers-page";
import { numberIn, withoutPageLoad } from "../support/segments-page";

test.describe("the list of customers", () => {
  test("is searched by the beginning of an id while it is typed", async ({ page, open }) => {
    await open("/customers");
    const customers = new CustomersPage(page);
    const [id] = await customers.ids();
    await withoutPageLoad(page, async () => {
      await customers.search.fill(id!.slice(0, 6));
      await expect(page).toHaveURL(new RegExp(`id=${id!.slice(0, 6)}$`));
      await expect.poll(async () => (await customers.ids()).every((found) => found.startsWith(id!.slice(0, 6)))).toBe(true);
    });
    expect(await customers.ids()).toContain(id);
    await expect(customers.filters.getByText(`Id begins with ${id!.slice(0, 6)}`)).toBeVisible();
  });

  test("leads to one person", async ({ page, open }) => {
    await open("/customers?segment=promising");
    const customers = new CustomersPage(page);
    const [id] = await customers.ids();
    await withoutPageLoad(page, async () => {
      await customers.table.getByRole("link", { name: id, exact: true }).click();
      await expect(page.getByRole("heading", { level: 2, name: id })).toBeVisible();
    });
    await page.goBack();
    await expect(page).toHaveURL(/segment=promising$/);
    expect(await customers.ids()).toContain(id);
  });

  test("is narrowed down by what stands in its cells", async ({ page, open }) => {
    await open("/customers?cols=segment&cols=state");
    const customers = new CustomersPage(page);
    const everyone = await customers.customers();
    const row = customers.table.locator("tbody tr").first();
    const [segment, state] = await row.getByRole("cell").allInnerTexts();
    await row.getByRole("cell").nth(0).getByRole("link").click();
    await expect.poll(() => customers.customers()).toBeLessThan(everyone);
    const ofSegment = await customers.customers();
    await customers.table.locator("tbody tr", { hasText: state }).first().getByRole("link", { name: state, exact: true }).click();
    await expect.poll(() => customers.customers()).toBeLessThan(ofSegment);
    for (const cells of await customers.table.locator("tbody tr").all()) {
      expect((await cells.getByRole("cell").allInnerTexts()).map((text) => text.trim())).toEqual([segment?.trim(), state]);
    }
  });

  test("says what its figures add up to", async ({ page, open }) => {
    await open("/customers?orders_min=2&rows=250&cols=orders&cols=spent");
    const customers = new CustomersPage(page);
    const rows = await customers.table.locator("tbody tr").count();
    expect(rows).toBe(await customers.customers());
    const cells = async (column: number) => customers.table.locator(`tbody tr > :nth-child(${column})`).allInnerTexts();
    const sum = (texts: string[]) => texts.reduce((total, text) => total + Math.round(numberIn(text) * 100), 0);
    expect(sum(await cells(2)) / 100).toBe(numberIn(await customers.tile("Orders").innerText()));
    const revenue = (await customers.tile("Revenue").getAttribute("data-tip")) ?? "";
    expect(sum(await cells(3))).toBe(Math.round(numberIn(revenue) * 100));
  });

  test("has as many rows on a page as are chosen", async ({ page, open }) => {
    await open("/customers");
    const customers = new CustomersPage(page);
    await expect(customers.table.locator("tbody tr")).toHaveCount(25);
    await customers.pager.getByRole("link", { name: "100 rows a page" }).click();
    await expect(customers.table.locator("tbody tr")).toHaveCount(100);
    await expect(page).toHaveURL(/rows=100/);
    await customers.pager.getByRole("link", { name: "Next" }).click();
    await expect(customers.pager).toContainText("101–200 of");
  });
});

test.describe("columns", () => {
  test("are chosen, kept over a reload and taken back with the back button", async ({ page, open }) => {
    await open("/customers");
    const customers = new CustomersPage(page);
    const before = await customers.columns();
    await page.locator("summary", { hasText: "Columns" }).click();
    const choice = page.getByRole("group", { name: "Columns beside the customer" });
    for (const column of await choice.getByRole("checkbox").all()) await column.uncheck();
    await choice.getByRole("checkbox", { name: "First order" }).check();
    await choice.getByRole("checkbox", { name: "Scores" }).check();
    await withoutPageLoad(page, async () => {
      await page.getByRole("button", { name: "Show" }).click();
      await expect.poll(() => customers.columns()).toEqual(["Customer", "Scores", "First order"]);
    });
    await page.reload();
    expect(await customers.columns()).toEqual(["Customer", "Scores", "First order"]);
    await page.goBack();
    await expect.poll(() => customers.columns()).toEqual(before);
  });

  test("that are chosen are shown on the narrowest screen", async ({ page, open }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await open("/customers?cols=first&cols=tier&cols=action");
    expect(await new CustomersPage(page).columns()).toEqual(["Customer", "Tier", "First order", "Next action"]);
  });

  for (const width of [320, 768, 1024, 1440, 1920]) {
    test(`without a choice each is shown or named at ${width} pixels`, async ({ page, open }) => {
      await page.setViewportSize({ width, height: 800 });
      await open("/customers");
      const customers = new CustomersPage(page);
      const shown = (await customers.columns()).filter((name) => name !== "");
      const named = await page.locator(".columns-note li:visible").allInnerTexts();
      const all = ["Customer", "Segment", "Tier", "Last order, days ago", "Orders", "Spent", "Scores", "Review", "Favourite category", "State", "First order", "Last order", "Next action"];
      expect([...shown, ...named.map((name) => name.replace(/,$/, ""))].sort()).toEqual([...all].sort());
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(excess).toBe(0);
    });
  }
});

test.describe("with the keyboard", () => {
  test("a slash leads to the search and arrows from row to row", async ({ page, open }) => {
    await open("/customers");
    const customers = new CustomersPage(page);
    await page.keyboard.press("/");
    await expect(customers.search).toBeFocused();
    await expect(customers.search).toHaveValue("");
    const links = customers.table.locator("tbody th a");
    await links.first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press("End");
    await expect(links.last()).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Home");
    await expect(links.first()).toBeFocused();
    const id = await links.first().innerText();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: id })).toBeVisible();
  });
});

test.describe("filters of purchases and dates", () => {
  test("are shown, edited and removed", async ({ page, open }) => {
    await open("/customers?ordered_min=2018-01-01&ordered_max=2018-06-30&bought=bed_bath_table&reviewed=1");
    const customers = new CustomersPage(page);
    await expect(customers.filters).toContainText("Ordered 1 Jan to 30 Jun 2018");
    await expect(customers.filters).toContainText("Bought bed bath table");
    await customers.filters.getByRole("link", { name: "Remove Bought bed bath table" }).click();
    await expect(page).toHaveURL(/ordered_min=2018-01-01&ordered_max=2018-06-30&reviewed=1$/);
    await customers.filters.locator("summary", { hasText: "Ordered" }).click();
    await customers.filters.locator("input[name=ordered_max]").fill("2018-03-31");
    await expect(customers.filters).toContainText("Ordered 1 Jan to 31 Mar 2018");
    await expect(page).toHaveURL(/ordered_max=2018-03-31/);
  });
});

test.describe("nobody", () => {
  test("is told with a way out of each part", async ({ page, open }) => {
    await open("/customers?segment=champions&orders_max=1&id=zzzz");
    await expect(page.getByRole("heading", { name: "No customer passes" })).toBeVisible();
    const empty = page.getByRole("region", { name: "No customer passes" });
    await empty.getByRole("link", { name: "Remove Id begins with zzzz" }).click();
    await expect(page).not.toHaveURL(/id=/);
    await empty.getByRole("link", { name: "Show everyone" }).click();
    await expect(page).toHaveURL(/\/customers$/);
    await expect.poll(() => new CustomersPage(page).customers()).toBeGreaterThan(0);
  });
});

test.describe("stale and hostile addresses", () => {
  test("are answered, and what is not understood is named", async ({ page, open }) => {
    const hostile = encodeURIComponent('"><img src=x onerror=alert(1)>');
    await open(`/customers?segment=vip&cols=nothing&rows=26&ordered_min=2018-13-01&id=${hostile}&product=${hostile}`);
    await expect(page.getByRole("list", { name: "About this address" }).getByRole("listitem")).toHaveCount(4);
    await expect(page.locator("img[src=x]")).toHaveCount(0);
  });
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing in ${theme}: list, columns, export, names, nobody`, async ({ page, open }) => {
    await page.emulateMedia({ colorScheme: theme });
    const findings = async () => (await new AxeBuilder({ page }).analyze()).violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`));
    await open("/customers");
    expect(await findings()).toEqual([]);
    await page.locator("summary", { hasText: "Columns" }).click();
    expect(await findings()).toEqual([]);
    await page.keyboard.press("Escape");
    for (const [link, dialog] of [["Export…", /^Export/], ["Save this view", "Save this view"]] as const) {
      await page.getByRole("link", { name: link }).click();
      await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
      await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
      expect(await findings()).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await open("/customers?id=zzzz&product=none");
    expect(await findings()).toEqual([]);
  });
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("search, columns and pages work", async ({ page, open }) => {
    await open("/customers?segment=promising");
    const customers = new CustomersPage(page);
    const [id] = await customers.ids();
    await page.locator("summary", { hasText: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Spent" }).uncheck();
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/segment=promising/);
    expect(await customers.columns()).not.toContain("Spent");
    await customers.search.fill(id!.slice(0, 5));
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/segment=promising/);
    expect(await customers.ids()).toContain(id);
    expect(await customers.columns()).not.toContain("Spent");
  });
});
