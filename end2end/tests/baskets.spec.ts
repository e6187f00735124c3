import { CustomersPage } from "../support/customers-page";
import { expect, test } from "../support/fixtures";
import { numberIn, withoutPageLoad } from "../support/segments-page";
import { parseCsv } from "../support/csv";

const PATH = "/products/rules";

test.describe("basket rules", () => {
  test("say what is bought together, and with which thresholds", async ({ page, open }) => {
    await open(PATH);
    await expect(page.getByRole("heading", { name: /^\d+\srules: [\d,]+ of [\d,]+\sorders with .* as often as by chance$/ })).toBeVisible();
    await expect(page.getByText(/^All\sitems\sin\sat\sleast\s\d+\sorders\s\(chosen\sfor\sthis\sshop:/)).toBeVisible();
    await expect(page.locator(".rule-table tbody tr").first()).toContainText("strong");
  });

  test("open as many customers as they say", async ({ page, open }) => {
    await open(PATH);
    const targets = page.locator(".rule-table tbody tr td:last-child").getByRole("link").first();
    const count = numberIn(await targets.innerText());
    await targets.click();
    await expect(page).toHaveURL(/\/customers\?product=[0-9a-f]{32}&not_product=[0-9a-f]{32}$/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
    await expect(page.getByText(/^Never bought product /)).toBeVisible();
  });

  test("are searched on either side without a page load, and the search survives reload and back", async ({ page, open }) => {
    await open(PATH);
    const all = await page.locator(".rule-table tbody tr").count();
    await withoutPageLoad(page, async () => {
      await page.getByLabel("then it has").fill("perfumery");
      await page.getByRole("button", { name: "Find rules" }).click();
      await expect(page).toHaveURL(/then=perfumery/);
      await expect(page.locator(".rule-table tbody tr")).toHaveCount(1);
    });
    await page.reload();
    await expect(page.getByLabel("then it has")).toHaveValue("perfumery");
    await expect(page.locator(".rule-table tbody tr")).toHaveCount(1);
    await page.goBack();
    await expect(page.locator(".rule-table tbody tr")).toHaveCount(all);
  });

  test("are sorted by each measure", async ({ page, open }) => {
    await open(PATH);
    for (const name of ["Orders", "Confidence", "Beyond chance", "Conviction", "q-value"]) {
      const head = page.getByRole("columnheader", { name });
      await head.getByRole("link").click();
      await expect(head).toHaveAttribute("aria-sort", name === "q-value" ? "ascending" : "descending");
    }
    const head = page.getByRole("columnheader", { name: "Orders" });
    await head.getByRole("link").click();
    await expect(head).toHaveAttribute("aria-sort", "descending");
    await expect(page).toHaveURL(/order=orders/);
    const orders = await page.locator(".rule-table tbody tr td:nth-child(2)").allInnerTexts();
    const counts = orders.map((text) => numberIn(text.split("\n")[0] ?? ""));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  test("can be of categories, with thresholds of one's own", async ({ page, open }) => {
    await open(PATH);
    await page.getByRole("link", { name: "Categories" }).click();
    await expect(page).toHaveURL(/items=categories/);
    await page.locator("#rule-thresholds").click();
    await page.getByLabel("Orders, at least").fill("2");
    await page.getByLabel("Confidence in %, at least").fill("1");
    await page.getByRole("button", { name: "Find rules" }).click();
    await expect(page).toHaveURL(/confidence=1&count=2&items=categories/);
    await expect(page.getByText(/^All\sitems\sin\sat\sleast\s2\sorders,\sconfidence\sat\sleast\s1\.0/)).toBeVisible();
    await page.getByRole("link", { name: "Clear search and thresholds" }).click();
    await expect(page).toHaveURL(/items=categories$/);
  });

  test("say what to do where nothing is found", async ({ page, open }) => {
    await open(`${PATH}?q=no+such+thing`);
    await page.getByRole("link", { name: "Show all rules" }).click();
    await expect(page.locator(".rule-table tbody tr").first()).toBeVisible();
    await open(`${PATH}?confidence=100&lift=9000`);
    await page.getByRole("link", { name: "Use the thresholds that suit this shop" }).click();
    await expect(page.locator(".rule-table tbody tr").first()).toBeVisible();
    await open(`${PATH}?lift=much`);
    await expect(page.getByText("“much” is not understood as a lift such as 1.5; it was left out.")).toBeVisible();
  });

  test("follow the filter of customers", async ({ page, open }) => {
    await open(`${PATH}?state=SP`);
    const targets = page.locator(".rule-table tbody tr td:last-child").getByRole("link").first();
    await expect(targets).toHaveAttribute("href", /state=SP&product=/);
  });

  test("are taken away as they are shown", async ({ page, open }) => {
    await open(`${PATH}?order=orders`);
    const link = page.getByRole("link", { name: "CSV of these rules" });
    const file = await page.request.get((await link.getAttribute("href")) ?? "");
    expect(file.headers()["content-disposition"]).toMatch(/baskets-\d{4}-\d\d-\d\d\.csv/);
    const rows = parseCsv(await file.text());
    expect(rows.length - 1).toBe(await page.locator(".rule-table tbody tr").count());
    const refused = await page.request.get("/export/baskets.csv?lift=much");
    expect(refused.status()).toBe(400);
  });

  test("lead from the picture to the rules of a pair", async ({ page, open }) => {
    await open(PATH);
    const figure = page.locator("#basket-map");
    await figure.locator("summary").click();
    await figure.locator("tbody a").first().click();
    await expect(page).toHaveURL(/if=.*then=/);
    await expect(page.locator(".rule-table tbody tr")).toHaveCount(1);
  });
});

test.describe("a product", () => {
  test("is reached from a rule and says who bought it", async ({ page, open }) => {
    await open(PATH);
    await page.locator(".rule-table .product-name").first().click();
    await expect(page).toHaveURL(/\/products\/item\/[0-9a-f]{32}$/);
    await expect(page.getByRole("heading", { name: /^Bought together with it: / })).toBeVisible();
    const buyers = page.getByRole("link", { name: /customers who bought it$/ });
    const count = numberIn(await buyers.innerText());
    await buyers.click();
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("that is unknown leads back", async ({ page, troubles, open }) => {
    troubles.expect(/404/);
    await open("/products/item/no-such-product");
    await expect(page.getByRole("heading", { name: "No product here has this id" })).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Basket rules" }).last().click();
    await expect(page).toHaveURL(/\/products\/rules$/);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("the search is a form", async ({ page, open }) => {
    await open(`${PATH}?state=SP`);
    await page.getByLabel("Either side has").fill("toys");
    await page.getByRole("button", { name: "Find rules" }).click();
    await expect(page).toHaveURL(/state=SP/);
    await expect(page).toHaveURL(/q=toys/);
  });
});

test("the search is reached by keyboard", async ({ page, open }) => {
  await open(PATH);
  await page.getByLabel("Either side has").focus();
  await page.keyboard.type("toys");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=toys/);
  await expect(page.locator(".rule-table tbody tr").first()).toContainText("Toys");
});
