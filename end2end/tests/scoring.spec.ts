import type { Page } from "@playwright/test";
import { expect } from "../support/fixtures";
import { test } from "../support/own-shop";
import { SegmentsPage, numberIn } from "../support/segments-page";

/** The customers of every segment, from the page of segments. */
async function segmentCounts(page: Page): Promise<Record<string, number>> {
  await page.goto("/segments");
  const rows = page.locator(".segment-shares tbody tr");
  const texts = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? "")));
  return Object.fromEntries(texts.map(([name = "", , customers = ""]) => [name, numberIn(customers)]));
}

/** The segments then, as the preview tells them. */
async function countsThen(page: Page): Promise<Record<string, number>> {
  const rows = page.getByRole("region", { name: "Segments before and after" }).locator("tbody tr");
  const texts = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? "")));
  return Object.fromEntries(texts.map(([name = "", , , then = ""]) => [name, numberIn(then)]));
}

/** Waits for the note that something was done. */
async function expectDone(page: Page, words: string): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();
}

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

test.describe("another scoring", () => {
  test("is shown before it is applied, comes true, and is undone", async ({ page, open }) => {
    const before = await segmentCounts(page);
    await open("/segments/scoring");
    await page.getByRole("radio", { name: /^Grid/ }).check();
    await page.getByRole("button", { name: "Show the effect" }).click();
    await expect(page).toHaveURL(/map=grid/);
    const promised = await countsThen(page);
    expect(promised).not.toEqual(before);
    expect(sum(Object.values(promised))).toBe(sum(Object.values(before)));
    expect(await segmentCounts(page), "a preview changes nothing").toEqual(before);

    await page.goBack();
    await page.getByRole("button", { name: "Apply this scoring" }).click();
    await expectDone(page, "Scoring applied");
    expect(await segmentCounts(page)).toEqual(promised);

    await open("/segments/scoring");
    await page.getByRole("button", { name: "Back to the scoring before" }).click();
    await expectDone(page, "The scoring before is in force again");
    expect(await segmentCounts(page)).toEqual(before);
  });

  test("the moves add up to those who move", async ({ page, open }) => {
    await open("/segments/scoring?map=grid&cuts=quintiles");
    const title = await page.locator("#effect-title").innerText();
    const moves = await page.getByRole("region", { name: "Who moves" }).first().locator("tbody tr > :nth-child(4)").allInnerTexts();
    expect(sum(moves.map(numberIn))).toBe(numberIn(title));
  });

  test("fixed thresholds decide the scores", async ({ page, open }) => {
    const query = "map=standard&cuts=fixed&recency=30&recency=90&recency=180&recency=365&orders=2&orders=3&orders=4&orders=5&spent=50&spent=100&spent=200&spent=400";
    await open(`/segments/scoring?${query}`);
    await page.getByRole("button", { name: "Apply this scoring" }).click();
    await expectDone(page, "Scoring applied");
    await open("/segments?r=5");
    for (const days of await new SegmentsPage(page).column("Last order, days ago")) expect(numberIn(days)).toBeLessThan(30);
    await open("/segments?m=4");
    for (const spent of (await new SegmentsPage(page).column("Spent")).map(numberIn)) {
      expect(spent).toBeGreaterThanOrEqual(200);
      expect(spent).toBeLessThan(400);
    }
  });

  test("thresholds that cannot be used are said, and nothing typed is lost", async ({ page, open }) => {
    await open("/segments/scoring");
    await page.getByRole("radio", { name: /^Fixed thresholds/ }).check();
    const orders = page.locator("input[name=orders]");
    for (const [index, text] of ["2", "3", "3", "many"].entries()) await orders.nth(index).fill(text);
    await page.getByRole("button", { name: "Show the effect" }).click();
    await expect(page.getByRole("alert")).toContainText("Nothing that you typed is lost");
    await expect(orders.nth(3)).toHaveValue("many");
    await expect(orders.nth(3)).toHaveAttribute("aria-invalid", "true");
    await expect(orders.nth(3)).toHaveAccessibleDescription(/“many”, is not understood/);
    await expect(page.getByRole("button", { name: "Apply this scoring" })).toHaveCount(0);
  });

  test("an own map that does not exist cannot be chosen", async ({ page, open }) => {
    await open("/segments/scoring");
    await expect(page.getByRole("radio", { name: /^Own file/ })).toBeDisabled();
    await open("/segments/scoring?map=own&cuts=quintiles");
    await expect(page.getByRole("button", { name: "Apply this scoring" })).toHaveCount(0);
  });
});

test.describe("how far segments can be trusted", () => {
  test("all 125 codes are on the page, each once", async ({ page, open }) => {
    await open("/segments/scoring");
    const codes = (await page.locator("td.codes").allTextContents()).join(" ").trim().split(/\s+/);
    expect(codes).toHaveLength(125);
    expect(new Set(codes).size).toBe(125);
  });

  test("both checks have a verdict", async ({ page, open }) => {
    await open("/segments/scoring");
    await expect(page.getByRole("heading", { name: /^Segment stability: / })).toBeVisible();
    await expect(page.getByRole("heading", { name: /^Champions validation: / })).toBeVisible();
  });

  test("the profiles of a number of groups hold all customers that were grouped", async ({ page, open }) => {
    await open("/segments/scoring");
    await page.getByRole("navigation", { name: "Number of groups" }).getByRole("link", { name: "3 groups" }).click();
    await expect(page).toHaveURL(/k=3/);
    await expect(page.getByRole("heading", { name: "Profiles of 3 groups" })).toBeVisible();
    const rows = page.getByRole("region", { name: "Profiles of the groups" }).locator("tbody tr");
    await expect(rows).toHaveCount(3);
    const grouped = numberIn(await page.locator(".card-clusters .card-subtitle").innerText());
    const counts = await rows.locator("td:nth-child(2)").allInnerTexts();
    expect(sum(counts.map(numberIn))).toBe(grouped);
  });

  test("a number of groups that was not tried shows the one in use", async ({ page, open }) => {
    await open("/segments/scoring?k=99");
    await expect(page.getByRole("heading", { name: "Profiles of 4 groups" })).toBeVisible();
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("another scoring is tried, applied and undone", async ({ page, open }) => {
    await open("/segments/scoring");
    await page.getByRole("radio", { name: /^Grid/ }).check();
    await page.getByRole("button", { name: "Show the effect" }).click();
    await page.getByRole("button", { name: "Apply this scoring" }).click();
    await expectDone(page, "Scoring applied");
    await expect(page.getByRole("region", { name: "Scoring in force" })).toContainText("grid of recency and frequency");
    await page.getByRole("button", { name: "Back to the scoring before" }).click();
    await expect(page.getByRole("region", { name: "Scoring in force" })).toContainText("standard map");
  });
});
