import { expect, test } from "../support/fixtures";
import { SegmentsPage, numberIn, withoutPageLoad } from "../support/segments-page";

type Direction = "ascending" | "descending";
type Comparison = (a: string, b: string) => number;

const byNumber: Comparison = (a, b) => numberIn(a) - numberIn(b);
// Categories are sorted by their names in the files, where spaces are underscores.
const byName: Comparison = (a, b) => {
  const [first, second] = [a.replaceAll(" ", "_"), b.replaceAll(" ", "_")];
  return first < second ? -1 : first > second ? 1 : 0;
};

/** The order of a list, in which every text must occur. */
function byRank(ranks: string[]): Comparison {
  const rank = (text: string) => {
    expect(ranks, "a name that is not in the list").toContain(text);
    return ranks.indexOf(text);
  };
  return (a, b) => rank(a) - rank(b);
}

const BEST_TO_LOST = [
  "Champions",
  "Loyal",
  "Potential Loyalist",
  "New",
  "Promising",
  "Need Attention",
  "About To Sleep",
  "At Risk",
  "Cannot Lose",
  "Hibernating",
  "Lost",
];

/** How people expect each column to be ordered. */
const COLUMNS: Record<string, Comparison> = {
  Customer: byName,
  Segment: byRank(BEST_TO_LOST),
  Tier: byRank(["Platinum", "Gold", "Silver", "Bronze"]),
  "Last order, days ago": byNumber,
  Orders: byNumber,
  Spent: byNumber,
  Review: byNumber,
  "Favourite category": byName,
  State: byName,
  "Next action": byName,
};

/** Fails unless the texts are in order, what is unknown comes last, and there was something to order. */
function expectOrder(texts: string[], compare: Comparison, direction: Direction): void {
  const known = texts.filter((text) => text !== "–");
  expect(texts.slice(0, known.length), "unknown values come last").toEqual(known);
  expect(new Set(known).size, "different values").toBeGreaterThan(1);
  const sign = direction === "ascending" ? 1 : -1;
  expect(known).toEqual([...known].sort((a, b) => sign * compare(a, b)));
}

test.describe("the customer table", () => {
  test("opens with who spent the most and turns with a click", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const head = segments.customers.getByRole("columnheader", { name: "Spent" });
    await expect(head).toHaveAttribute("aria-sort", "descending");
    expectOrder(await segments.column("Spent"), byNumber, "descending");
    await withoutPageLoad(page, async () => {
      await head.getByRole("link").click();
      await expect(head).toHaveAttribute("aria-sort", "ascending");
      await expect(page).toHaveURL(/dir=asc/);
    });
    expectOrder(await segments.column("Spent"), byNumber, "ascending");
  });

  for (const [column, compare] of Object.entries(COLUMNS)) {
    test(`can be sorted by ${column}, over all its pages, both ways`, async ({ page, open }) => {
      // Two small states: a few pages that can be read to the end.
      await open("/segments?state=BA&state=SC");
      const segments = new SegmentsPage(page);
      const head = segments.customers.getByRole("columnheader", { name: column, exact: true });
      const directions: Direction[] = [];
      for (let click = 0; click < 2; click++) {
        const before = await head.getAttribute("aria-sort");
        await head.getByRole("link").click();
        await expect(head).not.toHaveAttribute("aria-sort", before ?? "none");
        await expect(head).toHaveAttribute("aria-sort", /^(ascending|descending)$/);
        const direction = (await head.getAttribute("aria-sort")) as Direction;
        expectOrder(await segments.columnToTheEnd(column), compare, direction);
        directions.push(direction);
      }
      expect(directions.sort()).toEqual(["ascending", "descending"]);
    });
  }

  test("shows every customer exactly once over its pages", async ({ page, open }) => {
    await open("/segments?segment=need-attention&segment=at-risk&segment=about-to-sleep&sort=customer&dir=asc");
    const segments = new SegmentsPage(page);
    const selected = await segments.selectedCustomers();
    expect(selected).toBeGreaterThan(50);
    let seen: string[] = [];
    await withoutPageLoad(page, async () => {
      seen = await segments.columnToTheEnd("Customer");
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
    await segments.segmentLink("Promising").click();
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
