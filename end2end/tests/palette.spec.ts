import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search" });
const field = (page: Page) => page.getByRole("combobox");
const chosen = (page: Page) => page.getByRole("option", { selected: true });

test.describe("command palette", () => {
  test("leads to a page by the keyboard alone", async ({ page, open }) => {
    await open("/");
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await expect(page.getByRole("option", { name: /^Cohorts/ })).toBeVisible();
    await field(page).fill("retention");
    await expect(chosen(page)).toHaveText(/Cohorts/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/cohorts$/);
    await expect(palette(page)).toBeHidden();
  });

  test("arrow keys go round, and the field names the chosen option", async ({ page, open }) => {
    await open("/");
    await page.getByRole("link", { name: /^Search/ }).click();
    await field(page).fill("tier");
    const options = page.getByRole("option");
    await expect(options.filter({ hasText: "Platinum" })).toBeVisible();
    const isChosen = async (option: Locator) => {
      await expect(option).toHaveAttribute("aria-selected", "true");
      await expect(chosen(page)).toHaveCount(1);
      await expect(field(page)).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id")) ?? "");
    };
    await isChosen(options.first());
    await page.keyboard.press("ArrowDown");
    await isChosen(options.nth(1));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await isChosen(options.last());
  });

  test("what the person has chosen stays chosen when more is found", async ({ page, open }) => {
    await open("/");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option", { name: "Platinum" })).toBeVisible();
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await page.route("**/api/palette_customers", async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest("**/api/palette_customers");
    await field(page).fill("tier");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
    await asked;
    const answered = page.waitForResponse("**/api/palette_customers");
    letThrough();
    await (await answered).finished();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await expect(page.getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
  });

  test("finds what was typed before it could listen", async ({ page, open }) => {
    await open("/customers");
    const href = (await page.locator("a[href^='/customers/']").first().getAttribute("href")) ?? "";
    const id = decodeURIComponent(href.split("/").pop() ?? "");
    await page.evaluate((words) => {
      document.querySelector<HTMLElement>("[data-palette]")?.click();
      const field = document.querySelector<HTMLInputElement>("#palette-field");
      if (field) field.value = words;
    }, id.slice(0, -1));
    await expect(page.getByRole("option", { name: id })).toBeVisible();
  });

  test("finds a customer by the beginning of the id", async ({ page, open }) => {
    await open("/customers");
    const href = (await page.locator("a[href^='/customers/']").first().getAttribute("href")) ?? "";
    const id = decodeURIComponent(href.split("/").pop() ?? "");
    await page.keyboard.press("Control+k");
    await field(page).fill(id.slice(0, -1));
    await expect(page.getByRole("option", { name: id })).toBeVisible();
    await page.getByRole("option", { name: id }).click();
    await expect(page).toHaveURL(href);
  });

  test("a segment is one key word away", async ({ page, open }) => {
    await open("/data");
    await page.keyboard.press("Control+k");
    await field(page).fill("cannot lose");
    await expect(chosen(page)).toHaveText(/Cannot Lose/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/segments\?segment=cannot-lose$/);
  });

  test("says when nothing is found, and closes on Escape", async ({ page, open }) => {
    await open("/");
    await page.keyboard.press("Control+k");
    await field(page).fill("zzzz zzzz");
    await expect(palette(page).getByRole("status")).toContainText("Nothing found");
    await page.keyboard.press("Enter");
    await expect(palette(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
  });

  test("remembers recent views, and never those of customers", async ({ page, open }) => {
    await open("/customers?state=SP");
    await open("/segments?segment=at-risk");
    await expect.poll(() => page.evaluate(() => localStorage.getItem("recent-views"))).toContain("/segments?segment=at-risk");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("group", { name: "Recent views" }).getByRole("option")).toHaveText(/Segments/);
    expect(await page.evaluate(() => localStorage.getItem("recent-views"))).not.toContain("customers");
  });

  test("axe finds nothing in it", async ({ page, open }) => {
    await open("/");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option").first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include("#palette").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`)).toEqual([]);
  });
});

test.describe("shortcuts", () => {
  test("the question mark lists them", async ({ page, open }) => {
    await open("/");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("the slash leads to the search of the page, and is a letter while typing", async ({ page, open }) => {
    await open("/glossary");
    await page.keyboard.press("/");
    const search = page.getByRole("searchbox", { name: "Search the glossary" });
    await expect(search).toBeFocused();
    await page.keyboard.type("a/b?");
    await expect(search).toHaveValue("a/b?");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("the button leads to the customers", async ({ page, open }) => {
    await open("/");
    await page.getByRole("link", { name: /^Search/ }).click();
    await expect(page).toHaveURL(/\/customers$/);
  });
});
