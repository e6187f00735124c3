import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test } from "../support/empty-shop";
import { expect } from "../support/fixtures";
import { shopify, wooCommerce } from "../support/made-up-exports";
import { SourcePage, fileOf } from "../support/source-page";

/** Nothing tells day and month apart, and the file is not sorted by either. */
const AMBIGUOUS = [
  "order_id,customer_id,date,amount",
  "1,a,03/04/2025,10.50",
  "2,b,01/02/2025,11.50",
  "3,a,05/02/2025,7.25",
  "4,c,02/01/2025,9.75",
  "",
].join("\n");

const uploads = (data: string) => (existsSync(join(data, "uploads")) ? readdirSync(join(data, "uploads")) : []);

/** The one mapping that is written; its name goes on with what it holds. */
const mappingOf = (data: string) => {
  const settings = join(data, "settings");
  const name = readdirSync(settings).find((file) => file.startsWith("mapping-"));
  return join(settings, name ?? "mapping-….toml");
};

test.describe("with nothing published", () => {
  test("every page leads to the source, and the made-up shop is one click away", async ({ page, open }) => {
    for (const path of ["/", "/segments", "/customers", "/products", "/places", "/trends", "/cohorts", "/value"]) {
      await open(path);
      await expect(page.getByRole("link", { name: "Bring your orders" }), path).toBeVisible();
    }
    await open("/");
    await page.getByRole("button", { name: "Try the made-up shop" }).click();
    await expect(page).toHaveURL(/\/(\?.*)?$|\/data\/refreshes/, { timeout: 60_000 });
    await expect(async () => {
      await page.goto("/customers");
      // Of the 5,000 whose orders are made up, some have none that was delivered.
      await expect(page.getByRole("heading", { name: /^4,\d{3}\scustomers$/ })).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 60_000 });
  });
});

test.describe("an upload", () => {
  test("that is cancelled leaves nothing behind", async ({ page, open, data, troubles }) => {
    troubles.expect(/data\/source\/upload/);
    await open("/data/source");
    const source = new SourcePage(page);
    // The answer never comes, so there is time to cancel.
    await page.route("**/data/source/upload", () => {});
    await source.drop(fileOf("orders.csv", AMBIGUOUS));
    const progress = page.getByRole("progressbar", { name: "orders.csv" });
    await expect(progress).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(progress).toBeHidden();
    await expect(source.field).toBeVisible();
    expect(uploads(data)).toEqual([]);
  });

  test("of something that is no table says what was found and what to do", async ({ page, open }) => {
    await open("/data/source");
    const source = new SourcePage(page);
    await source.drop(fileOf("orders.csv", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(2000, 7)])));
    await expect(page.getByRole("heading", { name: "These files cannot be read" })).toBeVisible();
    await expect(source.fault).toContainText("orders.csv");
    await expect(source.fault).toContainText("PDF");
    await page.getByRole("link", { name: "Choose other files" }).click();
    await expect(source.field).toBeVisible();
  });

  test("of a picture says in the list that it cannot be read, and is removed there", async ({ page, open, data }) => {
    await open("/data/source");
    const source = new SourcePage(page);
    const picture = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
    await source.drop(fileOf("photo.csv", picture));
    await expect(source.fault).toContainText("found a picture (PNG)");
    await page.getByRole("link", { name: "Choose other files" }).click();
    const list = page.getByRole("region", { name: "One upload cannot be read" });
    await expect(list).toContainText("Cannot be read photo.csv is a picture (PNG).");
    await expect(list.getByRole("link")).toHaveCount(0);
    await list.getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("photo.csv")).toHaveCount(0);
    expect(uploads(data)).toEqual([]);
  });

  test("of the same files is not stored twice", async ({ page, open, data }) => {
    const { name, content } = shopify();
    const source = new SourcePage(page);
    for (const again of [false, true]) {
      await open("/data/source");
      await source.drop(fileOf(name, content));
      await expect(source.read).toBeVisible();
      const note = page.getByRole("status").filter({ hasText: "were here already" });
      await expect(note).toHaveCount(again ? 1 : 0);
    }
    expect(uploads(data)).toHaveLength(1);
  });

  test("waits to be read, and can be removed", async ({ page, open, data }) => {
    await open("/data/source");
    const source = new SourcePage(page);
    await source.drop(fileOf("<b>März.csv", AMBIGUOUS));
    await expect(source.read).toBeVisible();
    await page.getByRole("link", { name: "Choose other files" }).first().click();
    await expect(page.getByRole("heading", { name: "One upload waits to be read" })).toBeVisible();
    await expect(page.getByRole("link", { name: /<b>März/ })).toBeVisible();
    await page.getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Upload removed" })).toBeVisible();
    expect(uploads(data)).toEqual([]);
  });
});

test.describe("an upload that is too large", () => {
  test.use({ options: ["--upload-limit", "100kB", "--upload-file-limit", "50kB"] });

  test("is refused before it is sent, and by the server if it is sent all the same", async ({ page, open, data, request, baseURL }) => {
    await open("/data/source");
    const source = new SourcePage(page);
    await source.drop(fileOf("large.csv", "x".repeat(60_000)));
    await expect(source.fault).toContainText(/large\.csv is larger than 50\.0\skB/);
    await source.drop(fileOf("a.csv", "x".repeat(40_000)), fileOf("b.csv", "y".repeat(40_000)), fileOf("c.csv", "z".repeat(40_000)));
    await expect(source.fault).toContainText(/larger than 100\skB together/);
    const refused = await request.post("/data/source/upload", {
      multipart: { files: fileOf("large.csv", "x".repeat(60_000)) },
      headers: { Origin: baseURL ?? "" },
    });
    expect(refused.status()).toBe(413);
    expect(await refused.text()).toContain("large.csv is larger than");
    expect(uploads(data)).toEqual([]);
  });

  test("from another site is refused", async ({ request }) => {
    const multipart = { files: fileOf("a.csv", AMBIGUOUS) };
    const refused = await request.post("/data/source/upload", { multipart, headers: { Origin: "http://evil.example" } });
    expect(refused.status()).toBe(403);
  });
});

test.describe("a mapping", () => {
  test("with the wrong order of day and month is seen at once and corrected", async ({ page, open, data }) => {
    await open("/data/source");
    const source = new SourcePage(page);
    await source.drop(fileOf("orders.csv", AMBIGUOUS));
    const question = page.getByRole("group", { name: "In which order do day and month stand?" });
    await expect(question).toBeVisible();
    await expect(source.preview.getByRole("row").nth(1)).toContainText("4 Mar 2025");
    await question.getByRole("radio", { name: /Day first/ }).check();
    await source.lookAgain.click();
    await expect(source.preview.getByRole("row").nth(1)).toContainText("3 Apr 2025");
    await expect(page).toHaveURL(/dates=day-month-year/);
    await expect(page.getByRole("heading", { name: "Is this how the orders are to be read?" })).toBeVisible();
    await source.readOrders();
    await source.expectFigures({ orders: 4, revenueCents: 3900, customers: 3 });
    expect(readFileSync(mappingOf(data), "utf8")).toContain('dates = "day-month-year"  # chosen by a person');
  });

  test("that names a column twice, or misses one, is refused with words and keeps what was chosen", async ({ page, open, data }) => {
    await open("/data/source");
    const source = new SourcePage(page);
    await source.drop(fileOf("orders.csv", AMBIGUOUS));
    await source.meaning("order_id").selectOption("customer_id");
    await source.read.click();
    await expect(page.getByRole("alert").filter({ hasText: "Two columns are said to be the customer id" })).toBeVisible();
    await expect(source.meaning("order_id")).toHaveValue("customer_id");
    await expect(source.meaning("order_id")).toHaveAccessibleDescription(/Another column is said to be the same/);
    await expect(source.meaning("customer_id")).toHaveValue("customer_id");
    expect(existsSync(join(data, "settings/source.toml"))).toBe(false);
    await source.meaning("order_id").selectOption("order_id");
    await source.meaning("customer_id").selectOption("customer_id");
    await source.readOrders();
    await source.expectFigures({ orders: 4, revenueCents: 3900, customers: 3 });
  });

  test("in use can be changed, and is read again with the change", async ({ page, open }) => {
    const { name, content, figures } = wooCommerce();
    await open("/data/source");
    const source = new SourcePage(page);
    await source.drop(fileOf(name, content));
    await source.readOrders();
    await open("/data/source");
    await expect(page.getByRole("heading", { name: /A refresh reads orders\.csv/ })).toBeVisible();
    await page.locator("summary", { hasText: "The mapping" }).click();
    await expect(page.getByText('order_total = "Order Total Amount"')).toBeVisible();
    await page.getByRole("link", { name: "Change how it is read" }).click();
    await page.getByLabel("On hold").selectOption("completed");
    await source.readOrders();
    await page.goto("/data");
    await expect(page.getByRole("heading", { name: /counted$/ })).toContainText("240");
    expect(figures.orders).toBe(216);
  });
});

test.describe("a folder of the server's machine", () => {
  test("is not open unless the operator says so", async ({ page, open }) => {
    await open("/data/source");
    await expect(page.getByText("--source-folder DIR")).toBeVisible();
    await open("/data/source?path=%2Fetc%2Fpasswd");
    await expect(new SourcePage(page).fault).toContainText("No folder of this machine is open");
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("a form does the same", async ({ page, open }) => {
    const { name, content, figures } = shopify();
    await open("/data/source");
    const source = new SourcePage(page);
    await source.field.setInputFiles(fileOf(name, content));
    await page.getByRole("button", { name: "Upload" }).click();
    await expect(page).toHaveURL(/upload=\d/);
    await source.lookAgain.click();
    await source.readOrders();
    await source.expectFigures(figures);
  });

  test("no file is said to be missing", async ({ page, open, troubles }) => {
    troubles.expect(/400/);
    await open("/data/source");
    await page.getByRole("button", { name: "Upload" }).click();
    await expect(new SourcePage(page).fault).toContainText("o file arrived");
    await page.getByRole("link", { name: "Go back" }).click();
    await expect(new SourcePage(page).field).toBeVisible();
  });
});

test("with the keyboard alone a question is answered and the orders are read", async ({ page, open }) => {
  await open("/data/source");
  const source = new SourcePage(page);
  await source.field.focus();
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(fileOf("orders.csv", AMBIGUOUS));
  const question = page.getByRole("group", { name: "In which order do day and month stand?" });
  await question.getByRole("radio", { name: /Month first/ }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(question.getByRole("radio", { name: /Day first/ })).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(source.read).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible({ timeout: 60_000 });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test(`axe finds nothing and nothing is too wide at ${width} pixels in ${colorScheme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const look = async () => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
        expect(findings).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      };
      await open("/data/source");
      await look();
      await new SourcePage(page).drop(fileOf("orders.csv", AMBIGUOUS));
      await expect(new SourcePage(page).read).toBeVisible();
      await look();
      const { name, content } = shopify();
      await open("/data/source");
      await new SourcePage(page).drop(fileOf(name, content));
      await expect(new SourcePage(page).read).toBeVisible();
      await look();
      await new SourcePage(page).readOrders();
      await open("/data/source");
      await look();
    });
  }
}
