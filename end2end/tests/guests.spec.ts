import { CustomersPage } from "../support/customers-page";
import { test } from "../support/empty-shop";
import { expect } from "../support/fixtures";
import { numberIn } from "../support/segments-page";
import { SourcePage, fileOf } from "../support/source-page";

const WITH_CUSTOMER = 60;
const WITHOUT = 20;

/** A till: every fourth order names no customer, one product is sold at the till alone, and some goods come back. */
function tillOrders(): string {
  const rows = ["InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"];
  for (let order = 0; order < WITH_CUSTOMER + WITHOUT; order += 1) {
    const day = new Date(Date.UTC(2025, 0, 1 + order)).toISOString().slice(0, 10);
    const customer = order % 4 === 1 ? "" : `${17_000 + (order % 7)}`;
    rows.push(`${536_000 + order},MUG,2,${day},4.50,${customer},France`);
    if (order === 1) {
      rows.push(`${536_000 + order},BAG,1,${day},0.25,,France`);
    }
  }
  rows.push("C537000,MUG,-2,2025-03-22,4.50,17002,France", "C537001,CUP,-1,2025-03-22,3.00,17002,France");
  return `${rows.join("\n")}\n`;
}

test("sales without a customer are among the products, and nowhere else", async ({ page, open }) => {
  await open("/data/source");
  const source = new SourcePage(page);
  await source.field.setInputFiles(fileOf("till.csv", tillOrders()));
  await expect(source.preview).toContainText("MUG");
  await source.readOrders();
  // Of 60 orders of customers one came back.
  const [ofCustomers, without] = [(WITH_CUSTOMER - 1) * 9, WITHOUT * 9 + 0.25];
  await expect(page.getByText("Orders without a customer (20) are in the figures about products")).toBeVisible();

  await open("/products");
  const note = page.getByText("The revenue here is");
  await expect(note).toContainText(`${(ofCustomers + without).toFixed(2)}: `);
  await expect(note).toContainText(`${ofCustomers.toFixed(2)} of customers, which the overview shows for all days`);
  await expect(note).toContainText(/180\.25 without a customer, in 20.orders that no figure about customers counts/);
  const mug = page.getByRole("row", { name: /^MUG/ });
  await expect(mug.getByRole("cell").nth(2)).toHaveText(`${WITH_CUSTOMER - 1 + WITHOUT}`);
  const customers = mug.getByRole("link").last();
  const bought = numberIn(await customers.innerText());
  expect(bought).toBe(7);
  await customers.click();
  await new CustomersPage(page).expectCustomers(bought);

  await open("/products/item/BAG");
  await expect(page.getByText(/Without a customer: 1.order with 1.item/)).toBeVisible();
  await expect(page.getByRole("link", { name: /customers who bought it/ })).toHaveCount(0);

  await open("/products?segment=champions");
  await expect(page.getByText(/Left out, because the filter asks for customers: 20.orders/)).toBeVisible();
});

test("what came back and what has no customer are totals with their money", async ({ page, open }) => {
  await open("/data/source");
  const source = new SourcePage(page);
  await source.field.setInputFiles(fileOf("till.csv", tillOrders()));
  await expect(source.preview).toContainText("MUG");
  await source.readOrders();
  await open("/data");
  const totals = page.getByRole("region", { name: "Rows that are no sales of their own" });
  for (const [what, many, amount] of [
    ["in all", "2", "12.00"],
    ["taken from the sale they undo", "1", "9.00"],
    ["without a sale for all of it", "1", "3.00"],
    ["in the figures about products only", "20", "180.25"],
  ] as const) {
    const row = totals.getByRole("row", { name: new RegExp(what) });
    await expect(row.getByRole("cell").nth(1)).toHaveText(many);
    await expect(row.getByRole("cell").nth(2)).toContainText(amount);
  }
  await expect(totals.getByRole("row")).toHaveCount(1 + 4);
  const together = page.locator("div", { has: page.getByText("On the page Products", { exact: true }) });
  await expect(together.last().locator("dd")).toContainText("711.25");
});
