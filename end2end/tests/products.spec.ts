import { parseCsv } from "../support/csv";
import { CustomersPage } from "../support/customers-page";
import { expect, test } from "../support/fixtures";
import { numberIn, withoutPageLoad } from "../support/segments-page";

test.describe("the list of sales", () => {
  test("sorts by a head, turns the order, and keeps both through reload and back", async ({ page, open }) => {
    await open("/products");
    const list = page.getByRole("table", { name: /brings the most/ });
    const items = () => list.locator("tbody tr td:nth-of-type(2)").allInnerTexts();
    const first = await items();
    await withoutPageLoad(page, async () => {
      await list.getByRole("columnheader", { name: "Items" }).getByRole("link").click();
      await expect(page).toHaveURL(/order=units/);
      await expect(list.getByRole("columnheader", { name: "Items" })).toHaveAttribute("aria-sort", "descending");
    });
    const sorted = (await items()).map(numberIn);
    expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
    await page.reload();
    expect((await items()).map(numberIn)).toEqual(sorted);
    await list.getByRole("columnheader", { name: "Items" }).getByRole("link").click();
    await expect(list.getByRole("columnheader", { name: "Items" })).toHaveAttribute("aria-sort", "ascending");
    await page.goBack();
    await page.goBack();
    await expect(list.getByRole("columnheader", { name: "Revenue" })).toHaveAttribute("aria-sort", "descending");
    expect(await items()).toEqual(first);
  });

  test("opens the customers of a product and of a category", async ({ page, open }) => {
    for (const path of ["/products", "/products?by=category", "/products?by=category&state=SP"]) {
      await open(path);
      const customers = page.locator(".sales tbody tr").nth(2).locator("a.drill");
      const count = numberIn(await customers.innerText());
      await customers.click();
      await expect(page).toHaveURL(/\/customers\?.*(product|bought)=/);
      await expect.poll(() => new CustomersPage(page).customers(), path).toBe(count);
    }
  });

  test("is searched, and a search without a hit says what to do", async ({ page, open }) => {
    await open("/products?by=category");
    const search = page.getByRole("search", { name: "Search the list" });
    await search.getByRole("searchbox").fill("Health b");
    await search.getByRole("searchbox").press("Enter");
    await expect(page).toHaveURL(/by=category.*q=Health/);
    await expect(page.locator(".sales tbody tr")).toHaveCount(1);
    await expect(page.locator(".sales tbody th")).toHaveText("Health beauty");
    await page.goto("/products?q=zebra%22%3E%3Cb%3E");
    await expect(page.getByText("No product or category has “zebra\"><b>”")).toBeVisible();
    await page.getByRole("link", { name: "Clear the search" }).click();
    await expect(page.locator(".sales tbody tr").first()).toBeVisible();
  });

  test("goes on to further pages, and its file holds all rows", async ({ page, open }) => {
    await open("/products?q=toys");
    const all = numberIn(await page.locator(".list-count").innerText());
    const pager = page.getByRole("navigation", { name: "Pages of the list of sales" });
    await expect(pager).toContainText(`of ${all}`);
    await pager.getByRole("link", { name: "Next" }).click();
    await expect(pager).toContainText("page 2 of");
    const href = (await page.getByRole("link", { name: "Download all rows as CSV" }).getAttribute("href")) ?? "";
    const [header, ...rows] = parseCsv(await (await page.request.get(href)).text());
    expect(header?.slice(0, 3)).toEqual(["product_id", "category", "revenue"]);
    expect(rows).toHaveLength(all);
    expect(rows.every((row) => row[1] === "toys")).toBe(true);
  });
});

test.describe("what segments lean towards", () => {
  test("an index opens its customers", async ({ page, open }) => {
    await open("/products");
    const cell = page.locator(".affinity td[title*='order']:has(a)").first();
    const count = numberIn(((await cell.getAttribute("title")) ?? "").replace(/^.* of /, ""));
    await cell.getByRole("link").click();
    await expect(page).toHaveURL(/\/customers\?segment=.*bought=/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("arrow keys lead from index to index, Tab passes by", async ({ page, open }) => {
    await open("/products");
    const links = page.locator(".affinity a.drill");
    await links.first().focus();
    await page.keyboard.press("ArrowRight");
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".affinity"))).toBeNull();
  });

  test("all categories are a link away, and in the file", async ({ page, open }) => {
    await open("/products");
    await page.locator("#affinity-more").click();
    await expect(page).toHaveURL(/show=all/);
    await expect(page.locator("#affinity-more")).toHaveText(/^Show the 15 /);
    const shown = await page.locator(".affinity tbody tr").count();
    expect(shown).toBeGreaterThan(15);
    const file = parseCsv(await (await page.request.get("/export/affinity.csv?for=machines")).text());
    expect(file[0]).toEqual(["segment", "category", "index", "enough_orders", "orders", "customers", "revenue", "revenue_of_all"]);
    expect(new Set(file.slice(1).map((row) => row[1])).size).toBe(shown);
  });
});

test("with what customers began opens them", async ({ page, open }) => {
  await open("/products");
  const figure = page.locator(".first-categories tbody tr").first().locator("a.drill").first();
  const count = numberIn(await figure.innerText());
  await figure.click();
  await expect(page).toHaveURL(/first_category=/);
  await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
});

test("choices that say nonsense are named, and refused by files", async ({ page, open, request }) => {
  await open("/products?by=shelf&order=%22%3E%3Cimg%20src=x%3E");
  await expect(page.getByRole("list", { name: "About the choices of this address" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.locator(".sales tbody tr").first()).toBeVisible();
  expect((await request.get("/export/products.csv?by=shelf")).status()).toBe(400);
  expect((await request.get("/products?page=99999&rows=250")).status()).toBe(200);
});

test("nobody is answered with the way out", async ({ page, open }) => {
  await open("/products?spent_min=99999999");
  await expect(page.getByText("No customer matches these filters.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Clear the filters" })).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("heads are links, the search is a form", async ({ page, open }) => {
    await open("/products?state=SP");
    await page.getByRole("columnheader", { name: "Orders" }).getByRole("link").click();
    await expect(page).toHaveURL(/state=SP.*order=orders/);
    await page.getByRole("search", { name: "Search the list" }).getByRole("searchbox").fill("toys");
    await page.getByRole("button", { name: "Search", exact: true }).last().click();
    await expect(page).toHaveURL(/state=SP.*order=orders.*q=toys/);
    await expect(page.locator(".sales tbody th").first()).toContainText("Toys");
  });
});
