import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures";
import { SegmentsPage, numberIn } from "../support/segments-page";

/** Presses Tab until the focused element matches; fails when it is not reached. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`${selector} is not reached with Tab`);
}

/** True if the focused element shows that it has the focus. */
function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return false;
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
}

test.describe("with the keyboard alone", () => {
  test("the first stop skips to the content", async ({ page, open }) => {
    await open("/segments");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.locator("#content")).toBeFocused();
  });

  test("a segment is chosen, seen and taken back", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    const promising = numberIn(await segments.segment("Promising").getByRole("cell").nth(1).innerText());
    await tabTo(page, ".filter-bar summary");
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press("Enter");
    await tabTo(page, "input[name=segment][value=promising]");
    await page.keyboard.press("Space");
    await segments.expectCustomers(promising);
    await page.keyboard.press("Escape");
    await expect(segments.filters.locator("details[open]")).toHaveCount(0);
    await expect(segments.filters.locator("summary").first()).toBeFocused();
  });

  test("arrow keys walk through the matrix and Enter selects", async ({ page, open }) => {
    await open("/segments");
    const segments = new SegmentsPage(page);
    await tabTo(page, "a.matrix-cell");
    const cells = segments.matrix.locator("a.matrix-cell");
    await expect(cells.nth(0)).toBeFocused();
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press("Alt+ArrowDown");
    await expect(cells.nth(0), "keys with Alt belong to the browser").toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await expect(cells.nth(6)).toBeFocused();
    await page.keyboard.press("End");
    await expect(cells.nth(9)).toBeFocused();
    await page.keyboard.press("Home");
    await expect(cells.nth(5)).toBeFocused();
    const customers = numberIn(await cells.nth(5).locator(".matrix-count").innerText());
    await page.keyboard.press("Enter");
    await segments.expectCustomers(customers);
  });

  test("every stop on every page shows that it has the focus", async ({ page, open }) => {
    for (const path of ["/", "/segments", "/segments/scoring", "/segments/rules", "/cohorts", "/value", "/products/rules", "/products/item/66cc5960deabc3d2e1f7cd87f95a31e3", "/products", "/places", "/segments/movement", "/trends", "/data", "/data/source", "/data/refreshes", "/data/snapshots"]) {
      await open(path);
      for (let presses = 0; presses < 25; presses++) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? "");
        if (stop.startsWith("<body")) break;
        expect(await focusIsVisible(page), `${path}: ${stop}`).toBe(true);
      }
    }
  });
});
