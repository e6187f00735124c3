import { parseCsv } from "../support/csv";
import { CustomersPage } from "../support/customers-page";
import { ExportDialog } from "../support/export-dialog";
import { expect, test } from "../support/fixtures";
import { SegmentsPage } from "../support/segments-page";
import { textInZip } from "../support/zip";

for (const address of [
  "/segments",
  "/segments?segment=cannot-lose&state=SP&page=2&sort=state",
  "/customers?m=5",
  "/customers?ordered_min=2018-01-01&ordered_max=2018-06-30&reviewed=1&cols=tier",
]) {
  test.describe(`export of ${address}`, () => {
    test("for people: as many rows as the tile says, each once", async ({ page, open }) => {
      await open(address);
      const selected = await new CustomersPage(page).customers();
      const exports = new ExportDialog(page);
      await exports.open();
      await expect(exports.dialog.getByRole("heading", { level: 2 })).toContainText(selected.toLocaleString("en-US"));
      const { name, bytes } = await exports.file("CSV for people");
      const text = bytes.toString("utf8");
      const [header, ...customers] = parseCsv(text);
      expect(name).toMatch(new RegExp(`-${selected}-rows?\\.csv$`));
      expect(text.startsWith("\uFEFF"), "Excel needs the byte-order mark").toBe(true);
      expect(header?.[0]).toBe("Customer");
      expect(customers).toHaveLength(selected);
      expect(new Set(customers.map(([id]) => id)).size).toBe(selected);
      for (const row of customers) expect(row).toHaveLength(header?.length ?? 0);
    });

    test("for programs and as a workbook: the same customers", async ({ page, open }) => {
      await open(address);
      const selected = await new CustomersPage(page).customers();
      const exports = new ExportDialog(page);
      await exports.open();
      const [header, ...customers] = parseCsv((await exports.file("CSV for programs")).bytes.toString("utf8"));
      expect(header?.[0]).toBe("customer_id");
      expect(customers).toHaveLength(selected);
      const workbook = await exports.file("XLSX workbook");
      expect(workbook.name).toMatch(new RegExp(`-${selected}-rows?\\.xlsx$`));
      const sheet = textInZip(workbook.bytes, "xl/worksheets/sheet1.xml");
      expect(sheet.match(/<row /g)).toHaveLength(1 + selected);
      expect(sheet).toContain(customers[0]?.[0]);
    });
  });
}

test("the columns are those that are chosen", async ({ page, open }) => {
  await open("/customers?segment=promising");
  const exports = new ExportDialog(page);
  await exports.open();
  await exports.dialog.getByRole("button", { name: "None" }).click();
  await exports.column("Customer").check();
  await exports.column("Next action").check();
  const [header] = parseCsv((await exports.file("CSV for programs")).bytes.toString("utf8"));
  expect(header).toEqual(["customer_id", "action"]);
  await exports.dialog.getByRole("button", { name: "All" }).click();
  const [all] = parseCsv((await exports.file("CSV for programs")).bytes.toString("utf8"));
  expect(all).toHaveLength(19);
});

test("the dialog says who, how many and as of when, and is left with Escape", async ({ page, open }) => {
  await open("/customers?segment=promising&state=SP");
  const exports = new ExportDialog(page);
  await exports.open();
  await expect(exports.dialog).toContainText("Segment Promising · State SP");
  await expect(exports.dialog).toContainText(/Data’s date\s*\d+ \w+ \d{4}/);
  await page.keyboard.press("Escape");
  await expect(exports.dialog).toBeHidden();
  await expect(page.getByRole("link", { name: /^Export/ })).toBeFocused();
});

test("the export follows the filter without a page load", async ({ page, open }) => {
  await open("/segments");
  const segments = new SegmentsPage(page);
  await segments.segment("Promising").getByRole("link", { name: "Promising", exact: true }).click();
  await expect(page).toHaveURL(/segment=promising/);
  await expect.poll(() => segments.selectedCustomers()).toBeLessThan(2_000);
  const selected = await segments.selectedCustomers();
  const exports = new ExportDialog(page);
  await exports.open();
  const rows = parseCsv((await exports.file("CSV for people")).bytes.toString("utf8"));
  expect(rows.slice(1)).toHaveLength(selected);
  expect(new Set(rows.slice(1).map((row) => row[1]))).toEqual(new Set(["Promising"]));
});

test("the exported amounts add up to the revenue of the tile", async ({ page, open }) => {
  await open("/customers?segment=promising");
  const exact = (await new CustomersPage(page).tile("Revenue").getAttribute("data-tip")) ?? "";
  const exports = new ExportDialog(page);
  await exports.open();
  const rows = parseCsv((await exports.file("CSV for programs")).bytes.toString("utf8"));
  const spent = rows[0]?.indexOf("spent") ?? -1;
  const cents = rows.slice(1).reduce((total, row) => total + Math.round(Number(row[spent]) * 100), 0);
  expect(Math.round(Number(exact.replace(/[^\d.]/g, "")) * 100)).toBe(cents);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("the dialog is a part of the page", async ({ page, open }) => {
    await open("/customers?segment=promising");
    const selected = await new CustomersPage(page).customers();
    const exports = new ExportDialog(page);
    await exports.open();
    await exports.column("Tier").uncheck();
    const [header, ...customers] = parseCsv((await exports.file("CSV for people")).bytes.toString("utf8"));
    expect(header).not.toContain("Tier");
    expect(customers).toHaveLength(selected);
  });
});
