import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect } from "../support/fixtures";
import { type RunningServer, clientele, startServer } from "../support/shops";

interface Shop {
  data: string;
  orders: string;
  settings: string;
}

/** As many days of February with five orders each, and rows without a date. */
function writeOrders(file: string, days: number, broken: number, status = "paid") {
  const rows = ["order id,customer id,order date,product,quantity,unit price,status"];
  for (let order = 0; order < days * 5; order++) {
    const day = String(1 + Math.floor(order / 5)).padStart(2, "0");
    rows.push(`o${order},c${order % 40},2026-02-${day},soap,1,9.90,${order === 0 ? status : "paid"}`);
  }
  for (let row = 0; row < broken; row++) rows.push(`x${row},c1,never,soap,1,9.90,paid`);
  writeFileSync(file, `${rows.join("\n")}\n`);
}

const refresh = (shop: Shop) => clientele("refresh", "--source", shop.orders, "--data", shop.data);

const test = base.extend<{ ownShop: Shop; ownServer: RunningServer }>({
  ownShop: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "clientele-data-"));
    const [data, orders] = [join(folder, "data"), join(folder, "orders.csv")];
    const settings = join(data, "settings/source.toml");
    mkdirSync(join(data, "settings"), { recursive: true });
    writeFileSync(settings, `[source]\nkind = "files"\npath = ${JSON.stringify(orders)}\n`);
    const shop = { data, orders, settings };
    writeOrders(orders, 28, 4);
    refresh(shop);
    await use(shop);
    rmSync(folder, { recursive: true, force: true });
  },
  ownServer: async ({ ownShop }, use) => {
    const server = await startServer(ownShop.data);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ ownServer }, use) => use(ownServer.address),
});

test("the refused rows are a file with as many rows as the page says", async ({ page, open }) => {
  await open("/data");
  await expect(page.getByRole("heading", { name: /4.rows were refused/ })).toBeVisible();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: /Download the 4.refused rows/ }).click();
  const rows = readFileSync(await (await waiting).path(), "utf8").trim().split("\r\n");
  expect(rows).toHaveLength(5);
  expect(rows[1]).toContain("orders.csv,142,");
});

test("checks are set on the page, stop a refresh, and are passed over once", async ({ page, open, ownShop }) => {
  await open("/data");
  await expect(page.getByRole("heading", { name: "No check stops a refresh yet" })).toBeVisible();
  await page.getByText("Change the checks").click();
  await page.getByLabel("Completed orders, at least %").fill("90");
  await page.getByLabel("Revenue, at most %").fill("150");
  await page.getByLabel("No status that the data in service do not have").check();
  await page.getByRole("button", { name: "Save the checks" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Checks saved" })).toBeVisible();
  const settings = readFileSync(ownShop.settings, "utf8");
  expect(settings).toContain("orders_at_least_percent_of_last = 90");
  expect(settings).toContain("revenue_at_most_percent_of_last = 150");

  writeOrders(ownShop.orders, 20, 0);
  expect(() => refresh(ownShop)).toThrow(/100.completed orders were found, which is 71.43.% of the 140 in service/);
  await open("/data");
  await expect(page.getByRole("heading", { name: /1.check stopped the last refresh/ })).toBeVisible();
  const results = page.getByRole("region", { name: "Checks of the last refresh" });
  await expect(results.getByRole("row", { name: /Completed orders/ })).toContainText("100, which is 71.43");
  await expect(results.getByRole("row", { name: /Completed orders/ })).toContainText("Failed");
  await expect(results.getByRole("row", { name: /New words/ })).toContainText("Held");
  await expect(results.getByRole("row", { name: /Revenue/ })).toContainText(/at most 150.%/);
  await page.getByRole("button", { name: "Publish once all the same" }).click();
  await expect(page.getByRole("heading", { name: "The last refresh brought new data" })).toBeVisible();
  await open("/data");
  await expect(page.getByRole("heading", { name: /was published although 1.check failed/ })).toBeVisible();
});

test("a doubled export is stopped, and every page says so in a sentence that a telephone shows whole", async ({ page, open, ownShop }) => {
  writeOrders(ownShop.orders, 14, 0);
  refresh(ownShop);
  await open("/data");
  await page.getByText("Change the checks").click();
  await page.getByLabel("Completed orders, at most %").fill("150");
  await page.getByRole("button", { name: "Save the checks" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Checks saved" })).toBeVisible();
  writeOrders(ownShop.orders, 28, 0);
  await open("/data/refreshes");
  await page.getByRole("button", { name: "Refresh now" }).click();
  await expect(page.getByRole("heading", { name: /The last refresh was refused/ })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await open("/segments");
  const notice = page.getByRole("list", { name: "About the last refresh" });
  await expect(notice).toContainText(
    /was refused: 140.completed orders were found, which is 200.00.% of the 70 in service, but the checks allow at most 150.%\. The pages show/,
  );
  await expect(notice).not.toContainText("--force");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(360);
});

test("the refused rows of a refresh that was stopped are a file too", async ({ page, open, ownShop }) => {
  writeOrders(ownShop.orders, 28, 10);
  await open("/data/refreshes");
  await page.getByRole("button", { name: "Refresh now" }).click();
  await expect(page.getByRole("heading", { name: /The last refresh was refused/ })).toBeVisible();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: /Download the 10.refused rows/ }).click();
  const rows = readFileSync(await (await waiting).path(), "utf8").trim().split("\r\n");
  expect(rows).toHaveLength(11);
  expect(rows[1]).toContain('orders.csv,142,"date is not a date');
});

test("a file that looks otherwise is told, and what earlier refreshes brought is listed", async ({ page, open, ownShop }) => {
  writeOrders(ownShop.orders, 28, 0, "refunded");
  const text = readFileSync(ownShop.orders, "utf8").replace("order date", "ordered on").replaceAll(",", ";");
  writeFileSync(ownShop.orders, text);
  refresh(ownShop);
  // The server looks for newer data every two seconds.
  await expect(async () => {
    await open("/data");
    expect(await page.getByRole("heading", { name: /3.changes in the source/ }).count()).toBe(1);
  }).toPass();
  await expect(page.getByText("date: “order date” is “ordered on” now")).toBeVisible();
  await expect(page.getByText("delimiter: “,” is “;” now")).toBeVisible();
  const history = page.getByRole("region", { name: "Totals of earlier refreshes" });
  await expect(history.locator("tbody tr")).toHaveCount(2);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a mistake in the form is told with what to write", async ({ page, troubles }) => {
    troubles.expect(/400/);
    troubles.expect(/^request failed: .*\.js csp$/);
    await page.goto("/data");
    await page.getByText("Change the checks").click();
    await page.getByLabel("Refused rows, at most %").fill("many");
    await page.getByRole("button", { name: "Save the checks" }).click();
    await expect(page.getByRole("alert")).toContainText("“Refused rows, at most % of those read” is “many”");
    await page.getByRole("link", { name: "Go back" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Data" })).toBeVisible();
  });
});
