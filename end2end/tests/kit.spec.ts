import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures";

const GROUPS = ["buttons", "choices", "fields", "chips", "ranges", "tiles", "cards", "badges", "tables", "toasts", "states"];

for (const theme of ["light", "dark"] as const) {
  for (const width of [320, 1440]) {
    test(`axe finds nothing in the kit in ${theme} at ${width} pixels`, async ({ page, open }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await open("/kit");
      const { violations } = await new AxeBuilder({ page }).analyze();
      const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
      expect(findings).toEqual([]);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(excess).toBe(0);
    });
  }

  test(`the parts look in ${theme} as they did`, async ({ page, open }) => {
    await page.setViewportSize({ width: 1024, height: 900 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await open("/kit");
    await page.evaluate(() => document.fonts.ready);
    for (const group of GROUPS) {
      await expect
        .soft(page.locator(`#${group}`))
        .toHaveScreenshot(`${group}-${theme}.png`, { animations: "disabled", maxDiffPixelRatio: 0.01 });
    }
  });
}

test.describe("parts of the kit", () => {
  test("a tooltip shows on hover and on focus, and goes on Escape", async ({ page, open }) => {
    await open("/kit");
    const tooltip = page.getByRole("tooltip");
    const target = page.getByRole("button", { name: "Short" });
    await target.hover();
    await expect(tooltip).toHaveText("R$ 1,139,123.45");
    await page.keyboard.press("Escape");
    await expect(tooltip).toBeHidden();
    await target.focus();
    await page.keyboard.press("Tab");
    await expect(tooltip).toContainText("Sum of the order values");
    await expect(page.getByRole("button", { name: "Long", exact: true })).toHaveAttribute("aria-describedby", "tooltip");
    const box = await tooltip.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
  });

  test("a dialog keeps the focus, closes on Escape and beside it, and gives the focus back", async ({ page, open }) => {
    await open("/kit");
    const opener = page.getByRole("link", { name: "Open a dialog" });
    await opener.click();
    const dialog = page.getByRole("dialog", { name: "Save this view" });
    await expect(dialog).toBeVisible();
    await expect(page).not.toHaveURL(/#/);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
    await opener.click();
    await page.mouse.click(5, 5);
    await expect(dialog).toBeHidden();
    await opener.click();
    await dialog.getByRole("link", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
  });

  test("handles of a range write into its fields, and stop at one another", async ({ page, open }) => {
    await open("/kit");
    const range = page.getByRole("group", { name: "Spent, R$" });
    const from = range.getByRole("slider", { name: /from/ });
    const to = range.getByRole("slider", { name: /to$/ });
    await from.focus();
    const before = Number(await range.getByLabel("From", { exact: true }).inputValue());
    await page.keyboard.press("ArrowRight");
    expect(Number(await range.getByLabel("From", { exact: true }).inputValue())).toBeGreaterThan(before);
    await page.keyboard.press("End");
    expect(await from.inputValue()).toBe(await to.inputValue());
    await page.keyboard.press("Home");
    await expect(range.getByLabel("From", { exact: true })).toHaveValue("");
    await range.getByLabel("To", { exact: true }).fill("10");
    expect(await to.inputValue()).toBe("0");
  });

  test("a search narrows a list down", async ({ page, open }) => {
    await open("/kit");
    const chips = page.locator("#chips");
    await chips.locator("summary").first().click();
    await chips.getByRole("searchbox").first().fill("rio g");
    await expect(chips.locator("details[open] .choice:visible")).toHaveText(/Rio Grande do Sul/);
    await chips.getByRole("searchbox").first().fill("zzz");
    await expect(chips.getByText("Nothing found")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(chips.locator("details[open]")).toHaveCount(0);
    await expect(chips.locator("summary").first()).toBeFocused();
  });

  test("a note says what was done, leaves the address, and can be closed", async ({ page, open }) => {
    await open("/kit?done=view-saved&tab=rules");
    const note = page.getByRole("status").filter({ hasText: "View saved" });
    await expect(note).toBeVisible();
    await expect(page).toHaveURL(/\/kit\?tab=rules$/);
    await page.getByRole("link", { name: "Close this note" }).click();
    await expect(page.locator(".toasts .toast")).toHaveCount(0);
  });

  test("a note stays while the pointer is on it, and goes by itself afterwards", async ({ page, open }) => {
    await page.clock.install();
    await open("/kit?done=view-deleted");
    const note = page.locator(".toasts .toast");
    await note.hover();
    await page.clock.runFor(20_000);
    await expect(note).toBeVisible();
    await page.mouse.move(0, 0);
    await page.clock.runFor(20_000);
    await expect(note).toHaveCount(0);
  });

  test("an unknown word in the address shows no note", async ({ page, open }) => {
    await open("/kit?done=%3Cb%3Ehello");
    await expect(page).toHaveURL(/\/kit$/);
    await expect(page.locator(".toasts .toast")).toHaveCount(0);
  });
});

test("a font that does not load leaves the page as wide and as high", async ({ page, open, troubles }) => {
  await open("/segments");
  await page.evaluate(() => document.fonts.ready);
  const height = () => page.evaluate(() => document.querySelector(".page-head")?.getBoundingClientRect().height);
  const width = () => page.locator(".nav a").first().evaluate((link) => link.querySelector("span")?.getBoundingClientRect().width ?? 0);
  const [highWithFont, wideWithFont] = [await height(), await width()];
  troubles.expect(/woff2/);
  troubles.expect(/Failed to load resource/);
  await page.route("**/*.woff2", (route) => route.abort());
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await height()).toBe(highWithFont);
  expect(Math.abs((await width()) - wideWithFont)).toBeLessThan(wideWithFont * 0.06);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess).toBe(0);
});

test("on a phone every page is reached from the bar", async ({ page, open }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open("/");
  const bar = page.getByRole("navigation", { name: "Pages", exact: true });
  await expect(bar.getByRole("link")).toHaveCount(5);
  await bar.getByRole("link", { name: "More" }).click();
  await page.getByRole("dialog", { name: "More pages" }).getByRole("link", { name: "Glossary" }).click();
  await expect(page).toHaveURL(/\/glossary$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("a dialog opens from its address and closes from its link", async ({ page, open }) => {
    await open("/kit");
    await page.getByRole("link", { name: "Open a dialog" }).click();
    await expect(page.locator("#kit-dialog")).toBeVisible();
    await page.locator("#kit-dialog").getByRole("link", { name: "Cancel" }).click();
    await expect(page.locator("#kit-dialog")).toBeHidden();
  });

  test("what needs script is not shown, and ranges are fields of a form", async ({ page, open }) => {
    await open("/kit");
    await expect(page.locator(".needs-script:visible")).toHaveCount(0);
    await expect(page.getByRole("group", { name: "Spent, R$" }).getByLabel("From", { exact: true })).toHaveValue("57.00");
  });

  test("a note is there, and its link leads on without it", async ({ page, open }) => {
    await open("/kit?done=view-saved");
    await page.getByRole("link", { name: "Close this note" }).click();
    await expect(page).toHaveURL(/\/kit$/);
    await expect(page.locator(".toasts .toast")).toHaveCount(0);
  });
});
