import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parseCsv } from "../support/csv";
import { expect, test } from "../support/fixtures";
import { SegmentsPage } from "../support/segments-page";

/** Clicks an export and returns the file's name, its header and its rows. */
async function download(page: Page, link: RegExp): Promise<{ name: string; text: string; rows: string[][] }> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  const text = await readFile(await file.path(), "utf8");
  return { name: file.suggestedFilename(), text, rows: parseCsv(text) };
}

for (const address of ["/segments", "/segments?segment=cannot-lose&state=SP&page=2&sort=state", "/segments?m=5"]) {
  test.describe(`export of ${address}`, () => {
    test("for people: as many rows as the tile says, each once", async ({ page, open }) => {
      await open(address);
      const selected = await new SegmentsPage(page).selectedCustomers();
      const { name, text, rows } = await download(page, /^Export/);
      const [header, ...customers] = rows;
      expect(name).toMatch(new RegExp(`${selected}-customers.*\\.csv$`));
      expect(text.startsWith("\uFEFF"), "Excel needs the byte-order mark").toBe(true);
      expect(header?.[0]).toBe("Customer");
      expect(customers).toHaveLength(selected);
      expect(new Set(customers.map(([id]) => id)).size).toBe(selected);
      for (const row of customers) expect(row).toHaveLength(header?.length ?? 0);
    });

    test("for machines: as many rows as the tile says, the same customers", async ({ page, open }) => {
      await open(address);
      const selected = await new SegmentsPage(page).selectedCustomers();
      const forMachines = await download(page, /^CSV for import/);
      const forPeople = await download(page, /^Export/);
      const [header, ...customers] = forMachines.rows;
      expect(forMachines.text.startsWith('"customer_id"')).toBe(true);
      expect(header?.[0]).toBe("customer_id");
      expect(customers).toHaveLength(selected);
      expect(customers.map(([id]) => id)).toEqual(forPeople.rows.slice(1).map(([id]) => id));
    });
  });
}

test("the export follows the filter without a page load", async ({ page, open }) => {
  await open("/segments");
  const segments = new SegmentsPage(page);
  await segments.segment("Promising").getByRole("link").click();
  await expect(page).toHaveURL(/segment=promising/);
  await expect(page.getByRole("link", { name: /^Export/ })).toHaveAttribute("href", /segment=promising/);
  const selected = await segments.selectedCustomers();
  const { rows } = await download(page, /^Export/);
  expect(rows.slice(1)).toHaveLength(selected);
  expect(new Set(rows.slice(1).map((row) => row[1]))).toEqual(new Set(["Promising"]));
});

test("the exported amounts add up to the revenue of the tile", async ({ page, open }) => {
  await open("/segments?segment=promising");
  const exact = (await new SegmentsPage(page).tile("Revenue").getAttribute("title")) ?? "";
  const { rows } = await download(page, /^CSV for import/);
  const spent = rows[0]?.indexOf("spent") ?? -1;
  const cents = rows.slice(1).reduce((total, row) => total + Math.round(Number(row[spent]) * 100), 0);
  expect(Math.round(Number(exact.replace(/[^\d.]/g, "")) * 100)).toBe(cents);
});
