import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { test } from "../support/empty-shop";
import { expect } from "../support/fixtures";
import { SourcePage, fileOf } from "../support/source-page";

const ITEMS = "order_id,product,quantity,price\n1,tea,2,3.50\n1,mug,1,8.00\n2,tea,1,3.50\n3,pot,1,20.00\n";
const ORDERS = "order_id,customer,ordered_at\n1,a,2025-01-02\n2,b,2025-01-13\n3,a,2025-02-03\n";
const CUSTOMERS = "customer,country\na,France\nb,Spain\n";
const TABLES = [fileOf("items.csv", ITEMS), fileOf("orders.csv", ORDERS), fileOf("customers.csv", CUSTOMERS)];
const FIGURES = { orders: 3, revenueCents: 3850, customers: 2 };

const card = (page: Page, name: RegExp | string) => page.getByRole("region", { name });

/** The one mapping that is in force. */
const mappingOf = (data: string) => {
  const settings = join(data, "settings");
  const source = readFileSync(join(settings, "source.toml"), "utf8");
  const name = readdirSync(settings).find((file) => file.startsWith("mapping-") && source.includes(file));
  return readFileSync(join(settings, name ?? "mapping-….toml"), "utf8");
};

async function expectNoFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
  expect(findings).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`several tables, ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });
    test.beforeEach(({ troubles }) => {
      if (!javaScriptEnabled) troubles.expect(/^request failed: .*\.js csp$/);
    });

    test("are joined as found; a join can be removed, and added again", async ({ page, open, data }) => {
      await open("/data/source");
      const source = new SourcePage(page);
      await source.field.setInputFiles(TABLES);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Upload" }).click();
      const joins = card(page, /^3 of 3 tables are read as one/);
      await expect(joins).toContainText("2 of 2 values are found there, each in one row");
      await expect(source.meaning("country")).toHaveValue("place");

      await joins.getByRole("button", { name: "Remove the join of orders.csv with customers.csv" }).click();
      await expect(card(page, /^2 of 3 tables are read as one/)).toBeVisible();
      await expect(source.meaning("country")).toHaveCount(0);
      await expect(page.getByText("customers.csv is not joined, and was not read")).toBeVisible();

      const smaller = card(page, /^2 of 3 tables/);
      await smaller.locator("summary", { hasText: "Add a join" }).click();
      await smaller.getByLabel("A column").nth(1).selectOption("orders.csv/customer");
      await smaller.getByLabel("names the row of another table").nth(1).selectOption("customers.csv/customer");
      await smaller.getByRole("button", { name: "Join them" }).click();
      await expect(card(page, /^3 of 3 tables are read as one/)).toContainText("100 %");
      await expect(source.meaning("country")).toHaveValue("place");
      await source.readOrders();
      await source.expectFigures(FIGURES);
      expect(mappingOf(data).match(/\[\[join\]\]/g)).toHaveLength(2);
    });
  });
}

test("a join by the wrong key says so, and is corrected where it stands", async ({ page, open }) => {
  await open("/data/source");
  const source = new SourcePage(page);
  await source.drop(...TABLES);
  const key = page.getByLabel("names the row of another table").first();
  await key.selectOption("orders.csv/customer");
  await source.read.click();
  await expect(page.getByRole("alert").filter({ hasText: "orders.csv, line 4" })).toContainText("second time");
  await expect(key).toHaveValue("orders.csv/customer");
  await expectNoFindings(page);
  await key.selectOption("orders.csv/order_id");
  await source.lookAgain.click();
  await expect(card(page, /^3 of 3 tables are read as one/)).toBeVisible();
  await source.readOrders();
  await source.expectFigures(FIGURES);
});

test.describe("a database", () => {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
      test.use({ javaScriptEnabled });

      test("that cannot be read says why beside the field, and keeps what was typed", async ({ page, open, data, troubles }) => {
        troubles.expect(/422/);
        if (!javaScriptEnabled) troubles.expect(/^request failed: .*\.js csp$/);
        await open("/data/source");
        const form = card(page, "Read from a database");
        await form.getByLabel("Environment variable").fill("CLIENTELE_SOURCE_NO_SUCH_ADDRESS");
        await form.getByLabel("Query").fill("select *\nfrom orders");
        await form.getByRole("button", { name: "Try it" }).click();
        const again = card(page, "The database was not read");
        const variable = again.getByLabel("Environment variable");
        await expect(variable).toHaveAccessibleDescription(/CLIENTELE_SOURCE_NO_SUCH_ADDRESS is not set.*start the server again/);
        await expect(variable).toHaveAttribute("aria-invalid", "true");
        await expect(variable).toHaveValue("CLIENTELE_SOURCE_NO_SUCH_ADDRESS");
        await expect(again.getByLabel("Query")).toHaveValue("select *\nfrom orders");
        await again.getByLabel("Query").fill("");
        await again.getByRole("button", { name: "Try it" }).click();
        await expect(again.getByLabel("Query")).toHaveAccessibleDescription(/write a query, or name tables/);
        await again.getByLabel("Or tables").fill("a b, a_b");
        await again.getByRole("button", { name: "Try it" }).click();
        await expect(again.getByLabel("Or tables")).toHaveAccessibleDescription(/both would become the file a_b\.csv/);
        await expect(again.getByLabel("Or tables")).toHaveValue("a b, a_b");
        await variable.fill("CLIENTELE_WAREHOUSE_URL");
        await again.getByRole("button", { name: "Try it" }).click();
        await expect(variable).toHaveAccessibleDescription(/others stand in settings\/source\.toml/);
        await variable.fill("anna:s3cr3t@db/shop");
        await again.getByRole("button", { name: "Try it" }).click();
        await expect(variable).toHaveAccessibleDescription(/never written down here/);
        await expect(variable).toHaveValue("");
        expect(await page.content()).not.toContain("s3cr3t");
        expect(existsSync(join(data, "settings")), "nothing is in use").toBe(false);
      });
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1440]) {
      test(`its form has no findings at ${width} pixels in ${colorScheme}`, async ({ page, open, troubles }) => {
        troubles.expect(/422/);
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await open("/data/source");
        const form = card(page, "Read from a database");
        await form.getByLabel("Or tables").fill("orders");
        await form.getByRole("button", { name: "Try it" }).click();
        await expect(page.getByLabel("Environment variable")).toHaveAttribute("aria-invalid", "true");
        await expectNoFindings(page);
        await open("/data/source");
        await new SourcePage(page).drop(...TABLES);
        await expect(card(page, /are read as one/)).toBeVisible();
        await expectNoFindings(page);
      });
    }
  }
});

/** A folder that another program writes: one file in it, one in a folder of its own. */
const folderOfExports = () => {
  const folder = mkdtempSync(join(tmpdir(), "clientele-exports-"));
  mkdirSync(join(folder, "weekly"));
  writeFileSync(join(folder, "weekly/orders.csv"), "order_id,customer_id,date,amount\n1,a,2025-01-13,10.50\n2,b,2025-01-14,11.50\n");
  writeFileSync(join(folder, "orders.csv"), "order_id,customer_id,date,amount\n1,a,2025-01-13,10.50\n");
  return folder;
};

test.describe("a folder that is open", () => {
  test.use({
    options: async ({}, use) => {
      const folder = folderOfExports();
      await use(["--source-folder", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  });

  test("is listed, and is read again when it has changed", async ({ page, open, data, options: [, exports = ""] }) => {
    await open("/data/source");
    const machine = card(page, "From this machine");
    await expect(machine.getByRole("link")).toHaveText([exports, "weekly", "orders.csv"]);
    await machine.getByRole("link", { name: "weekly" }).click();
    await expect(page.getByLabel("When it has changed")).toHaveValue("true");
    const source = new SourcePage(page);
    await source.readOrders();
    await source.expectFigures({ orders: 2, revenueCents: 2200, customers: 2 });
    const described = () => readFileSync(join(data, "settings/source.toml"), "utf8");
    expect(described()).toContain("on_change = true");
    await open("/data/source");
    await page.getByRole("link", { name: "Change how it is read" }).click();
    await page.getByLabel("When it has changed").selectOption("false");
    await source.readOrders();
    expect(described()).toContain("on_change = false");
  });

  test("says beside the field what is wrong with a path, and keeps it", async ({ page, open, options: [, exports = ""] }) => {
    await open("/data/source");
    const path = page.getByLabel("Or the path of a file or folder");
    await path.fill(join(exports, "weekli"));
    await page.getByRole("button", { name: "Look at it" }).click();
    await expect(path).toHaveAttribute("aria-invalid", "true");
    await expect(path).toHaveValue(join(exports, "weekli"));
    await expect(path).toHaveAccessibleDescription(/is not a file or folder below/);
    await expectNoFindings(page);
    await path.fill(join(exports, "weekly"));
    await page.getByRole("button", { name: "Look at it" }).click();
    await expect(new SourcePage(page).read).toBeVisible();
  });
});
