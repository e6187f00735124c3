import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseCsv } from "../support/csv";
import { test } from "../support/empty-shop";
import { expect } from "../support/fixtures";
import { germanSpreadsheet, germanWorkbook, shopify, wooCommerce } from "../support/made-up-exports";
import { olistReferenceFile, olistSource, realData } from "../support/shops";
import { type Figures, SourcePage, fileOf } from "../support/source-page";
import { zipOf } from "../support/zip";

/** From dropped files to the dashboard, with nothing to correct. */
for (const made of [shopify, wooCommerce, germanSpreadsheet, germanWorkbook]) {
  test(`an export of the kind of ${made.name} is dropped, read, and on the dashboard to the cent`, async ({ page, open }) => {
    const { name, content, figures } = made();
    await open("/");
    await page.getByRole("link", { name: "Bring your orders" }).click();
    await expect(page.getByRole("heading", { name: "Bring your orders" })).toBeVisible();
    const source = new SourcePage(page);
    await source.drop(fileOf(name, content));
    await expect(page.getByRole("heading", { name: "Is this how the orders are to be read?" })).toBeVisible();
    await source.readOrders();
    await source.expectFigures(figures);
  });
}

test.describe("real orders", () => {
  test.slow();

  test("of a shop without customers are read once it is said what stands in for them", async ({ page, open }) => {
    const file = realData("retail_orders/orders.csv");
    test.skip(!file, "the data set is not here");
    const [header, ...rows] = parseCsv(readFileSync(file!, "utf8"));
    const column = (name: string) => header!.indexOf(name);
    const [price, quantity, discount] = ["List Price", "Quantity", "Discount Percent"].map(column);
    const cents = (row: string[]) => Number(row[price!]) * Number(row[quantity!]) * (100 - Number(row[discount!]));
    const revenueCents = rows.reduce((sum, row) => sum + cents(row), 0);
    await open("/data/source");
    const source = new SourcePage(page);
    await source.field.setInputFiles(file!);
    await expect(page.getByRole("group", { name: "Who ordered?" })).toBeVisible();
    await source.readOrders();
    await expect(page.getByText(/each order stands for a customer of its own/).first()).toBeVisible();
    await source.expectFigures({ orders: rows.length, revenueCents, customers: rows.length });
  });

  test("of CDNOW are read: white space, a header, each row an order", async ({ page, open }) => {
    const file = realData("cdnow/CDNOW_master.txt");
    test.skip(!file, "the data set is not here");
    const lines = readFileSync(file!, "utf8").split("\n").map((line) => line.trim().split(/\s+/));
    const rows = lines.filter((fields) => fields.length === 4 && /^\d+$/.test(fields[0]!));
    const figures: Figures = {
      orders: rows.length,
      revenueCents: rows.reduce((sum, row) => sum + Math.round(Number(row[3]) * 100), 0),
      customers: new Set(rows.map((row) => row[0])).size,
    };
    await open("/data/source");
    const source = new SourcePage(page);
    await source.field.setInputFiles(file!);
    await expect(source.preview).toContainText("1997");
    await source.readOrders();
    await source.expectFigures(figures);
  });

  for (const file of ["groceries/groceries_long.csv", "groceries/groceries.csv"]) {
    test(`of ${file} are read once they have a day`, async ({ page, open }) => {
      const path = realData(file);
      test.skip(!path, "the data set is not here");
      const baskets = 9835;
      await open("/data/source");
      const source = new SourcePage(page);
      await source.field.setInputFiles(path!);
      const day = page.getByRole("group", { name: "When was it ordered?" });
      await day.getByLabel("One day for all orders").fill("2011-01-30");
      await source.readOrders();
      await source.expectFigures({ orders: baskets, revenueCents: 0, customers: baskets });
    });
  }

  for (const kind of ["nine files at once", "a ZIP file"]) {
    test(`of Olist are recognised as ${kind}`, async ({ page, open }) => {
      const folder = olistSource();
      test.skip(!folder, "the data set is not here");
      const names = readdirSync(folder!).filter((name) => name.endsWith(".csv"));
      const reference = JSON.parse(readFileSync(olistReferenceFile(), "utf8"));
      await open("/data/source");
      const source = new SourcePage(page);
      if (kind === "a ZIP file") {
        const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder!, name))]));
        await source.field.setInputFiles(fileOf("olist.zip", zipOf(files)));
      } else {
        await source.field.setInputFiles(names.map((name) => join(folder!, name)));
      }
      await expect(page.getByRole("heading", { name: /Olist’s files: nothing is left to say/ })).toBeVisible({ timeout: 30_000 });
      await source.read.click();
      await expect(page).toHaveURL(/\/(\?.*)?$|\/data\/refreshes/, { timeout: 60_000 });
      if (page.url().includes("/data/refreshes")) {
        await expect(page.getByRole("heading", { name: /The last refresh brought new data/ })).toBeVisible({ timeout: 60_000 });
      }
      await source.expectFigures({
        orders: reference.completed_orders,
        revenueCents: reference.revenue_cents_price_plus_freight,
        customers: reference.customers,
      });
    });
  }
});
