import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures";
import { CustomersPage } from "../support/customers-page";

/** A name that no other test uses: the views of a shop are shared. */
function ownName(title: string): string {
  return `${title} ${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
}

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Save this view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Save" }).click();
}

test.describe("saved views", () => {
  test("are kept, found by others and deleted after a question", async ({ page, open, browser, baseURL }) => {
    const name = ownName("Promising <b>south</b>");
    await open("/customers?segment=promising&sort=orders");
    const count = await new CustomersPage(page).customers();
    await save(page, name);
    await expect(page.getByRole("status").filter({ hasText: "View saved" })).toBeVisible();

    const other = await browser.newContext({ baseURL });
    const visitor = await other.newPage();
    await visitor.goto("/views");
    const entry = visitor.getByRole("listitem").filter({ hasText: name });
    await expect(entry).toContainText("Customers · Segment Promising · sorted by orders, falling");
    await entry.getByRole("link", { name }).click();
    await new CustomersPage(visitor).expectCustomers(count);
    await expect(visitor).toHaveURL(/\/customers\?segment=promising&sort=orders$/);
    await other.close();

    await open("/views");
    const own = page.getByRole("listitem").filter({ hasText: name });
    await own.locator("summary").click();
    await own.getByRole("button", { name: "Delete" }).click();
    await expect(page).toHaveURL(/\/views/);
    await expect(page.getByRole("link", { name })).toHaveCount(0);
  });

  test("of a segment that does not exist any more open with a notice", async ({ page, open, request, baseURL }) => {
    const name = ownName("Stale");
    const form = { name, address: "/segments?segment=vip&state=SP" };
    const saved = await request.post("/views/save", { form, headers: { Origin: baseURL ?? "" }, maxRedirects: 0 });
    expect(saved.status()).toBe(303);
    await open("/views");
    const entry = page.getByRole("listitem").filter({ hasText: name });
    await expect(entry).toContainText("“vip” is not understood as a segment");
    await entry.getByRole("link", { name }).click();
    await expect(page.getByRole("list", { name: "About this address" })).toContainText("“vip” is not understood as a segment");
  });

  test("with a name that is taken are told so", async ({ page, open, troubles }) => {
    troubles.expect(/409/);
    const name = ownName("Twice");
    for (const address of ["/customers?state=SP", "/customers?state=RJ"]) {
      await open(address);
      await save(page, name);
    }
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/not saved/);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("a view is saved and deleted", async ({ page, open }) => {
    const name = ownName("Plain");
    await open("/customers?state=SP");
    await save(page, name);
    await open("/views");
    const entry = page.getByRole("listitem").filter({ hasText: name });
    await entry.locator("summary").click();
    await entry.getByRole("button", { name: "Delete" }).click();
    await open("/views");
    await expect(page.getByRole("link", { name })).toHaveCount(0);
  });
});
