import { expect, test } from "../support/fixtures";
import { SegmentsPage, numberIn, withoutPageLoad } from "../support/segments-page";

function isSorted(values: number[], direction: "ascending" | "descending"): boolean {
  const sign = direction === "ascending" ? 1 : -1;
  return values.every((value, index) => index === 0 || sign * ((values[index - 1] ?? 0) - value) <= 0);
}

test.describe("the customer table", () => {
  test("opens with who spent the most and turns with a click", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const head = segments.customers.getByRole("columnheader", { name: "Spent" });
    await expect(head).toHaveAttribute("aria-sort", "descending");
    expect(isSorted((await segments.column("Spent")).map(numberIn), "descending")).toBe(true);
    await withoutPageLoad(page, async () => {
      await head.getByRole("link").click();
      await expect(head).toHaveAttribute("aria-sort", "ascending");
      await expect(page).toHaveURL(/dir=asc/);
    });
    expect(isSorted((await segments.column("Spent")).map(numberIn), "ascending")).toBe(true);
  });

  for (const column of ["Customer", "Segment", "Tier", "Last order, days ago", "Orders", "Review", "Favourite category", "State", "Next action"]) {
    test(`can be sorted by ${column}`, async ({ page, open }) => {
      await open("/segments");
      const segments = new SegmentsPage(page);
      const head = segments.customers.getByRole("columnheader", { name: column, exact: true });
      await head.getByRole("link").click();
      await expect(head).toHaveAttribute("aria-sort", /ascending|descending/);
      const direction = (await head.getAttribute("aria-sort")) as "ascending" | "descending";
      const texts = await segments.column(column);
      const numbers = ["Last order, days ago", "Orders", "Review"];
      if (numbers.includes(column)) {
        expect(isSorted(texts.filter((text) => text !== "–").map(numberIn), direction)).toBe(true);
      }
      if (column === "State" || column === "Customer") {
        expect(texts).toEqual([...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      }
    });
  }

  test("shows every customer exactly once over its pages", async ({ page, open }) => {
    await open("/segments?segment=need-attention&segment=at-risk&segment=about-to-sleep&sort=customer&dir=asc");
    const segments = new SegmentsPage(page);
    const selected = await segments.selectedCustomers();
    expect(selected).toBeGreaterThan(50);
    const seen: string[] = [];
    await withoutPageLoad(page, async () => {
      for (;;) {
        const before = seen.length;
        await expect(segments.pager).toContainText(`${(before + 1).toLocaleString("en-US")}–`);
        seen.push(...(await segments.column("Customer")));
        const next = segments.pager.getByRole("link", { name: "Next" });
        if ((await next.count()) === 0) break;
        await next.click();
      }
    });
    expect(seen).toHaveLength(selected);
    expect(new Set(seen).size).toBe(selected);
  });

  test("leads to the last page and back to the first", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const first = await segments.column("Customer");
    await segments.pager.getByRole("link", { name: "Last" }).click();
    const total = (await segments.selectedCustomers()).toLocaleString("en-US");
    await expect(segments.pager).toContainText(`–${total} of ${total}`);
    await segments.pager.getByRole("link", { name: "First" }).click();
    await expect.poll(() => segments.column("Customer")).toEqual(first);
  });
});

test.describe("the address holds the view", () => {
  const view = "/segments?segment=promising&spent_min=150&sort=orders&page=2";

  test("a reload shows the same", async ({ page, open }) => {
    await open(view);
    const segments = new SegmentsPage(page);
    const [count, rows] = [await segments.selectedCustomers(), await segments.column("Customer")];
    await page.reload();
    await segments.expectCustomers(count);
    expect(await segments.column("Customer")).toEqual(rows);
    await expect(page).toHaveURL(new RegExp(view.replace(/[?]/g, "\\?") + "$"));
  });

  test("back and forward walk through the views", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const everyone = await segments.selectedCustomers();
    await segments.segment("Promising").getByRole("link").click();
    await expect(page).toHaveURL(/segment=promising/);
    await expect.poll(() => segments.selectedCustomers()).toBeLessThan(everyone);
    const promising = await segments.selectedCustomers();
    await segments.pager.getByRole("link", { name: "Next" }).click();
    await expect(page).toHaveURL(/page=2/);
    await expect(segments.pager).toContainText("page 2 of");
    await page.goBack();
    await expect(segments.pager).toContainText("page 1 of");
    await segments.expectCustomers(promising);
    await page.goBack();
    await segments.expectCustomers(everyone);
    await expect(segments.filters.getByRole("checkbox", { name: "Promising", includeHidden: true })).not.toBeChecked();
    await page.goForward();
    await segments.expectCustomers(promising);
    await expect(segments.filters.getByRole("checkbox", { name: "Promising", includeHidden: true })).toBeChecked();
  });

  test("pages of the product are reached without a page load and back again", async ({ page, open }) => {
    await open("/");
    const pages = page.getByRole("navigation", { name: "Pages", exact: true });
    await withoutPageLoad(page, async () => {
      for (const name of ["Segments", "Cohorts", "Data", "Overview"]) {
        await pages.getByRole("link", { name }).click();
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(pages.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
      }
      await page.goBack();
      await expect(pages.getByRole("link", { name: "Data" })).toHaveAttribute("aria-current", "page");
    });
  });
});
