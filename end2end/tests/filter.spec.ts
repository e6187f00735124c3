import { expect, test } from "../support/fixtures";
import { SegmentsPage, numberIn, withoutPageLoad } from "../support/segments-page";

test.describe("filtering customers", () => {
  test("a segment chosen in the filter narrows every part of the page", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const everyone = await segments.selectedCustomers();
    const promising = numberIn(await segments.segment("Promising").getByRole("cell").nth(1).innerText());
    expect(promising).toBeGreaterThan(0);
    expect(promising).toBeLessThan(everyone);

    await withoutPageLoad(page, async () => {
      await segments.openFilter("Segment");
      await segments.filters.getByRole("checkbox", { name: "Promising" }).check();
      await expect(page).toHaveURL(/\/segments\?segment=promising$/);
      await segments.expectCustomers(promising);
    });
    await expect(page.locator(".filter-count")).toContainText(everyone.toLocaleString("en-US"));
    await expect(page.getByRole("heading", { level: 2, name: `${promising.toLocaleString("en-US")} customers` })).toBeVisible();
    for (const shown of await segments.column("Segment")) expect(shown.trim()).toBe("Promising");
  });

  test("a filter is taken away with its own button", async ({ page, open }) => {
    await open("/segments?segment=promising&state=SP");
    const segments = new SegmentsPage(page);
    const both = await segments.selectedCustomers();
    await withoutPageLoad(page, async () => {
      await segments.filters.getByRole("link", { name: "Remove the filter State" }).click();
      await expect(page).toHaveURL(/\/segments\?segment=promising$/);
      await expect.poll(() => segments.selectedCustomers()).toBeGreaterThan(both);
    });
    await segments.filters.getByRole("link", { name: "Clear all" }).click();
    await expect(page).toHaveURL(/\/segments$/);
  });

  test("a range follows what is typed", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    await withoutPageLoad(page, async () => {
      await segments.openFilter("Spent");
      await segments.filters.getByRole("group", { name: /Spent/ }).getByLabel("From", { exact: true }).fill("200");
      await expect(page).toHaveURL(/spent_min=200/);
      await expect.poll(async () => Math.min(...(await segments.column("Spent")).map(numberIn))).toBeGreaterThanOrEqual(200);
    });
  });

  test("a decimal comma is read, and what cannot be read is said, not dropped", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    await segments.openFilter("Spent");
    const from = segments.filters.getByRole("group", { name: /Spent/ }).getByLabel("From", { exact: true });
    await from.fill("200,5");
    await expect(page).toHaveURL(/spent_min=200\.50$/);
    await expect(from).toHaveValue("200,5");
    await from.fill("1.234,50");
    await expect(from).toHaveAttribute("aria-invalid", "true");
    await expect(from).toHaveAccessibleDescription(/Not a number/);
    await from.press("Enter");
    await expect(from).toBeFocused();
    await expect(page).toHaveURL(/spent_min=200\.50$/);
    await from.press("Escape");
    await expect(from).toBeHidden();
    await segments.openFilter("Spent");
    await expect(from).toHaveValue("200.50");
  });

  test("the segments add up to the shop", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const region = page.getByRole("region", { name: "Segments, customers and revenue" });
    const counts = await region.locator("tbody tr > :nth-child(3)").allInnerTexts();
    expect(counts).toHaveLength(11);
    const sum = counts.map(numberIn).reduce((total, count) => total + count, 0);
    expect(sum).toBe(await segments.selectedCustomers());
  });

  test("a click in the list of segments filters and a second one takes it back", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const everyone = await segments.selectedCustomers();
    const link = segments.segmentLink("Cannot Lose");
    await withoutPageLoad(page, async () => {
      await link.click();
      await expect(page).toHaveURL(/segment=cannot-lose/);
      await expect(link).toHaveAttribute("aria-current", "true");
      await link.click();
      await expect(page).toHaveURL(/\/segments$/);
      await segments.expectCustomers(everyone);
    });
  });

  test("a cell of the matrix selects exactly its customers", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const everyone = await segments.selectedCustomers();
    const cells = await segments.matrix.locator("a.matrix-cell .matrix-count").allInnerTexts();
    expect(cells).toHaveLength(25);
    expect(cells.map(numberIn).reduce((total, count) => total + count, 0)).toBe(everyone);
    const fullest = cells.map(numberIn).reduce((best, count, index, all) => (count > (all[best] ?? 0) ? index : best), 0);

    const cell = segments.matrix.locator("a.matrix-cell").nth(fullest);
    await withoutPageLoad(page, async () => {
      await cell.click();
      await segments.expectCustomers(numberIn(cells[fullest] ?? ""));
      await expect(page).toHaveURL(/[?&][rfm]=\d/);
      await cell.click();
      await segments.expectCustomers(everyone);
    });
  });

  test("the matrix can be spanned by other scores", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const axes = page.getByRole("navigation", { name: "Axes of the matrix" });
    await withoutPageLoad(page, async () => {
      await axes.getByRole("link", { name: "F × M" }).click();
      await expect(page).toHaveURL(/axes=/);
      await expect(axes.locator("[aria-current=true]")).toContainText("F × M");
    });
    const cells = await segments.matrix.locator("a.matrix-cell .matrix-count").allInnerTexts();
    expect(cells.map(numberIn).reduce((total, count) => total + count, 0)).toBe(await segments.selectedCustomers());
  });

  test("an action of the strategy selects exactly the customers it names", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const action = page.getByRole("region", { name: "What to do" }).getByRole("listitem").first();
    const named = numberIn(await action.locator(".action-count").innerText());
    await withoutPageLoad(page, async () => {
      await action.locator(".action-name").click();
      await segments.expectCustomers(named);
    });
  });

  test("nobody matches: the page says so and offers the way back", async ({ page, open }) => {
    await open("/segments?spent_min=99999999");
    const segments = new SegmentsPage(page);
    await segments.expectCustomers(0);
    await expect(page.getByText("No customer matches these filters.")).toBeVisible();
    expect(await page.locator("main").innerText()).not.toMatch(/NaN|Infinity|undefined|null/);
    await page.getByRole("link", { name: "Clear the filters" }).first().click();
    await expect(page).toHaveURL(/\/segments$/);
    await expect.poll(() => segments.selectedCustomers()).toBeGreaterThan(0);
  });
});
