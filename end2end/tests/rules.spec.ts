import type { Page } from "@playwright/test";
import { expect } from "../support/fixtures";
import { test } from "../support/own-shop";
import { SegmentsPage, numberIn } from "../support/segments-page";

const editor = (page: Page) => page.getByRole("textbox", { name: "Rules, as text in TOML" });
const figures = (page: Page) => page.locator(".rules .rule .drill").allInnerTexts();
const sum = (counts: string[]) => counts.map(numberIn).reduce((total, count) => total + count, 0);

/** Waits for the note that something was done. */
async function expectDone(page: Page, words: string): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();
}

/** Changes the text in the editor and previews it. */
async function preview(page: Page, change: (text: string) => string): Promise<void> {
  await editor(page).fill(change(await editor(page).inputValue()));
  await page.getByRole("button", { name: "Preview" }).click();
  await expectDone(page, "Draft kept");
}

/** Everyone who spent 500 or more gets a call before all other rules. */
const withACallFirst = (text: string) =>
  text.replace("[[rules]]", '[[rules]]\nid = "call-first"\naction = "Call first"\nmessage = "Call."\nreason = "Spent 500 or more"\nwhen = { min_spent = 500.0 }\n\n[[rules]]');

test.describe("the rules in force", () => {
  test("choose every customer once, and each figure opens its customers", async ({ page, open }) => {
    await open("/segments/rules");
    const counts = await figures(page);
    await open("/segments");
    const everyone = numberIn(await page.locator(".kpi-value").first().innerText());
    expect(sum(counts)).toBe(everyone);
    await open("/segments/rules");
    const link = page.locator(".rules .rule .drill").first();
    const promised = numberIn(await link.innerText());
    await link.click();
    await expect(page).toHaveURL(/\/customers\?action=/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customers");
    await new SegmentsPage(page).expectCustomers(promised);
  });
});

test.describe("editing the rules", () => {
  test("a draft is shown before it is applied, comes true, and is undone", async ({ page, open }) => {
    await open("/segments/rules");
    const before = await figures(page);
    await preview(page, withACallFirst);
    const effect = page.getByRole("region", { name: "Actions before and after" });
    const row = effect.getByRole("row").filter({ hasText: "Call first" });
    const promised = numberIn(await row.locator("td:nth-child(4)").innerText());
    expect(promised).toBeGreaterThan(0);
    expect(await figures(page), "a preview changes nothing").toEqual(before);
    const moves = await page.getByRole("region", { name: "Who moves" }).locator("tbody tr > :nth-child(4)").allInnerTexts();
    expect(sum(moves)).toBe(numberIn(await page.locator("#draft-title").innerText()));

    await page.getByRole("button", { name: "Apply the draft" }).click();
    await expectDone(page, "Rules applied");
    const after = await figures(page);
    expect(numberIn(after[0] ?? "")).toBe(promised);
    expect(sum(after)).toBe(sum(before));

    await page.getByRole("button", { name: "Back to the rules before" }).click();
    await expectDone(page, "The rules before are in force again");
    expect(await figures(page)).toEqual(before);
  });

  test("a mistake shows its line, and nothing written is lost", async ({ page, open }) => {
    await open("/segments/rules");
    const before = await figures(page);
    await preview(page, (text) => text.replace("max_review = 2.0", "max_reviews = 2.0"));
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("max_reviews");
    await expect(alert).toContainText(/line \d+/);
    await expect(page.getByLabel("The place in the text")).toContainText(/→ +\d+ +when = \{ max_reviews = 2.0 \}/);
    await expect(page.getByRole("button", { name: "Apply the draft" })).toHaveCount(0);
    expect(await editor(page).inputValue()).toContain("max_reviews = 2.0");
    expect(await figures(page)).toEqual(before);
    await page.getByRole("button", { name: "Discard the draft" }).click();
    await expectDone(page, "Draft discarded");
    expect(await editor(page).inputValue()).not.toContain("max_reviews");
  });

  test("hostile text stays text", async ({ page, open }) => {
    let dialogs = 0;
    page.on("dialog", (dialog) => {
      dialogs += 1;
      return dialog.dismiss();
    });
    const hostile = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>";
    await open("/segments/rules");
    await preview(page, () => hostile);
    expect((await editor(page).inputValue()).trimEnd()).toBe(hostile);
    await expect(page.locator("img[src=x]")).toHaveCount(0);
    expect(dialogs).toBe(0);
  });

  test("the text survives a preview to the letter", async ({ page, open }) => {
    await open("/segments/rules");
    const text = await editor(page).inputValue();
    await preview(page, (same) => same);
    expect(await editor(page).inputValue()).toBe(text);
    await expect(page.getByRole("heading", { name: "Nobody would get another action" })).toBeVisible();
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("rules are edited, applied and undone", async ({ page, open }) => {
    await open("/segments/rules");
    const before = await figures(page);
    await preview(page, withACallFirst);
    await page.getByRole("button", { name: "Apply the draft" }).click();
    await expect(page.getByRole("heading", { name: "Call first" })).toBeVisible();
    await page.getByRole("button", { name: "Back to the rules before" }).click();
    expect(await figures(page)).toEqual(before);
  });
});
